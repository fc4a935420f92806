"""Entries from telephones beside what became of the case meanwhile: what is newer, stricter or nobody else's business holds."""

import pytest

from dashboard.actions.supervisor import entries_in
from dashboard.actions.work import cases, consents, knowing, steps
from dashboard.casework.clock import is_met
from dashboard.errors import NotAllowed
from dashboard.records import cases as case_table
from dashboard.records import checklists
from dashboard.records import consents as consent_table
from tests.actions.filled import AGREES, BACK, assess, close
from tests.interchange.entry_files import ago, entry, file, needs, risk, soon
from tests.plugins.filled import MILD, URGENT

IMMINENT = ("safety", "protection", "imminent")
ACTED = MILD | URGENT | {"acted_now": "yes", "stream": "tfgbv"}


def said(plan):
    return [(fault.row, fault.column) for fault in plan.faults]


def case_of(context, key):
    with context.records.read() as tx:
        return case_table.get(tx, key)


def test_after_she_took_back_her_consent_nothing_comes_in(context, sara, open_case):
    key = open_case(sara)
    consents.withdraw(context, sara, key, "services")
    done = entries_in.bring_in(context, sara, "core", "need", needs(key))
    assert (said(done), done.came_in) == ([(2, "")], False)


@pytest.mark.parametrize("form", ["consent", "reopening"])
def test_what_she_took_back_since_is_not_given_again(context, sara, open_case, form):
    key = open_case(sara)
    if form == "reopening":
        close(context, sara, sara, key)
    consents.withdraw(context, sara, key, "services")
    told = AGREES if form == "consent" else BACK | {"reopened_on": soon().date()}
    done = entries_in.bring_in(context, sara, "core", form, file(entry(key, told, at=ago(minutes=1))))
    assert said(done) == [(2, "")] and "older than what was written here" in done.faults[0].message
    with context.records.read() as tx:
        assert consent_table.current(tx, [key])[key]["services"] == "withdrawn"


def test_a_supervisor_who_may_not_know_of_a_case_finds_none(context, sara, person, open_case):
    amal, rana = person("case_manager", "A01"), person("supervisor", "A01", "rana")
    key = open_case(amal)
    knowing.restrict(context, amal, key, "staff_family", sara.person_id)
    hidden = entries_in.bring_in(context, rana, "core", "need", needs(key))
    unknown = entries_in.bring_in(context, rana, "core", "need", needs("OV-2222-2222"))
    assert hidden.faults == unknown.faults and said(hidden) == [(2, "case_reference")]
    assert entries_in.bring_in(context, sara, "core", "need", needs(key)).came_in


def test_an_action_from_before_the_level_that_holds_does_not_stop_its_clock(context, sara, open_case):
    key = open_case(sara)
    assess(context, sara, key)
    assess(context, sara, key)
    before = file(entry(key, ACTED, at=ago(hours=1)))
    done = entries_in.bring_in(context, sara, "mhpss", "assessment", before)
    assert said(done) == [(2, "")] and "would stop its clock" in done.faults[0].message
    assert not is_met(case_of(context, key))
    assert entries_in.bring_in(context, sara, "mhpss", "assessment", file(entry(key, ACTED))).came_in
    assert is_met(case_of(context, key))


def test_what_somebody_said_of_a_step_since_stays(context, sara, open_case):
    key = open_case(sara)
    steps.mark(context, sara, key, *IMMINENT, "declined")
    assert entries_in.bring_in(context, sara, "safety", "risk_assessment", file(risk(key, at=ago(hours=3)))).came_in
    with context.records.read() as tx:
        assert checklists.states(tx, key)[IMMINENT].state == "declined"


def test_a_fact_that_was_told_otherwise_is_said(context, sara, open_case):
    key = open_case(sara)
    plan = entries_in.plan(context, sara, "safety", "risk_assessment", file(risk(key, child_material="yes")))
    assert plan.new == 1 and [note for note in plan.notes if note.startswith("child_material") and "rows 2" in note]
    assert not entries_in.plan(context, sara, "safety", "risk_assessment", file(risk(key))).notes


def test_a_plan_knows_what_an_earlier_entry_of_the_file_does(context, sara, open_case):
    """Two reopenings of one case: the first one opens it, and the second one finds it open."""
    key = open_case(sara)
    close(context, sara, sara, key)
    both = file(*(entry(key, BACK | {"reopened_on": soon().date()}) for _n in range(2)))
    plan = entries_in.plan(context, sara, "core", "reopening", both)
    assert (plan.new, len(plan.faults), plan.came_in) == (1, 1, False)
    assert case_of(context, key).status == "closed", "a plan changes nothing"
    assert entries_in.bring_in(context, sara, "core", "reopening", both).faults == plan.faults


def test_who_may_not_import_brings_nothing_in(context, sara, person, open_case):
    key, amal = open_case(sara), person("case_manager", "A01")
    for call in (entries_in.plan, entries_in.bring_in):
        with pytest.raises(NotAllowed):
            call(context, amal, "core", "need", needs(key))
    assert len(cases.read_case(context, sara, key).work.submissions) == 1
