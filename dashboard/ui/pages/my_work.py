"""My work: what is due, for which case, and why."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor import reviews, safeguarding
from dashboard.actions.work.tasks import my_work
from dashboard.casework.tasks import now_and_later
from dashboard.contract import Task
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import go, link
from dashboard.ui.widgets import tasks

MOST = 30
"""Cases that are shown, those with the most urgent steps."""
SHOWN = 2
"""Steps of a case that are listed under its most urgent one."""


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("My work"), anchor=False)
    if who.role == "supervisor" and (waiting := reviews.count_waiting(context, who)):
        link("team", _("Waiting for your review") + f": {waiting}")
    if who.role == "supervisor" and (told := len(safeguarding.waiting(context, who))):
        link("sent-to-me", _("Something was sent to a member of your staff: talk today") + f" ({told})")
    todo = my_work(context, who)
    if not todo:
        st.info(_("Nothing is due. When you open a case, its next steps appear here, the most urgent first."))
        if st.button(_("Open a new case"), key="my_work.new", type="primary"):
            go("new-case")
        return
    now = context.now()
    late = sum(task.due is not None and task.due < now for task in todo)
    soon = sum(task.due is not None and task.due >= now for task in todo)
    st.caption(
        _("{late} steps overdue · {soon} with a deadline ahead · {all} in all").format(
            late=late, soon=soon, all=len(todo)
        )
    )
    by_case: dict[str, list[Task]] = {}
    for task in todo:
        by_case.setdefault(task.case_key, []).append(task)
    for key, due in list(by_case.items())[:MOST]:
        _card(context, key, due)
    if len(by_case) > MOST:
        st.caption(
            _("{n} more cases have later deadlines or none. They are in the list of cases.").format(
                n=len(by_case) - MOST
            )
        )


def _card(context: Context, key: str, due: list[Task]) -> None:
    """Draw one case: its most urgent step with the reason, then the others in a line each."""
    with st.container(border=True):
        text, way = st.columns([4, 1.2], vertical_alignment="center")
        text.markdown(tasks.line(context, due[0]))
        near, later = now_and_later(due[1:], context.now())
        for task in near[:SHOWN]:
            text.caption(tasks.short(context, task))
        if more := len(near[SHOWN:]) + len(later):
            text.caption(_("{n} more on the page of the case").format(n=more))
        with way:
            if st.button(key, key=f"my_work.{key}", width="stretch", help=_("Open this case")):
                go("case", key=key)
