"""A plan that is taken: all of it comes in at once, once, checked against what changed since it was made."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboard.actions.supervisor import imports
from dashboard.actions.work import cases, knowing
from dashboard.errors import ImportRefused
from dashboard.records import audit, staging
from dashboard.records import cases as store
from tests.actions.planned import planned, row


@pytest.fixture
def sara(person):
    return person("supervisor", "A01")


def all_cases(context):
    with context.records.read() as tx:
        return store.every(tx)


def rows_on_stage(context):
    with context.records.read() as tx:
        return staging.left_on_stage(tx)


def projected(context):
    context.refresh()
    found = context.projection.rows("SELECT case_key, governorate FROM core.cases ORDER BY 1")
    events = context.projection.rows("SELECT count(*) FROM core.consents")[0][0]
    return found, events


def test_a_plan_is_taken_once_and_the_same_file_changes_nothing(context, sara):
    batch = planned(context, sara, map(row, range(2, 9)))
    assert not all_cases(context), "what is planned is nowhere to be seen"
    assert imports.planned(context, sara, batch).report.counts["new"] == 7
    assert imports.commit(context, sara, batch) == imports.Done(new=7, changed=0, conflicts=0)
    assert len(all_cases(context)) == 7
    assert not rows_on_stage(context)
    with pytest.raises(ImportRefused, match="taken already"):
        imports.commit(context, sara, batch)
    again = planned(context, sara, map(row, range(2, 9)))
    assert imports.planned(context, sara, again).report.counts["same"] == 7
    assert imports.commit(context, sara, again) == imports.Done(new=0, changed=0, conflicts=0)
    assert len(all_cases(context)) == 7


def test_what_came_in_is_on_record_as_if_it_had_been_entered_one_by_one(context, sara, person):
    amal = person("case_manager", "A01")
    assessed = {"risk": ({"level": "high", "day": date(2026, 11, 3)},)}
    batch = planned(context, sara, [row(2, assessed), row(3)])
    imports.commit(context, sara, batch, case_manager=amal.person_id)
    high, other = sorted(all_cases(context), key=lambda case: case.risk_level is None)
    assert (high.case_manager, high.risk_level, high.risk_decided_at is not None) == (amal.person_id, "high", True)
    opened = cases.read_case(context, amal, high.key)
    assert {each.scope: each.value for each in opened.consents} == {"services": "yes", "reporting": "yes"}
    assert [each.version for each in opened.history] == [1]
    found, consents = projected(context)
    assert ([key for key, _place in found], consents) == (sorted([high.key, other.key]), 4)
    live = projected(context)
    context.projection.rebuild(context.records)
    assert projected(context) == live
    lines = [line for line in audit_lines(context) if line.action.startswith("import")]
    assert [line.action for line in lines] == ["import.commit", "import.plan"]


def audit_lines(context):
    with context.records.read() as tx:
        return audit.entries(tx, limit=50)


def test_a_changed_row_is_a_new_version_and_what_was_changed_here_is_kept(context, sara):
    imports.commit(context, sara, planned(context, sara, [row(2), row(3)]))
    second = {case.key: case for case in all_cases(context)}
    batch = planned(context, sara, [row(2, gender="male"), row(3)])
    assert imports.planned(context, sara, batch).report.counts["changed"] == 1
    assert imports.commit(context, sara, batch).changed == 1
    (changed,) = [case for case in all_cases(context) if case != second[case.key]]
    assert (changed.gender, changed.version) == ("male", 2)
    cases.amend(context, sara, changed.key, 2, {"displacement": "idp"})
    imports.commit(context, sara, planned(context, sara, [row(2, gender="other"), row(3)]))
    (now,) = [case for case in all_cases(context) if case.key == changed.key]
    assert (now.gender, now.displacement, now.version) == ("other", "idp", 4)
    assert projected(context)[0]
    assert context.projection.rows("SELECT gender FROM core.cases WHERE case_key = ?", [now.key]) == [("other",)]


def test_a_case_corrected_after_the_plan_is_a_conflict_that_is_taken_only_by_name(context, sara):
    imports.commit(context, sara, planned(context, sara, [row(2)]))
    (case,) = all_cases(context)
    batch = planned(context, sara, [row(2, gender="male")])
    cases.amend(context, sara, case.key, 1, {"gender": "other"})
    assert imports.commit(context, sara, batch) == imports.Done(new=0, changed=0, conflicts=1)
    assert all_cases(context)[0].gender == "other"
    again = planned(context, sara, [row(2, gender="male")])
    (waiting,) = imports.planned(context, sara, again).report.of("conflict")
    assert imports.commit(context, sara, again, take=[waiting.ref_hash]).changed == 1
    assert all_cases(context)[0].gender == "male"


def test_rows_with_a_fault_hold_the_others_up_unless_the_good_ones_are_asked_for(context, sara):
    batch = planned(context, sara, [row(2), row(3, report_date=date(2031, 1, 1))])
    with pytest.raises(ImportRefused, match="Nothing came in"):
        imports.commit(context, sara, batch)
    assert not all_cases(context)
    assert imports.commit(context, sara, batch, skip_bad=True).new == 1


def test_two_plans_of_the_same_rows_bring_them_in_once(context, sara):
    first, second = (planned(context, sara, [row(2), row(3)]) for _n in range(2))
    imports.commit(context, sara, first)
    with pytest.raises(ImportRefused, match="make the plan anew"):
        imports.commit(context, sara, second)
    assert len(all_cases(context)) == 2


def test_a_plan_expires_is_dropped_and_is_another_agencys_to_nobody(context, sara, person):
    batch = planned(context, sara, [row(2)])
    with pytest.raises(ImportRefused, match="no plan of this id"):
        imports.commit(context, person("supervisor", "A02"), batch)
    imports.drop(context, sara, batch)
    assert not rows_on_stage(context)
    with pytest.raises(ImportRefused, match="dropped"):
        imports.commit(context, sara, batch)
    old, now = planned(context, sara, [row(2)]), context.now
    context.now = lambda: now() + timedelta(days=1, minutes=1)
    with pytest.raises(ImportRefused, match="older than a day"):
        imports.commit(context, sara, old)
    planned(context, sara, [row(2)])
    assert imports.planned(context, sara, old).state == "dropped", "the next plan takes it off the stage"
    assert len(rows_on_stage(context)) == 1


def test_of_a_restricted_case_a_file_tells_and_changes_nothing_for_who_may_not_know_of_it(context, sara, person):
    """Every value, also of a correction that somebody else had planned, would tell of the case."""
    rana, amal = person("supervisor", "A01", "rana"), person("case_manager", "A01")
    imports.commit(context, sara, planned(context, sara, [row(2)]), case_manager=amal.person_id)
    (case,) = all_cases(context)
    before = planned(context, sara, [row(2, gender="male")])
    knowing.restrict(context, amal, case.key, "staff_family", sara.person_id)
    after = planned(context, rana, [row(2, gender="male")])
    for batch in (before, after):
        report = imports.planned(context, rana, batch).report
        assert [(each.kind, each.changes) for each in report.rows] == [("same", ())]
        assert not imports.sample(context, rana, batch)
        assert imports.commit(context, rana, batch) == imports.Done(new=0, changed=0, conflicts=0)
    assert all_cases(context) == [case]
    hers = planned(context, sara, [row(2, gender="male")])
    assert imports.planned(context, sara, hers).report.counts["changed"] == 1
    assert imports.commit(context, sara, hers).changed == 1


def test_a_reference_that_came_in_since_in_another_writing_is_asked_about(context, sara):
    first, second = (planned(context, sara, [replace(row(2), reference=reference)]) for reference in ("A-007", "a-7"))
    imports.commit(context, sara, first)
    with pytest.raises(ImportRefused, match="make the plan anew"):
        imports.commit(context, sara, second)
    again = planned(context, sara, [replace(row(2), reference="a-7")])
    assert imports.planned(context, sara, again).report.counts["asked"] == 1
    assert len(all_cases(context)) == 1
