"""Rows of an import through the intake form's own rules, and the plan that follows."""

import dataclasses
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import codes
from dashboard.casework.intake import form_context, intake_form, new_case
from dashboard.contract import Case
from dashboard.interchange.checking import Incoming, check
from dashboard.interchange.mapped import Linked, MappedRow
from dashboard.interchange.planning import Calendar, ImportPlan, plan
from dashboard.projection.derive import age_sex, reportable
from tests.casework.recorded import due, record

NOW = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
KEY = b"key"
ROW = {
    "report_date": date(2026, 9, 1),
    "governorate": "IQ-AR",
    "age": 24,
    "gender": "female",
    "disability": "no",
    "displacement": "resident",
    "violence_types": ("doxing",),
    "platforms": ("facebook",),
    "consent_services": "yes",
    "consent_reporting": "yes",
    "reported_elsewhere": "no",
}


def checked(reference="A-1", number=2, entries=None, **changed):
    values = {name: value for name, value in (ROW | changed).items() if value is not None}
    return check(MappedRow("Cases", number, reference, values, entries or {}), agency="A01", secret=KEY, now=NOW)


def wrong(**changed) -> set[str]:
    found = checked(**changed)
    assert not isinstance(found, Incoming) and all((fault.sheet, fault.row) == ("Cases", 2) for fault in found)
    return {fault.column for fault in found}


def case_of(incoming: Incoming, at=NOW) -> Case:
    return new_case(incoming.values, key="OV-1", agency="A01", case_manager="p", at=at)


@dataclass
class Before:
    ref_hash: str
    folded_hash: str
    row_digest: str
    case: Case
    elements: dict = field(default_factory=dict)
    consents: dict = field(default_factory=lambda: {"services": "yes", "reporting": "yes"})
    decisions: tuple = ()
    entries: tuple = ()


def before(row: Incoming, **changed_here) -> dict[str, Before]:
    case = dataclasses.replace(case_of(row), **changed_here)
    return {row.ref_hash: Before(row.ref_hash, row.folded_hash, row.digest, case, dict(row.elements))}


def planned(*rows, known=None, released=()):
    found = plan(rows, known or {}, Calendar(frozenset(released)), NOW, secret=KEY)
    assert ImportPlan.from_json(found.to_json()) == found
    return found


def test_what_a_source_does_not_know_is_said_to_be_unknown_and_never_guessed():
    row = checked(age=None, governorate=None, violence_types=None, platforms=None, reported_elsewhere=None)
    case = case_of(row)
    assert (case.age_band, case.stream, case.governorate, case.violence_types) == (
        "unknown",
        "unknown",
        "unknown",
        ("unknown",),
    )
    assert (case.reported_elsewhere, age_sex(case)) == ("unknown", "age_unknown")
    assert Incoming.from_json(row.to_json()) == row


def test_consent_that_nobody_recorded_is_no_yes_and_no_refusal():
    row = checked(consent_services=None, consent_reporting=None)
    case = dataclasses.replace(case_of(row), risk_level="high", risk_decided_at=NOW)
    assert not reportable(case) and case.due_at is not None
    assert "ask_services" in due(case, record({})) and "ask_services" not in due(case, record())


@pytest.mark.parametrize("question", ["consent_services", "consent_reporting", "assent", "guardian_consent"])
def test_a_person_at_the_page_is_not_offered_what_only_an_import_may_say(question):
    answers = {"age": 12, "consent_services": "yes", question: "not_recorded"}
    state = intake_form().examine(answers, context={}, now=NOW)
    assert question in state.problems
    assert "not_recorded" not in {choice.name for choice in state.choices[question]}


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"age": 130}, "age"),
        ({"age": 17, "age_band": "18_24"}, "age_band"),
        ({"report_date": date(2026, 11, 30)}, "report_date"),
        ({"report_date": None}, "report_date"),
        ({"consent_services": "no"}, "consent_services"),
        ({"violence_types": ("csam",)}, "violence_types"),
        ({"violence_types": ("doxing", "unknown")}, "violence_types"),
        ({"opened_on": date(2026, 8, 1)}, "opened_on"),
        ({"status": "closed"}, "closed_on"),
        ({"closed_on": date(2026, 8, 1)}, "closed_on"),
        ({"entries": {"risk": ({"level": "high", "day": date(2027, 1, 1)},)}}, "risk_day"),
        ({"entries": {"need": ({"service_type": "cash"},)}}, "need.outcome"),
    ],
)
def test_the_forms_own_rules_say_in_which_column_something_is_wrong(changed, column):
    assert wrong(**changed) == {column}


def test_today_in_baghdad_is_taken():
    assert isinstance(checked(report_date=date(2026, 11, 28)), Incoming)


def test_a_closed_case_comes_in_closed_and_starts_no_clock():
    high = {"risk": ({"level": "high", "day": date(2026, 9, 2)},)}
    there = checked(status="closed", closed_on=date(2026, 10, 1), closure_reasons=("needs_met",), entries=high)
    assert (there.status, there.starts_clock, there.closing.answers["reasons"]) == ("closed", False, ["needs_met"])
    assert checked(entries=high).starts_clock and not checked().starts_clock
    found = planned(there, checked("B", 3, entries=high))
    assert (found.opened, found.closed, found.clocks) == (1, 1, 1)


@given(age_band=st.sampled_from(codes.names("age_band")), gender=st.sampled_from(codes.names("gender")))
def test_no_rule_gives_a_case_of_unknown_age_less_protection_than_a_child(age_band, gender):
    facts = ROW | {"age": None, "age_band": age_band, "gender": gender}
    case = case_of(checked(**facts))
    child = case_of(checked(**facts | {"age_band": "12_17"}))
    unknown = case_of(checked(**facts | {"age_band": "unknown"}))
    assert case.is_child == (age_band in ("0_11", "12_17", "unknown"))
    same = ("stream", "age_group")
    assert [form_context(unknown)[name] for name in same] == [form_context(child)[name] for name in same]
    assert due(unknown, record()).keys() == due(child, record()).keys() | {"ask_age"}


def test_the_same_file_twice_changes_nothing_and_a_correction_is_shown():
    row = checked()
    assert planned(row, known=before(row)).counts["same"] == 1
    found = planned(checked(gender="male"), known=before(row)).of("changed")[0]
    assert [(change.element, change.before, change.after) for change in found.changes] == [("gender", "female", "male")]


def test_what_was_changed_here_is_kept_and_never_overwritten():
    row, here = checked(), {"governorate": "IQ-BG", "version": 2}
    assert planned(row, known=before(row, **here)).counts["same"] == 1
    found = planned(checked(gender="male"), known=before(row, **here)).of("changed")[0]
    assert [change.element for change in found.changes] == ["gender"]
    assert planned(checked(governorate="IQ-SU"), known=before(row, **here)).counts["conflict"] == 1


def test_of_an_older_import_a_case_that_was_changed_is_a_conflict():
    row = checked()
    for version, kind in ((1, "changed"), (2, "conflict")):
        known = before(row, version=version)
        known[row.ref_hash].elements = {}
        assert planned(checked(gender="male"), known=known).counts[kind] == 1


@pytest.mark.parametrize(("one", "other"), [("007", "7"), ("a-1", "A-1"), ("A 1", "a1"), ("٧", "7")])
def test_references_that_differ_in_writing_only_are_asked_about(one, other):
    found = planned(checked(one, 2), checked(other, 3))
    assert found.counts["asked"] == 2 and found.rows[0].like == (3,)


def test_one_reference_twice_is_a_fault_of_both_rows():
    found = planned(checked("X", 2), checked("X", 3))
    assert [fault.row for fault in found.faults] == [2, 3] and not found.ok


def test_likely_twins_are_shown_and_taken():
    found = planned(checked("X", 2), checked("Y", 3))
    assert found.twins[0].rows == (2, 3) and found.counts["new"] == 2


def test_a_case_counts_in_its_quarter_unless_that_was_released():
    row = checked(opened_on=date(2026, 9, 5))
    assert planned(row).quarters == (("2026-Q3", 1, False),)
    assert planned(row, released=["2026-Q3"]).quarters == (("2026-Q3", 1, True),)
    assert Calendar().opened_at(row, NOW).astimezone(UTC) == datetime(2026, 9, 5, 9, 0, tzinfo=UTC)
    assert Calendar(frozenset(["2026-Q3"])).opened_at(row, NOW) == NOW


NEED = {"service_type": "legal_aid", "need_date": date(2026, 9, 2), "outcome": "referred"}


def linked(form, **answers):
    return Linked(form, answers, "needs", 5)


def beside(*others, **changed):
    row = MappedRow("Cases", 2, "A-1", ROW | changed, {}, others)
    return check(row, agency="A01", secret=KEY, now=NOW)


@pytest.mark.parametrize(
    "other",
    [
        linked("need", service_type="legal_aid", need_date=date(2026, 12, 24)),
        linked("risk", level="high", day=date(2020, 1, 1)),
    ],
)
def test_what_is_wrong_with_a_need_is_told_of_its_own_sheet_and_its_case_stays_out_with_it(other):
    found = beside(other)
    assert {(fault.sheet, fault.row) for fault in found} == {("needs", 5), ("Cases", 2)}
    assert "Sheet 'needs', row 5" in next(fault.message for fault in found if fault.row == 2)


def test_a_need_stays_out_with_its_case_and_comes_in_with_it():
    need = linked("need", **NEED)
    found = beside(need, report_date=date(2027, 1, 1))
    assert [(fault.sheet, fault.row) for fault in found if fault.row == 5] == [("needs", 5)]
    assert [entry.form for entry in beside(need).entries] == ["need"]


def test_a_need_in_a_later_file_than_its_case_is_shown_as_a_change():
    first, need = beside(), linked("need", **NEED)
    before = Before(first.ref_hash, first.folded_hash, first.digest, case_of(first), dict(first.elements))
    later = plan([beside(need)], {first.ref_hash: before}, Calendar(), NOW, secret=KEY)
    assert later.counts["changed"] == 1 and [change.element for change in later.rows[0].changes] == ["need"]
    assert plan([first], {first.ref_hash: before}, Calendar(), NOW, secret=KEY).counts["same"] == 1
