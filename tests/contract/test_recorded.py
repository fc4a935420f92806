"""Steps that a form records: the short notation, and what meets it."""

import pytest

from dashboard import ChecklistItem
from dashboard.contract.recorded import Recorded
from dashboard.errors import ContractError


@pytest.mark.parametrize(
    ("text", "form", "answers", "met"),
    [
        ("plan", "plan", {}, True),
        ("plan", "other", {}, False),
        ("plan[shelter]", "plan", {"shelter": "offered"}, True),
        ("plan[shelter]", "plan", {"shelter": ""}, False),
        ("plan[shelter]", "plan", {}, False),
        ("plan[complete=yes]", "plan", {"complete": "yes"}, True),
        ("plan[complete=yes]", "plan", {"complete": "no"}, False),
        ("plan[parts=shelter]", "plan", {"parts": ["contact", "shelter"]}, True),
        ("plan[parts=shelter]", "plan", {"parts": ["shelter_later"]}, False),
        ("core.plan", "plan", {}, False),
    ],
)
def test_what_records_a_step(text, form, answers, met):
    assert Recorded.parse(text, "safety").is_met("safety", form, answers) is met


def test_a_form_of_the_shell_is_named_with_core():
    step = ChecklistItem(name="referral", label="Refer", recorded_by=("core.referral[urgent=yes]",))
    assert step.is_recorded("safety", "core", "referral", {"urgent": "yes"})
    assert not step.is_recorded("safety", "safety", "referral", {"urgent": "yes"})


@pytest.mark.parametrize("text", ["", "plan[", "plan[a=b=c]", "a.b.c", "plan complete"])
def test_anything_else_is_refused_with_what_to_write(text):
    with pytest.raises(ContractError, match="Write a form's name"):
        ChecklistItem(name="step", label="Step", recorded_by=(text,))
