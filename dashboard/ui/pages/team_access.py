"""Who reads the agency's cases: the supervisor's choice, on the page of her team."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor import knowing
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.widgets.knowing import access, ask

KEY = "team.access"


def unchosen(context: Context, who: Principal) -> None:
    """Ask the supervisor of an agency of before to choose; it works as a team until she does."""
    if knowing.access(context, who) is None:
        st.info(
            _(
                "Every case manager of your agency reads all of its cases, as before. Choose at the end of this page whether "
                "that stays so: what only few people know is harder to give away."
            )
        )


def show(context: Context, who: Principal) -> None:
    """Draw who reads the agency's cases now, and the way to change it."""
    st.subheader(_("Who reads which cases"), anchor=False)
    if message := st.session_state.pop(f"{KEY}.message", None):
        st.warning(quoted_lines(message))
    now = knowing.access(context, who)
    st.markdown(access(now or "team"))
    st.caption(
        _(
            "Whoever does not work on a case can be added to it on its page, under Facts. There a case is also restricted, "
            "for example when a member of staff is part of it: then nobody else here finds it, and no list counts it."
        )
    )
    offered = [state for state in knowing.ACCESS if state != now]
    with st.popover(_("Change this")):
        chosen = st.radio(_("Who reads?"), offered, index=None, key=f"{KEY}.choice", format_func=access)
        why = ask(knowing.ACCESS_REASONS, f"{KEY}.why")
        st.button(
            _("Change"),
            key=f"{KEY}.go",
            type="primary",
            disabled=chosen is None or why is None,
            on_click=_choose,
            args=(context, who, chosen, why),
        )


def _choose(context: Context, who: Principal, chosen: str, why: str) -> None:
    try:
        knowing.choose_access(context, who, chosen, why)
    except DashboardError as error:
        st.session_state[f"{KEY}.message"] = str(error)
