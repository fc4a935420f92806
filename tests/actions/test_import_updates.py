"""A file that comes again: what it has newly of a case that came in before, and what no file changes."""

from datetime import date

import pytest

from dashboard.access import Permission
from dashboard.actions.supervisor import import_taking, imports
from dashboard.actions.work import cases, consents, drafting
from dashboard.projection.derive import reportable
from dashboard.records import batches, risk, submissions
from dashboard.records import cases as store
from dashboard.records import consents as log
from dashboard.records import imports as came_in
from tests.actions.planned import planned, row

FIRST, LATER, LATEST = date(2026, 11, 3), date(2026, 11, 10), date(2026, 11, 20)
CLOSED = {"status": "closed", "closed_on": LATEST, "closure_reasons": ("needs_met",)}


def high(*days, level="high"):
    return {"risk": tuple({"level": level, "day": day} for day in days)}


def need(outcome, service="legal_aid", day=FIRST):
    return {"service_type": service, "need_date": day, "urgency": "3_days", "outcome": outcome}


def referral(status, day=FIRST):
    return {
        "service_type": "mhpss_specialised",
        "consent_basis": "consented",
        "urgency": "1_day",
        "sent_on": day,
        "status": status,
    }


@pytest.fixture
def bring(context, sara, amal):
    """Plan a row and take it; return its plan and what came of it."""

    def run(entries=None, *, take=False, **values):
        batch = planned(context, sara, [row(2, entries, **values)])
        plan = imports.planned(context, sara, batch).report
        taking = [each.ref_hash for each in plan.rows] if take else []
        return plan, imports.commit(context, sara, batch, take=taking, case_manager=amal.person_id)

    return run


def the_case(context):
    with context.records.read() as tx:
        (case,) = store.every(tx)
        return case


def on_record(context):
    """Return everything on record of the one case, to compare."""
    with context.records.read() as tx:
        (case,) = store.every(tx)
        key = case.key
        return (
            case,
            log.history(tx, key),
            risk.history(tx, key),
            submissions.for_case(tx, key),
            len(came_in.known_rows(tx, "A01")),
        )


def decide_here(context, key, level):
    decision = risk.RiskDecision(
        id="here", case_key=key, level=level, suggested=None, reasons=(), override_reason="", at=context.now(), by="p"
    )
    with context.records.write() as tx:
        risk.decide(tx, decision)


def told(plan):
    return [(each.element, each.before, each.after, each.conflict) for line in plan.rows for each in line.changes]


def consent_now(context, amal):
    return cases.read_case(context, amal, the_case(context).key).work.consents


EVERYTHING = {"need": (need("referred"),), "referral": (referral("sent"),), **high(FIRST)}


def test_the_same_file_twice_changes_nothing_at_all(context, bring):
    bring(EVERYTHING)
    before = on_record(context)
    plan, done = bring(EVERYTHING)
    assert (plan.counts["same"], done) == (1, imports.Done(new=0, changed=0, conflicts=0))
    assert on_record(context) == before
    bring({**EVERYTHING, "need": (need("service_provided_by_your_agency"),)})
    before = on_record(context)
    assert bring({**EVERYTHING, "need": (need("service_provided_by_your_agency"),)})[1].changed == 0
    assert on_record(context) == before


def test_consent_that_was_given_since_comes_in_and_is_counted(context, bring, amal):
    bring(consent_reporting=None)
    assert not reportable(the_case(context))
    plan, done = bring(consent_reporting="yes")
    assert (told(plan), done.changed) == ([("consent_reporting", "not_recorded", "yes", False)], 1)
    assert reportable(the_case(context)) and consent_now(context, amal)["reporting"] == "yes"
    plan, _done = bring(consent_reporting="no")
    assert told(plan) == [("consent_reporting", "yes", "no", False)]
    assert not reportable(the_case(context)) and consent_now(context, amal)["reporting"] == "withdrawn"


def test_no_file_gives_back_a_consent_that_was_taken_back_here(context, bring, amal):
    bring()
    consents.withdraw(context, amal, the_case(context).key, "reporting")
    assert bring(consent_reporting=None, gender="male")[1].changed == 1
    plan, done = bring(consent_reporting="yes", gender="other", take=True)
    assert told(plan) == [("gender", "male", "other", False)] and done.changed == 1
    assert [fault.message for fault in plan.warnings] == [
        "A consent was taken back here. No file gives it back: ask her."
    ]
    assert consent_now(context, amal)["reporting"] == "withdrawn" and not reportable(the_case(context))


def test_after_services_were_taken_back_a_file_closes_the_case_and_changes_nothing_else(context, bring, amal):
    bring()
    consents.withdraw(context, amal, the_case(context).key, "services")
    plan, done = bring(EVERYTHING, gender="male", take=True)
    assert (told(plan), done.changed) == ([], 0) and "only the closing" in plan.warnings[0].message
    plan, _done = bring(EVERYTHING, gender="male", **CLOSED)
    assert told(plan) == [("status", "open", "closed", False)]
    case = the_case(context)
    assert (case.status, case.gender, case.risk_level) == ("closed", "female", None)


def test_a_childs_consent_is_not_taken_back_by_a_file_without_the_childs_view(context, bring, amal):
    child = {"age": 15, "assent": "yes", "guardian_consent": "yes"}
    bring(**child)
    plan, done = bring(**child | {"assent": "not_recorded", "best_interest_by": "", "consent_reporting": "no"})
    assert (told(plan), done.changed) == ([], 0)
    assert [fault.message for fault in plan.warnings] == ["Say whether the child agrees."]
    assert consent_now(context, amal)["reporting"] == "yes"


def test_a_case_that_was_closed_at_the_source_is_closed_with_its_day_and_reasons(context, bring):
    bring(high(FIRST))
    assert the_case(context).due_at is not None
    plan, done = bring(high(FIRST), **CLOSED)
    assert (told(plan), done.changed) == ([("status", "open", "closed", False)], 1)
    case, *_events, sent, _known = on_record(context)
    assert case.status == "closed"
    assert [(entry.form, entry.answers["closed_on"]) for entry in sent] == [("closure", "2026-11-20")]


def test_a_case_on_which_somebody_works_here_is_closed_by_a_file_only_when_a_person_says_so(context, bring, amal):
    bring()
    key = the_case(context).key
    draft = drafting.open_draft(context, amal, "core", "need", key)
    assert drafting.submit(context, amal, draft.id, need("referred") | {"need_date": FIRST}).submission_id
    plan, done = bring(**CLOSED)
    assert (plan.counts["conflict"], done.changed, the_case(context).status) == (1, 0, "open")
    bring(**CLOSED, take=True)
    assert the_case(context).status == "closed"


def test_a_case_that_is_closed_here_and_open_in_the_file_is_not_opened_and_only_changed_by_name(context, bring):
    bring(**CLOSED)
    plan, done = bring(gender="male")
    assert (told(plan), done.conflicts) == ([("gender", "female", "male", True)], 1)
    assert "Open it again here" in plan.warnings[0].message
    bring(gender="male", take=True)
    case = the_case(context)
    assert (case.status, case.gender) == ("closed", "male")


def test_a_newer_level_of_risk_comes_in_and_starts_its_clock_now(context, bring):
    bring(high(FIRST, level="normal"))
    newer = {"risk": (*high(FIRST, level="normal")["risk"], *high(LATER)["risk"])}
    plan, done = bring(newer)
    assert (told(plan), plan.clocks, done.changed) == ([("risk", "normal", "high", False)], 1, 1)
    case, _consents, decisions, *_more = on_record(context)
    assert case.risk_level == "high" and case.due_at > context.now()
    assert [each.level for each in decisions] == ["high", "normal"]
    context.refresh()
    assert context.projection.rows("SELECT risk_level FROM core.cases") == [("high",)]


def test_one_level_of_one_day_twice_in_a_row_is_no_fault(context, bring):
    assert bring(high(FIRST, FIRST))[1].new == 1
    assert [each.level for each in on_record(context)[2]] == ["high", "high"]


def test_an_older_level_never_takes_the_place_of_the_one_that_holds(context, bring):
    bring(high(LATER))
    older = {"risk": (*high(FIRST, level="normal")["risk"], *high(LATER)["risk"])}
    plan, done = bring(older)
    assert (told(plan), done.changed, the_case(context).risk_level) == ([], 0, "high")
    assert "older than the one on record" in plan.warnings[0].message


def test_a_level_that_was_decided_here_since_is_a_conflict(context, bring):
    bring(high(FIRST))
    key = the_case(context).key
    decide_here(context, key, "medium")
    later = {"risk": (*high(FIRST)["risk"], *high(context.now().date(), level="normal")["risk"])}
    plan, done = bring(later)
    assert (plan.counts["conflict"], done.conflicts, the_case(context).risk_level) == (1, 1, "medium")


def test_needs_and_referrals_are_added_and_corrected_and_never_doubled(context, bring):
    bring(EVERYTHING)
    again = {
        "need": (need("service_provided_by_your_agency"), need("referred", "education", LATER)),
        "referral": (referral("completed") | {"responded_on": LATER, "service_on": LATER},),
        **high(FIRST),
    }
    plan, done = bring(again)
    assert told(plan) == [
        ("need", ["legal_aid", "referred"], ["legal_aid", "service_provided_by_your_agency"], False),
        ("referral", ["mhpss_specialised", "sent"], ["mhpss_specialised", "completed"], False),
        ("need", None, ["education", "referred"], False),
    ]
    assert done.changed == 1
    context.refresh()
    rows = "SELECT service_type, outcome FROM core.need WHERE NOT superseded ORDER BY 1"
    assert context.projection.rows(rows) == [
        ("education", "referred"),
        ("legal_aid", "service_provided_by_your_agency"),
    ]
    assert context.projection.rows("SELECT status FROM core.referral WHERE NOT superseded") == [("completed",)]
    live = context.projection.rows("SELECT * FROM core.need ORDER BY submission_id")
    context.projection.rebuild(context.records)
    assert context.projection.rows("SELECT * FROM core.need ORDER BY submission_id") == live


def test_a_need_that_was_entered_or_changed_here_is_a_conflict(context, bring, amal):
    bring({"need": (need("referred"),)})
    key = the_case(context).key
    (entry,) = cases.read_case(context, amal, key).work.standing
    draft = drafting.open_draft(context, amal, "core", "need", key, entry.id)
    assert drafting.submit(context, amal, draft.id, need("services_already_received_from_another_agency")).submission_id
    plan, done = bring({"need": (need("service_provided_by_your_agency"),)})
    assert (plan.counts["conflict"], done.conflicts) == (1, 1)
    bring({"need": (need("service_provided_by_your_agency"),)}, take=True)
    (entry,) = cases.read_case(context, amal, key).work.standing
    assert entry.answers["outcome"] == "service_provided_by_your_agency"
    draft = drafting.open_draft(context, amal, "core", "need", key)
    assert drafting.submit(context, amal, draft.id, need("referred", "education")).submission_id
    plan, _done = bring({"need": (need("service_provided_by_your_agency"), need("referred", "education", LATER))})
    assert told(plan) == [("need", None, ["education", "referred"], True)], "it may be the same need"


def test_what_is_written_between_staging_and_the_switch_is_looked_at_anew(context, sara, bring, amal):
    bring(high(FIRST))
    newer = {"risk": (*high(FIRST)["risk"], *high(context.now().date(), level="normal")["risk"])}
    batch = planned(context, sara, [row(2, newer)])
    with context.records.read() as tx:
        waiting = batches.get(tx, batch)
    staged = import_taking.stage(context, sara, waiting, amal.person_id, ())
    key = the_case(context).key
    decide_here(context, key, "medium")
    with context.act(sara, Permission.import_cases, audit="import.commit") as act:
        assert not import_taking.switch(act, waiting, staged)
        act.nothing_changed()
    assert imports.commit(context, sara, batch) == imports.Done(new=0, changed=0, conflicts=1)
    assert the_case(context).risk_level == "medium"
