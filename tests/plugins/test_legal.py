"""Legal: a free choice with all its risks, a plan before the complaint, company on the way, and a no that is an answer."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product

import pytest

from dashboard.actions.supervisor import figures
from dashboard.actions.work import drafting
from dashboard.contract import Entry
from dashboard.i18n import BAGHDAD
from dashboard.projection.gate import check
from dashboard.registry import Registry
from ovtf_kit import examples
from ovtf_kit.examples import NOW, a_case, a_record
from tests.plugins.filled import FILED

REGISTRY = Registry.load()
PLUGIN = REGISTRY.plugin("legal")
CHOICE_FORM = REGISTRY.form("legal", "risk_benefit")
COMPLAINT = REGISTRY.form("legal", "complaint")
CHOICE = PLUGIN.checklists[0]
ADULT = {"stream": "tfgbv", "governorate": "IQ-AR"}
CHILD = {"stream": "tf_csea", "governorate": "IQ-AR"}

WEIGHED = {
    "right_to_report": "yes",
    "right_not_to": "yes",
    "explained": ("time", "community", "role"),
    "risks": ("retaliation",),
    "honour_escalates": "possible",
    "protection": ("shelter",),
    "decision": "report",
    "authority": "dcvaw_119",
    "voluntary": "yes",
    "evidence": "explained",
    "accompany": "yes",
    "accompany_by": "agency",
}


def weighed(changes, context=ADULT):
    return CHOICE_FORM.examine(WEIGHED | changes, context=context, now=NOW)


@pytest.mark.parametrize("decision", ["not_report", "undecided"])
def test_a_no_and_not_yet_are_complete_and_nothing_about_filing_is_asked(decision):
    state = weighed({"decision": decision})
    assert state.problems == {}
    assert not {"authority", "voluntary", "evidence", "accompany", "prepared", "planned"} & set(state.answers)
    assert ("not_reporting" in state.relevant) == (decision == "not_report")


def test_a_decision_to_report_is_prepared():
    assert weighed({}).problems == {}
    assert {"prepared", "planned", "cybercrime_unit", "evidence"} <= weighed({}).relevant
    assert list(weighed({"voluntary": "no"}).problems) == ["voluntary"]


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"risks": ("none", "family")}, "risks"),
        ({"protection": ("none", "shelter")}, "protection"),
        ({"prepared": ("none", "time")}, "prepared"),
        ({"planned": ("none", "shelter")}, "planned"),
        ({"follow_up": date(2026, 11, 23)}, "follow_up"),
    ],
)
def test_an_assessment_is_not_accepted_with(changes, question):
    assert list(weighed(changes).problems) == [question]


def test_for_a_child_the_procedure_is_asked_about_and_only_there_it_decides():
    state = weighed({"decision": "child_procedure"}, CHILD)
    assert list(state.problems) == ["procedure_followed"]
    assert weighed({"decision": "child_procedure", "procedure_followed": "yes"}, CHILD).problems == {}
    assert "child_procedure" not in {choice.name for choice in weighed({}).choices["decision"]}


CLOSED = {"outcome": "closed", "outcome_date": date(2026, 11, 20)}


def filed(changes, context=ADULT):
    return COMPLAINT.examine(FILED | changes, context=context, now=NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        CLOSED,
        CLOSED | {"next_contact": None},
        {"accompanied": "declined"},
        {"protection_asked": ("none",)},
        {"protection_obtained": ("order",)},
        {"registered": "no", "outcome": "refused", "outcome_date": date(2026, 11, 10), "next_contact": None},
    ],
)
def test_a_complaint_with_possible_answers_is_accepted(changes):
    assert filed(changes).problems == {}


@pytest.mark.parametrize(
    ("changes", "question", "words"),
    [
        ({"filed_on": date(2026, 11, 25)}, "filed_on", "cannot lie in the future"),
        ({"filed_on": date(2014, 1, 1)}, "filed_on", "before 2015"),
        (CLOSED | {"outcome_date": date(2026, 11, 9)}, "outcome_date", "comes after the complaint"),
        (CLOSED | {"outcome_date": date(2026, 11, 25)}, "outcome_date", "not in the future"),
        (CLOSED | {"outcome_date": None}, "outcome_date", "needs an answer"),
        ({"next_contact": date(2026, 11, 23)}, "next_contact", "today or a later day"),
        ({"next_contact": None}, "next_contact", "needs an answer"),
        ({"protection_asked": ("none", "order")}, "protection_asked", "alone"),
        ({"registered": "no"}, "outcome", "needs an answer"),
        ({"note": "x" * 501}, "note", "500"),
    ],
)
def test_a_complaint_with_impossible_answers_is_refused(changes, question, words):
    found = filed(changes).problems
    assert list(found) == [question] and words in found[question]


@pytest.mark.parametrize("accompanied", ["yes", "declined", "unavailable", None])
@pytest.mark.parametrize("context", [ADULT, CHILD], ids=["adult", "child"])
def test_a_child_who_went_alone_is_recorded_with_a_warning_and_whether_the_supervisor_knows(accompanied, context):
    state = filed({"accompanied": accompanied}, context)
    alone = context is CHILD and accompanied in ("declined", "unavailable")
    assert ("child_alone" in state.relevant) == alone
    assert set(state.problems) == ({"told_supervisor"} if alone else set() if accompanied else {"accompanied"})
    assert filed({"accompanied": accompanied or "yes", "told_supervisor": "no"}, context).problems == {}


def test_authorities_are_those_of_the_region():
    def offered(governorate):
        found = filed({}, ADULT | {"governorate": governorate}).choices["authority"]
        return {choice.name for choice in found}

    assert {"dcvaw_119", "asayish_erbil", "police_104"} <= offered("IQ-AR")
    assert "national_security_131" not in offered("IQ-AR") and "dcvaw_119" not in offered("IQ-BG")
    assert {"national_security_131", "family_protection_139", "police_104"} <= offered("IQ-BG")


def test_only_what_was_asked_for_can_be_obtained():
    assert {c.name for c in filed({}).choices["protection_obtained"]} == {"none", "order", "shelter"}
    assert "protection_obtained" not in filed({"protection_asked": ("none",)}).relevant


def test_order_and_consent_of_the_complaint():
    assert COMPLAINT.revisable and COMPLAINT.occurs == "many" and COMPLAINT.needs_consent == "law_enforcement"
    assert COMPLAINT.after == ("legal.risk_benefit", "legal.choice.protection_plan", "safety.risk_assessment")
    assert "before it is filed" in COMPLAINT.because and COMPLAINT.known == {"authority": "risk_benefit.authority"}
    assert CHOICE_FORM.version == "5"


def test_forms_stay_short_and_hold_at_most_one_free_note():
    for form in PLUGIN.forms:
        assert sum(question.is_asked for question in form.questions) <= 35 and form.warnings == ()
        assert [q.name for q in form.questions if q.kind == "text"] in ([], ["note"])


def test_every_step_that_waits_says_why_and_the_plan_comes_before_the_complaint():
    steps = {item.name: item for item in CHOICE.items}
    for item in CHOICE.items:
        assert bool(item.after) == bool(item.because), item.name
    assert {"risk_benefit", "decision", "protection_plan"} <= set(steps["complaint"].after)
    with_authority = ("cybercrime_unit", "prepare", "accompany", "complaint")
    assert {steps[name].needs_consent for name in with_authority} == {"law_enforcement"}
    shared = {item.name for item in CHOICE.items if item.audience == "both"}
    for item in CHOICE.items:
        if item.audience == "both":
            assert {name for name in item.after if "." not in name} <= shared, item.name


def test_children_and_adults_have_steps_of_their_own():
    child, adult = ({item.name for item in CHOICE.for_stream(each)} for each in (True, False))
    assert child - adult == {"child_procedure", "evidence_child"}
    assert adult - child == {"informed", "voluntary", "evidence"}


def test_guidance_is_read_within_two_minutes():
    for child, language in product((True, False), ("en", "ar")):
        spoken = [page for page in PLUGIN.guidance if page.language == language]
        pages = [page for page in spoken if page.audience in ("both", "child" if child else "adult")]
        for heading in ("issue", "actions", "tools", "actors"):
            assert 0 < sum(len(page.text.split()) for page in pages if page.heading == heading) <= 300


def test_authorities_can_be_referred_to_and_every_entry_says_who_verified_it():
    for each in PLUGIN.services:
        assert "police_security" in each.service_types and each.verified_by == "OVTF"


@pytest.mark.parametrize("dataset", PLUGIN.datasets, ids=lambda each: each.name)
def test_the_sql_passes_the_gate(dataset):
    assert check(
        dataset.sql,
        {
            "core.cases",
            "core.overrides",
            *(f"legal.{form.name}{now}" for form in PLUGIN.forms for now in ("", "__now")),
        },
    )


case = a_case


CHILDS = {"stream": "tf_csea", "age": 15, "age_band": "12_17"}


def chose(decision, **answers):
    return Entry(id="c1", form="risk_benefit", answers={"decision": decision} | answers, at=NOW)


def complaint(id="ABCDEF01-2345", **answers):
    said = {"filed_on": "2026-11-10", "outcome": "unknown"} | answers
    return Entry(id=id, form="complaint", answers=said, at=NOW)


record = a_record


due = partial(examples.due, "legal")


def test_an_informed_choice_comes_first_once_the_risk_is_decided():
    assert due(case(), record()) == {"informed_choice": None}
    assert due(case(**CHILDS), record()) == {"child_procedure": None}
    assert due(case(None), record()) == {} and due(case(status="closed"), record()) == {}


@pytest.mark.parametrize("answers", [{}, {"follow_up": "2026-12-01"}])
def test_not_reporting_leads_to_no_task(answers):
    assert due(case(), record(chose("not_report", **answers))) == {}


@pytest.mark.parametrize("decided_by", ["supervisor", "child_protection", "court"])
def test_a_childs_no_is_weighed_by_somebody_else_before_it_settles_anything(decided_by):
    alone, weighed_by = chose("not_report"), chose("not_report", best_interest_by=decided_by)
    asked = {"best_interest_not_to_report": NOW + timedelta(hours=48)}
    assert due(case(**CHILDS), record(alone)) == asked and due(case(**CHILDS), record(weighed_by)) == {}
    said = {"decision": "not_report", "procedure_followed": "yes"}
    assert list(weighed(said, CHILD).problems) == ["best_interest_by"]
    assert weighed(said | {"best_interest_by": decided_by}, CHILD).problems == {}
    assert "best_interest_by" not in weighed({"decision": "not_report"}).relevant


@pytest.mark.parametrize("value", ["no", "withdrawn"])
def test_her_no_in_the_consent_or_at_a_step_leads_to_no_task(value):
    assert due(case(), record(consents={"law_enforcement": value})) == {}
    assert due(case(), record(chose("report"), consents={"law_enforcement": value})) == {}
    assert due(case(), record(steps={"choice.informed": "declined"})) == {}


def test_when_she_wants_to_report_the_complaint_is_prepared_until_it_is_there():
    assert due(case(), record(chose("report"))) == {"prepare_complaint": None}
    agreed = record(chose("report", follow_up="2026-12-01"))
    assert due(case(), agreed) == {"prepare_complaint": datetime(2026, 12, 1, 6, tzinfo=UTC)}
    assert "prepare_complaint" not in due(case(), record(chose("report"), complaint()))


def test_undecided_is_asked_about_again_after_two_weeks_or_on_the_agreed_day():
    assert due(case(), record(chose("undecided"))) == {"ask_decision": NOW + timedelta(days=14)}
    agreed = record(chose("undecided", follow_up="2026-12-01"))
    assert due(case(), agreed) == {"ask_decision": datetime(2026, 12, 1, 6, tzinfo=UTC)}


def test_the_childs_procedure_stays_due_until_its_step_is_settled():
    decided = chose("child_procedure")
    assert set(due(case(**CHILDS), record(decided))) == {"child_procedure"}
    assert due(case(**CHILDS), record(decided, steps={"choice.child_procedure": "done"})) == {}


@pytest.mark.parametrize(
    ("answers", "when"),
    [
        ({}, datetime(2026, 11, 24, 6, tzinfo=UTC)),
        ({"outcome": "investigation"}, datetime(2026, 11, 24, 6, tzinfo=UTC)),
        ({"next_contact": "2026-11-30"}, datetime(2026, 11, 30, 6, tzinfo=UTC)),
        ({"outcome": "closed"}, None),
        ({"outcome": "refused"}, None),
        ({"outcome": "withdrawn"}, None),
    ],
)
def test_an_open_complaint_is_asked_about(answers, when):
    found = due(case(), record(chose("report"), complaint(**answers)))
    assert found == ({"complaint_abcdef01": when} if when else {})


@pytest.mark.parametrize("answers", [{"retaliation": "yes"}, {"confidentiality_breach": "yes"}])
def test_revenge_asks_for_a_new_assessment_until_there_is_one(answers):
    told = record(chose("report"), complaint(outcome="closed", **answers))
    assert due(case(), told) == {"reassess_after_complaint": NOW + timedelta(hours=24)}
    assert due(case(risk_decided_at=NOW + timedelta(hours=1)), told) == {}


@pytest.mark.parametrize("decision", ["report", "not_report"])
def test_after_her_consent_was_taken_back_a_complaint_that_runs_is_watched_and_nothing_is_begun(decision):
    taken_back = {"consents": {"law_enforcement": "withdrawn"}}
    assert due(case(), record(chose(decision), **taken_back)) == {}
    assert set(due(case(), record(chose(decision), complaint(), **taken_back))) == {"complaint_abcdef01"}
    harmed = record(chose(decision), complaint(outcome="withdrawn", retaliation="yes"), **taken_back)
    assert set(due(case(), harmed)) == {"reassess_after_complaint"}


@pytest.mark.parametrize("level", [None, "high"])
def test_a_child_who_went_alone_is_talked_about_until_the_supervisor_knows(level):
    alone = complaint(accompanied="unavailable", outcome="closed")
    assert due(case(level, **CHILDS), record(alone)) == {"child_alone_abcdef01": NOW + timedelta(hours=24)}
    assert due(case(level), record(alone)) == {}
    told = complaint(accompanied="unavailable", outcome="closed", told_supervisor="yes")
    assert due(case(level, **CHILDS), record(told)) == {}


def test_figures_of_choice_and_complaints(context, person, open_case):
    amal = person("case_manager", "A01")
    today = context.now().astimezone(BAGHDAD).date()
    agrees = {"given_by": "individual", "manner": "verbal", "services": "yes", "information_sharing": "no"}
    agrees |= {"reporting": "yes", "digital_action": "no", "law_enforcement": "yes", "feedback": "no"}

    def send(area, form, key, answers):
        draft = drafting.open_draft(context, amal, area, form, key)
        outcome = drafting.submit(context, amal, draft.id, answers, override="done_elsewhere")
        assert not outcome.problems and outcome.submission_id, outcome

    def case_with(filed_on=None, weigh=True, **changes):
        key = open_case(amal)
        if weigh:
            send("legal", "risk_benefit", key, WEIGHED | ({} if filed_on else {"decision": "not_report"}))
        if filed_on:
            send("core", "consent", key, agrees)
            later = {"filed_on": filed_on, "next_contact": today + timedelta(days=9)}
            send("legal", "complaint", key, FILED | later | changes)

    case_with()
    case_with(today, protection_obtained=("order",))
    case_with(today - timedelta(days=3), retaliation="yes", accompanied="declined")
    case_with(today, weigh=False, protection_asked=("none",))
    found = next(e for e in figures.agency_figures(context, person("supervisor", "A01")) if e.area.name == "legal")
    assert found.problems == []
    shares = {each.name: (share.numerator, share.denominator) for each, share in found.shares}
    assert shares == {
        "informed": (3, 3),
        "choice_recorded": (3, 3),
        "weighed_first": (1, 3),
        "accompanied": (2, 3),
        "harmed_after": (1, 3),
        "protection_obtained": (1, 2),
        "in_order": (0, 3),
    }
    rows = {view.name: set(figure.rows) for view, figure in found.figures}
    assert rows["decisions"] == {("report", 2), ("not_report", 1)}
    assert rows["complaint_outcomes"] == {("dcvaw_119", "registered", 3)}
