"""New case: the intake form."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work.drafting import Kept, Outcome, open_draft
from dashboard.casework.intake import AREA, FORM, intake_form
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import go
from dashboard.ui.widgets import form
from dashboard.ui.widgets.sheet import Sheet


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("New case"), anchor=False)
    st.caption(
        _(
            "No names, numbers, addresses or details of what happened: this record names nobody. "
            "A random key is given when you send it in."
        )
    )
    outcome = form.taken(AREA, FORM, None)
    if isinstance(outcome, Outcome):
        go("case", key=outcome.case_key)
    if isinstance(outcome, Kept) and (key := outcome.draft.case_key):
        # The case was opened from another window: what differs here becomes a correction of it, not a second case.
        st.session_state[f"case.{key}.tab"], st.session_state[f"case.{key}.facts.form"] = _("Facts"), (FORM, "")
        go("case", key=key)
    if outcome and not isinstance(outcome, Kept):
        go("cases")
    draft = open_draft(context, who, AREA, FORM)
    form.show(Sheet(context, who, AREA, "dashboard", intake_form(), draft, None))
