"""Something was sent to me: what a member of staff does, and what the supervisor does, when content has reached them."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor import safeguarding as told
from dashboard.actions.supervisor.safeguarding import Told
from dashboard.actions.work import safeguarding
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.ui.quoting import quoted, quoted_lines


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Something was sent to me"), anchor=False)
    st.caption(_("An image, a video, a recording or a screenshot was shown to you, sent to you or left with you."))
    if who.role == "supervisor":
        _waiting(context, who)
    st.markdown(_bullets(_for_everyone()))
    _tell(context, who)


def _bullets(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _for_everyone() -> list[str]:
    return [
        _("**You did nothing wrong by telling.** You need not explain or justify yourself, and nothing is asked here."),
        _(
            "**Do not open, copy, forward, print or describe it**: not as proof, not to check, not to show what you mean."
        ),
        _("**Leave the device as it is.** Whether it is deleted or kept is not yours to decide, and not this page's."),
        _("**Tell your supervisor today**, in person or by voice. No message with details, nobody else in the team."),
        _("**Child protection procedures decide** who is informed and what becomes of it, also when you are not sure."),
        _("**Nothing of it goes into her case.** Her help goes on as before, and the forms can be sent in as usual."),
        _("**Look after yourself.** What one has seen stays: ask your supervisor for support."),
    ]


def _for_supervisors() -> list[str]:
    return [
        _(
            "**Talk today, alone and calmly.** Thank them for telling. It is no interview, and no confession is asked for."
        ),
        _("**Do not let yourself be shown anything**, and write down nothing of what it shows."),
        _("**Follow child protection procedures** and your agency's safeguarding policy: they say who is informed."),
        _("**Advise neither to delete nor to keep it** before they have said so. Until then the device rests."),
        _(
            "**Nothing of it goes into the survivor's case.** Nobody blames her: agree how she is told not to send anything."
        ),
        _("**Offer support**, and find out how it could reach staff, so that it does not happen again."),
    ]


def _tell(context: Context, who: Principal) -> None:
    if since := safeguarding.told_at(context, who):
        when = moment(since, context.now())
        st.success(
            _("Your supervisor sees it: {when}. Talk today, and do nothing with it until then.").format(when=when)
        )
        return
    st.button(
        _("Tell my supervisor that something has reached me"),
        key="sent_to_me.tell",
        type="primary",
        on_click=safeguarding.tell,
        args=(context, who),
    )
    st.caption(_("Only this is recorded: your name and the time. No case, and not what it was."))


def _waiting(context: Context, who: Principal) -> None:
    """Draw what waits for the supervisor, and what she does with it."""
    waiting = told.waiting(context, who)
    if message := st.session_state.pop("sent_to_me.message", None):
        st.warning(quoted_lines(message))
    if not waiting:
        return
    st.subheader(_("It waits for you"), anchor=False)
    st.markdown(_bullets(_for_supervisors()))
    for incident in waiting:
        _one(context, who, incident)
    st.subheader(_("When something has reached you"), anchor=False)


def _one(context: Context, who: Principal, waits: Told) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        when = moment(waits.incident.at, context.now())
        st.markdown(_("**{name}** · told {when}").format(name=quoted(waits.name), when=when), width="stretch")
        st.button(
            _("The procedure has taken over"),
            key=f"sent_to_me.{waits.incident.id}",
            on_click=_handled,
            args=(context, who, waits.incident.id),
        )


def _handled(context: Context, who: Principal, incident_id: str) -> None:
    try:
        told.handled(context, who, incident_id)
    except DashboardError as error:
        st.session_state["sent_to_me.message"] = str(error)
