"""Numbers that other systems got wrong, pinned for ever (shared/reference/indicators.md)."""

from datetime import timedelta

import pytest

from dashboard import codes
from dashboard.casework.intake import intake_form
from tests.analysis.histories import NOW
from tests.conftest import INTAKE

TODAY = NOW.date()


def counts(share):
    return share.numerator, share.denominator


def test_a_missing_date_is_a_row_of_its_own_and_not_a_delay_of_0(record):
    record.form(record.case(), "core", "incident", relationship="unknown")
    record.form(record.case(), "core", "incident", incident_month=str(TODAY - timedelta(days=40)))
    assert record.shows("core.reporting_delay").rows == (("same_month", 1), (None, 1))


def test_a_referral_without_a_day_of_answer_is_no_answer_within_0_hours(record):
    sent = {"sent_on": str(TODAY - timedelta(days=9)), "service_type": "legal_aid"}
    record.form(record.case(), "core", "referral", **sent, status="sent")
    record.form(record.case(), "core", "referral", **sent, status="rejected")
    answered = {"status": "accepted", "responded_on": str(TODAY - timedelta(days=7))}
    record.form(record.case(), "core", "referral", **sent, **answered)
    times = record.shows("core.time_to_answer")
    assert (times.n, times.running, times.missing, times.median) == (1, 1, 1, 48.0)


def test_safety_plans_are_counted_over_those_that_need_one_and_not_over_all_cases(record):
    for answers in (
        {"safety_plan_needed": "yes", "complete": "yes"},
        {"safety_plan_needed": "yes", "complete": "no"},
        {"safety_plan_needed": "no"},
        {"safety_plan_needed": "declined"},
    ):
        record.form(record.case(), "safety", "safety_plan", **answers)
    record.case()
    assert counts(record.shows("safety.plan_complete")) == (1, 2)


@pytest.mark.parametrize("age", range(111))
def test_every_age_is_in_exactly_one_band_and_adults_begin_at_18(age):
    answers = INTAKE | {"age": age, "assent": "yes", "guardian_consent": "yes"}
    state = intake_form().examine(answers, now=NOW)
    band = state.answers["age_band"]
    assert band == codes.band_of(age) and band in codes.names("age_band")
    assert (state.answers["stream"] == "tf_csea") == (age < 18) == (band in ("0_11", "12_17"))


def test_a_case_that_is_closed_or_passed_on_is_not_in_the_caseload(record):
    for status in ("open", "closed", "transferred"):
        record.case(status=status)
    assert record.shows("core.open_by_risk").rows == (("not_assessed", "tfgbv", 1),)
    assert counts(record.shows("core.open_share")) == (1, 3)


def test_what_does_not_apply_is_in_no_denominator(record):
    for outcome in ("service_unavailable", "referred", "service_not_applicable", "referral_declined_by_survivor"):
        record.form(record.case(), "core", "need", outcome=outcome, need_date=str(TODAY), service_type="cash")
    assert counts(record.shows("core.service_gap")) == (1, 2)
    assert counts(record.shows("core.declined")) == (1, 2)
    goals = {f"goal_{goal}": "n_a" for goal in ("health", "psychosocial", "justice", "digital", "other")}
    record.form(record.case(), "core", "follow_up", held_on=str(TODAY), goal_safety="met", **goals)
    assert counts(record.shows("core.goals_met")) == (1, 1)


def test_an_open_case_is_beside_the_median_and_not_dropped(record):
    for days, status in ((30, "closed"), (10, "closed"), (5, "open")):
        key = record.case(status=status)
        if status == "closed":
            record.form(key, "core", "closure", approved=True, closed_on=str(TODAY - timedelta(days=40 - days)))
    times = record.shows("core.time_open")
    assert (times.n, times.running, times.missing, times.median) == (2, 1, 0, 20 * 24.0)


def test_a_closing_that_no_supervisor_approved_is_no_closing(record):
    key = record.case()
    record.form(key, "core", "closure", closed_on=str(TODAY), reasons=["needs_met"])
    assert record.shows("core.closing_reasons").rows == ()


def test_a_high_risk_decision_whose_24_hours_still_run_is_neither_in_time_nor_late(record):
    decided = {"risk_level": "high", "risk_decided_at": NOW - timedelta(hours=23)}
    record.case(**decided)
    assert counts(record.shows("safety.high_in_time")) == (0, 0)
    record.case(**decided | {"risk_decided_at": NOW - timedelta(hours=24)})
    assert counts(record.shows("safety.high_in_time")) == (0, 1)


def test_both_ends_of_a_period_belong_to_it(record):
    for days in (0, 1, 2, 3):
        record.case(report_date=TODAY - timedelta(days=days))
    period = {"since": TODAY - timedelta(days=2), "until": TODAY - timedelta(days=1)}
    assert record.shows("core.displaced", **period).total == 2


def test_a_day_begins_at_midnight_in_iraq(record):
    record.case(opened_at=NOW.replace(day=23, hour=20, minute=59))
    record.case(opened_at=NOW.replace(day=23, hour=21, minute=0))
    assert record.shows("core.new_cases_by_place", since=TODAY).total == 1


def test_a_case_without_an_answer_to_several_choices_is_incomplete_and_not_gone(record):
    record.form(record.case(), "core", "incident", offline_harm=["self_harm", "job_loss"])
    record.form(record.case(), "core", "incident")
    found = record.shows("core.offline_harm")
    assert found.rows == (("job_loss", 1), ("self_harm", 1), (None, 1)) and found.total == 2


def test_an_unknown_answer_stays_in_the_denominator_and_a_missing_one_is_shown_apart(record):
    for answers in ({"previous_incidents": "yes"}, {"previous_incidents": "unknown"}, {}):
        record.form(record.case(), "core", "incident", **answers)
    share = record.shows("core.happened_before")
    assert (*counts(share), share.missing) == (1, 2, 1)


def test_a_case_that_is_left_out_is_counted_under_the_first_reason_only(record):
    record.case()
    record.case(consent_reporting=False, status="duplicate", reported_elsewhere="ovtf_member")
    record.case(status="duplicate", reported_elsewhere="ovtf_member")
    record.case(reported_elsewhere="ovtf_member")
    record.case(reported_elsewhere="other")
    base = record.left_out()
    assert (base.every, base.counted) == (5, 2)
    assert base.reasons == {"no_consent": 1, "duplicate": 1, "reported_elsewhere": 1}
    assert record.shows("core.displaced").total == base.counted
    assert counts(record.shows("core.consent_to_reporting")) == (4, 5)
