"""My work: what is due, for which case, and why."""

import streamlit as st

from dashboard.access import Principal
from dashboard.contract import Task
from dashboard.desk.house import House
from dashboard.desk.work import my_work
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import go
from dashboard.ui.widgets import tasks

MOST = 40


def render(house: House, who: Principal) -> None:
    """Draw the page."""
    st.title(_("My work"))
    todo = my_work(house, who)
    if not todo:
        st.info(_("Nothing is due. When you open a case, its next steps appear here, the most urgent first."))
        if st.button(_("Open a new case"), key="my_work.new", type="primary"):
            go("new-case")
        return
    now = house.now()
    late = sum(task.due is not None and task.due < now for task in todo)
    soon = sum(task.due is not None and task.due >= now for task in todo)
    st.caption(_("{late} overdue · {soon} with a deadline · {all} steps in all").format(
        late=late, soon=soon, all=len(todo)))
    for task in todo[:MOST]:
        _card(house, task)
    if len(todo) > MOST:
        st.caption(_("{n} more steps have later deadlines or none. They show on their cases.").format(n=len(todo) - MOST))


def _card(house: House, task: Task) -> None:
    with st.container(border=True):
        text, way = st.columns([4, 1], vertical_alignment="center")
        text.markdown(tasks.line(house, task))
        with way:
            if st.button(task.case_key, key=f"my_work.{task.case_key}.{task.name}", width="stretch",
                         help=_("Open this case")):
                go("case", key=task.case_key)
