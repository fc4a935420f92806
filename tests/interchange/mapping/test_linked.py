"""What stands on sheets of its own: put beside its case, or told where it stands; never lost."""

from dataclasses import replace

import pytest

from dashboard.interchange.mapping import Online, apply, shipped
from dashboard.interchange.source import Source
from dashboard.interchange.template_columns import sheets
from tests.interchange.mapping.files import TODAY, cases, sheet

TEMPLATE = shipped()["template"]
NEEDS = ("record_ref", "service_type", "need_date", "outcome")


def beside(*needs, refs=("T-1",), mapping=TEMPLATE, **changes):
    """Apply the template to cases with these references and to rows of its sheet "needs"."""
    case_rows = cases(*({"record_ref": ref, **changes} for ref in refs), name="cases").sheets
    return apply(mapping, Source((*case_rows, sheet([NEEDS, *needs], "needs"))), today=TODAY)


def told(result):
    return [(fault.sheet, fault.row, fault.column) for fault in result.faults]


def test_needs_on_a_sheet_of_their_own_find_their_case():
    found = beside(("t-01", "Legal aid", "", "Referred"))
    assert [(each.form, each.answers, each.sheet, each.number) for each in found.rows[0].linked] == [
        ("need", {"service_type": "legal_aid", "outcome": "referred"}, "needs", 2)
    ]
    assert found.read == 2 and "1 rows of the sheet 'needs' belong to cases" in found.notes[0]


@pytest.mark.parametrize(
    ("need", "place", "message"),
    [
        (("T-1", "", "2026-09-02", "Referred"), "service_type", "is empty"),
        (("T-1", "", "", ""), "service_type", "is empty"),
        (("T-1", "Legal aid", "2026-02-30", ""), "need_date", "is not a date that exists"),
        (("T-1", "Nonsense", "", ""), "service_type", "is not in the list"),
        (("", "Legal aid", "", ""), "record_ref", "is empty"),
        (("T-9", "Legal aid", "", ""), "record_ref", "is that of no case in this file"),
    ],
)
def test_a_need_is_never_lost(need, place, message):
    """A bad one is told where it stands; its case stays out with it, as it never got the need when it came in alone."""
    found = beside(need)
    assert told(found)[-1] == ("needs", 2, place) and message in found.faults[-1].message
    assert [fault for fault in found.faults if fault.sheet == "cases"] == (
        [found.faults[0]] if need[0] == "T-1" else []
    )
    assert len(found.rows) == (0 if need[0] == "T-1" else 1)


def test_a_need_stays_out_with_its_case():
    found = beside(("T-1", "Legal aid", "", ""), gender="?")
    assert told(found) == [("cases", 2, "gender"), ("needs", 2, "")]
    left = beside(("T-1", "Legal aid", "", ""), mapping=replace(TEMPLATE, online=Online(references=("T-2",))))
    assert sum(left.left_out.values()) == left.read == 2 and not left.faults


def test_a_need_belongs_to_the_case_that_is_written_like_it_and_is_asked_when_none_is():
    found = beside(("7", "Legal aid", "", ""), refs=("007", "7"))
    assert [len(row.linked) for row in found.rows] == [0, 1] and not found.faults
    assert told(beside(("07", "Legal aid", "", ""), refs=("007", "7"))) == [("needs", 2, "record_ref")]
    assert told(beside(("7", "Legal aid", "", ""), refs=("7", "7"))) == [("needs", 2, "record_ref")]


def test_the_template_says_what_a_need_and_a_referral_cannot_come_in_without():
    needed = {name: {column.name for column in columns if column.needed} for name, columns in sheets().items()}
    assert needed["needs"] == {"record_ref", "service_type", "outcome"}
    assert needed["referrals"] == {"record_ref", "service_type", "consent_basis", "sent_on", "status"}
