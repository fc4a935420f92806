"""The action plan of a case on one page to print: what comes next, until when, and whom to call. It identifies nobody."""

import html

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import Listed
from dashboard.actions.work.plan import ActionPlan, action_plan
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.ui.navigation import go, link
from dashboard.ui.printing import print_button
from dashboard.ui.widgets import listed, tasks, words


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    key = st.query_params.get("key", "").strip().upper()
    if not key:
        st.title(_("Action plan"), anchor=False)
        st.info(_("Open a case first. Its action plan is under its next steps."))
        if st.button(_("To the list of cases"), key="plan.list"):
            go("cases")
        return
    plan = action_plan(context, who, key)
    with st.container(horizontal=True, vertical_alignment="center", key="plan.bar"):
        link("case", _("Back to the case"), key=key)
        print_button(_("Print"))
    st.title(_("Action plan"), anchor=False)
    st.caption(
        _(
            "Case {key} · {when}. Holds nothing that identifies anyone. It is for you: leave it nowhere, also not with her."
        ).format(key=key, when=moment(plan.at))
    )
    _steps(context, plan)
    _agreed(plan)
    _contacts(plan)


def _steps(context: Context, plan: ActionPlan) -> None:
    st.subheader(_("Next steps"), anchor=False)
    if not plan.tasks:
        st.write(_("Nothing is due."))
    for task in plan.tasks:
        what, why = tasks.texts(context, task)
        due = moment(task.due, plan.at) if task.due else _("When it fits")
        st.markdown(f"☐ **{what}** · {due}  \n:gray[{why}]")


def _agreed(plan: ActionPlan) -> None:
    st.subheader(_("Services"), anchor=False)
    rows = {
        words.code("service_type", service.service_type): words.code(service.list_name, service.state)
        for service in plan.services
    }
    st.html(words.table(rows) if rows else html.escape(_("No need or referral is recorded yet.")))
    if plan.next_talk:
        st.markdown(_("You speak again: **{when}**").format(when=plan.next_talk))


def _contacts(plan: ActionPlan) -> None:
    st.subheader(_("Whom to call"), anchor=False)
    if not plan.place_is_known:
        st.caption(
            _(
                "Her governorate is not known: each line says where it answers. Ask her, and those of her place stand here."
            )
        )
    rows = {contact.say(contact.service.label): _reach(contact, plan) for contact in plan.contacts}
    st.html(words.table(rows))


def _reach(contact: Listed, plan: ActionPlan) -> str:
    """Return a contact's numbers and addresses, each between marks that keep it left to right inside Arabic text.

    Of a contact that has none, its first step says how it is found. Where her place is not known, where it works is said.
    """
    if not contact.service.channels:
        return contact.say(contact.service.steps[0]) if contact.service.steps else ""
    reach = [f"\u2066{value}\u2069" for _kind, value in contact.service.channels]
    return " · ".join(reach if plan.place_is_known else [*reach, listed.where(contact.service)])
