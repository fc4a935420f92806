"""Where a task leads: to the tab in which its work is done."""

import pytest

from dashboard.contract import Task
from dashboard.ui.pages.case import tab_of


@pytest.mark.parametrize(
    ("area", "form", "tab"),
    [
        ("safety", "", "Safety"),
        ("mhpss", "assessment", "Mental health"),
        ("mhpss", "safety.risk_assessment", "Safety"),
        ("mhpss", "core.referral", "Referrals"),
        ("legal", "gone.form", "Legal"),
        ("core", "incident", "Facts"),
        ("core", "need", "Referrals"),
        ("core", "closure", "Follow-up"),
        ("gone", "anything", "Follow-up"),
    ],
)
def test_a_task_leads_to_where_its_work_is_done(context, area, form, tab):
    assert tab_of(context, Task(name="n", label="L", reason="R", area=area, form=form)) == tab
