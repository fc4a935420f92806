"""Digital: the age in the image decides the tool, risk and proof come before removal, and nothing is left unanswered."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import codes
from dashboard.actions.supervisor import figures
from dashboard.actions.work import drafting
from dashboard.contract import Case, Entry
from dashboard.i18n import BAGHDAD
from dashboard.projection.gate import check
from dashboard.registry import Registry
from ovtf_kit import examples
from ovtf_kit.examples import DECIDED, NOW, a_case, a_record
from tests.tries import tries

REGISTRY = Registry.load()
PLUGIN = REGISTRY.plugin("digital")
ROUTE = REGISTRY.form("digital", "route")
PLAN = REGISTRY.form("digital", "digital_plan")
REQUEST = REGISTRY.form("digital", "removal_request")
REMOVAL = PLUGIN.checklists[0]
ADULT, CHILD = {"stream": "tfgbv"}, {"stream": "tf_csea"}

POSTED = {
    "content": ("image",),
    "sexual": "yes",
    "depicts_minor": "no",
    "content_status": "public_online",
    "platforms": ("facebook",),
    "more_places": "no",
    "reported": "not_yet",
    "threat": ("none",),
    "would_escalate": "no",
    "device": "private",
    "law": "no",
    "chosen": "now",
}
FALSE_ACCOUNT = POSTED | {"content": ("account",), "sexual": None, "depicts_minor": None}
SITUATIONS = [
    ("an image of her as an adult", {}, ADULT, "evidence stopncii platform"),
    ("an image from before 18, an adult now", {"depicts_minor": "yes"}, ADULT, "no_copies take_it_down platform"),
    (
        "images from before 18 and as an adult",
        {"depicts_minor": "some"},
        ADULT,
        "no_copies evidence stopncii take_it_down platform",
    ),
    (
        "images of both kinds, gone, and she wants the law",
        {"depicts_minor": "some", "content_status": "removed", "reported": "removed", "law": "yes"},
        ADULT,
        "no_copies stopncii take_it_down law_enforcement",
    ),
    ("age not known", {"depicts_minor": "unknown"}, ADULT, "no_copies ask_age take_it_down platform"),
    ("a child", {}, CHILD, "child_protection no_copies take_it_down platform"),
    (
        "a child who is blackmailed",
        {"content_status": "threatened_only", "threat": ("extortion",)},
        CHILD,
        "child_protection no_copies take_it_down trusted_partner",
    ),
    (
        "two platforms",
        {"platforms": ("facebook", "tiktok")},
        ADULT,
        "evidence stopncii platform trusted_partner",
    ),
    ("several accounts of one platform", {"more_places": "yes"}, ADULT, "evidence stopncii platform trusted_partner"),
    ("no answer in time", {"reported": "no_answer"}, ADULT, "evidence stopncii trusted_partner"),
    ("refused", {"reported": "refused"}, ADULT, "evidence stopncii trusted_partner"),
    ("too early for an answer", {"reported": "waiting"}, ADULT, "evidence stopncii"),
    (
        "blackmail, and she wants the law",
        {"content_status": "threatened_only", "threat": ("extortion",), "law": "yes"},
        ADULT,
        "evidence stopncii trusted_partner law_enforcement",
    ),
    (
        "blackmail, and she does not want the law",
        {"threat": ("extortion",)},
        ADULT,
        "evidence stopncii platform trusted_partner",
    ),
    (
        "a threat to her life, not decided about the law",
        {"threat": ("violence",), "law": "later"},
        ADULT,
        "wait evidence stopncii platform law_enforcement",
    ),
    (
        "an image from before 18, and she wants the law",
        {"depicts_minor": "yes", "law": "yes"},
        ADULT,
        "no_copies take_it_down platform law_enforcement",
    ),
    ("a removal would be noticed", {"would_escalate": "unsure"}, ADULT, "wait evidence stopncii platform"),
    (
        "removed and back again",
        {"content_status": "recirculating", "reported": "removed"},
        ADULT,
        "evidence stopncii platform",
    ),
    ("removed", {"content_status": "removed", "reported": "removed"}, ADULT, "stopncii"),
    ("removed without her report", {"content_status": "removed"}, ADULT, "stopncii"),
    ("threatened, not shared yet", {"content_status": "threatened_only"}, ADULT, "evidence stopncii"),
    (
        "threatened, and whoever threatens would take revenge for what he notices",
        {"content_status": "threatened_only", "threat": ("violence",), "would_escalate": "yes"},
        ADULT,
        "evidence stopncii wait_seen",
    ),
    (
        "a child is threatened, and somebody at home would notice",
        {"content_status": "threatened_only", "threat": ("publish",), "would_escalate": "unsure"},
        CHILD,
        "child_protection no_copies take_it_down wait_seen trusted_partner",
    ),
    (
        "threatened with a false account that is there",
        {"content": ("image", "account"), "content_status": "threatened_only"},
        ADULT,
        "evidence stopncii platform trusted_partner secure",
    ),
    ("her phone is watched", {"device": "shared"}, ADULT, "safe_device evidence platform"),
    (
        "her phone is watched, and the image is only threatened",
        {"device": "shared", "content_status": "threatened_only", "would_escalate": "yes"},
        ADULT,
        "safe_device wait evidence",
    ),
    ("a child has no phone", {"device": "none"}, CHILD, "safe_device child_protection no_copies platform"),
    (
        "her account was taken, and her phone is watched",
        {"content": ("none",), "device": "shared"},
        ADULT,
        "safe_device",
    ),
    ("the safe device is not hers", {"device": "other"}, ADULT, "image_stays evidence platform"),
    (
        "nobody knows whether it is sexual",
        {"sexual": "unknown"},
        CHILD,
        "child_protection no_copies take_it_down platform",
    ),
    ("by text message only", {"platforms": ("sms_call",)}, ADULT, "evidence stopncii"),
    ("not a sexual image", {"sexual": "no"}, ADULT, "evidence platform trusted_partner"),
    ("personal data", {"content": ("text",)}, ADULT, "evidence platform trusted_partner"),
    ("a false account", FALSE_ACCOUNT, ADULT, "evidence platform trusted_partner secure"),
    ("a false account of a child", FALSE_ACCOUNT, CHILD, "child_protection evidence platform trusted_partner secure"),
    ("no content at all", {"content": ("none",)}, ADULT, "secure"),
    ("rumours as blackmail", {"content": ("none",), "threat": ("publish",)}, ADULT, "trusted_partner secure"),
]


def routed(answers, context=ADULT):
    return ROUTE.examine(POSTED | answers, context=context, now=NOW)


@pytest.mark.parametrize(
    ("answers", "context", "advice"), [each[1:] for each in SITUATIONS], ids=[each[0] for each in SITUATIONS]
)
def test_a_situation_leads_to_its_ways_in_order(answers, context, advice):
    state = routed(answers, context)
    assert state.answers["advice"] == advice
    shown = {name.removeprefix("advice_") for name in state.relevant if name.startswith("advice_")}
    assert shown == set(advice.split())
    assert state.problems == {}


@pytest.mark.parametrize("way", ["stopncii", "take_it_down"])
def test_without_the_image_on_a_safe_device_it_is_reported_where_it_is(way):
    assert "Without the image on a safe device, report where it is instead." in ROUTE.question(f"advice_{way}").label


def test_take_it_down_can_be_told_where_the_image_is():
    steps = " ".join(next(each for each in PLUGIN.services if each.name == "take_it_down").steps)
    assert "link of the page" in steps


def test_every_way_has_its_reason_and_safety_and_proof_are_told_before_removal():
    notes = [q for q in ROUTE.questions if q.kind == "note" and q.name.startswith("advice_")]
    assert {q.name.removeprefix("advice_") for q in notes} == {
        code for *_rest, advice in SITUATIONS for code in advice.split()
    }
    assert all(15 <= len(q.label.split()) <= 60 for q in notes)
    place = {q.name.removeprefix("advice_"): at for at, q in enumerate(notes)}
    assert place["wait"] < place["no_copies"] < place["stopncii"] < place["take_it_down"] < place["platform"]
    assert place["wait"] < place["evidence"] < place["stopncii"] < place["wait_seen"] < place["platform"]
    assert min(place, key=place.__getitem__) == "safe_device"


SELECTS = {
    name: [choice.name for choice in ROUTE.question(name).choices]
    for name in (
        "sexual",
        "depicts_minor",
        "content_status",
        "more_places",
        "reported",
        "would_escalate",
        "device",
        "law",
    )
}
MANY = {name: [choice.name for choice in ROUTE.question(name).choices] for name in ("content", "platforms", "threat")}
ANY_ROUTE = st.fixed_dictionaries(
    {name: st.sampled_from([None, *codes]) for name, codes in SELECTS.items()}
    | {name: st.lists(st.sampled_from(codes), unique=True).map(tuple) for name, codes in MANY.items()}
)


@tries(300)
@given(ANY_ROUTE, st.sampled_from([ADULT, CHILD]))
def test_stopncii_is_never_advised_for_an_image_from_before_18_or_of_unknown_age(answers, context):
    found = ROUTE.examine(answers, context=context, now=NOW).answers
    advice = found.get("advice", "").split()
    some = answers["depicts_minor"] == "some"
    if context is CHILD or answers["depicts_minor"] not in ("no", "some"):
        assert "stopncii" not in advice
    if "stopncii" in advice and not some:
        assert "take_it_down" not in advice and "no_copies" not in advice
    if "take_it_down" in advice:
        assert "no_copies" in advice and ("evidence" not in advice or some)
    if answers["law"] == "no":
        assert "law_enforcement" not in advice


@tries(300)
@given(ANY_ROUTE, st.sampled_from([ADULT, CHILD]))
def test_a_safe_device_comes_first_and_nothing_is_reported_where_nothing_is(answers, context):
    state = ROUTE.examine(answers, context=context, now=NOW).answers
    advice = state.get("advice", "").split()
    if answers["device"] != "private":
        assert not {"stopncii", "take_it_down"} & set(advice)
    if answers["device"] in ("shared", "none"):
        assert advice[0] == "safe_device" and "secure" not in advice
    if "platform" in advice:
        nothing_there = ("removed", "threatened_only", None)
        assert state.get("content_status") not in nothing_there or "account" in state["content"]
    if state.get("content_status") == "threatened_only" and {"stopncii", "take_it_down"} & set(advice):
        assert "wait" not in advice


SENT = {
    "violence_type": "sexual_extortion",
    "platform": "instagram",
    "image_depicts_minor": "no",
    "channel": "stopncii",
    "own_device": "yes",
    "submitted_by": "survivor",
    "request_date": date(2026, 11, 10),
    "survivor_holds_pin": "yes",
    "outcome": "pending",
}
REMOVED = {"outcome": "removed_full", "outcome_date": date(2026, 11, 12)}
BACK = REMOVED | {"reappeared": "yes", "reappeared_date": date(2026, 11, 20)}
IN_APP = {"channel": "in_app", "survivor_holds_pin": None, "own_device": None}


def requested(changes, context=ADULT):
    return REQUEST.examine(SENT | changes, context=context, now=NOW).problems


@pytest.mark.parametrize(
    "changes", [{}, REMOVED, BACK, {"outcome": "withdrawn", "outcome_date": date(2026, 11, 10)}, IN_APP]
)
def test_a_request_with_possible_answers_is_accepted(changes):
    assert requested(changes) == {}


@tries(200)
@given(
    st.sampled_from(["yes", "no", "unknown", "no_image", None]),
    st.sampled_from([choice.name for choice in REQUEST.question("channel").choices]),
    st.sampled_from([ADULT, CHILD, {}]),
)
def test_the_tool_of_a_request_follows_the_age_in_the_image(minor, channel, context):
    state = REQUEST.examine(SENT | {"image_depicts_minor": minor, "channel": channel}, context=context, now=NOW)
    accepted = not state.problems and state.answers.get("channel") == channel
    if accepted and channel == "stopncii":
        assert minor == "no" and context is ADULT
    if accepted and channel == "take_it_down":
        assert minor in ("yes", "unknown")
    if minor in ("yes", "unknown") and context is ADULT:
        assert ("channel" in state.problems) == (channel == "stopncii")


@pytest.mark.parametrize("minor", ["yes", "unknown"])
def test_stopncii_is_refused_with_the_reason(minor):
    assert "from before 18" in requested({"image_depicts_minor": minor})["channel"]


def test_an_image_of_a_child_is_never_one_of_an_adult():
    assert "any image is from before 18" in requested({"channel": "take_it_down"}, CHILD)["image_depicts_minor"]


@pytest.mark.parametrize(
    ("changes", "question", "words"),
    [
        ({"request_date": date(2026, 11, 25)}, "request_date", "cannot lie in the future"),
        ({"request_date": date(2014, 12, 31)}, "request_date", "before 2015"),
        (REMOVED | {"outcome_date": date(2026, 11, 9)}, "outcome_date", "comes after the request"),
        (REMOVED | {"outcome_date": date(2026, 11, 25)}, "outcome_date", "not in the future"),
        (REMOVED | {"outcome_date": None}, "outcome_date", "needs an answer"),
        (BACK | {"reappeared_date": date(2026, 11, 11)}, "reappeared_date", "after it was removed"),
        (BACK | {"reappeared_date": date(2026, 11, 25)}, "reappeared_date", "not in the future"),
        (BACK | {"reappeared_date": None}, "reappeared_date", "needs an answer"),
        ({"escalated_to": "insm"}, "escalated_on", "needs an answer"),
        ({"escalated_to": "insm", "escalated_on": date(2026, 11, 1)}, "escalated_on", "after the request"),
        ({"survivor_holds_pin": None}, "survivor_holds_pin", "needs an answer"),
        ({"own_device": None}, "own_device", "needs an answer"),
    ],
)
def test_a_request_with_impossible_answers_is_refused(changes, question, words):
    found = requested(changes)
    assert list(found) == [question] and words in found[question]


@pytest.mark.parametrize("outcome", ["pending", "no_response"])
def test_what_has_no_outcome_has_no_day(outcome):
    state = REQUEST.examine(SENT | {"outcome": outcome, "outcome_date": date(2026, 11, 12)}, context=ADULT, now=NOW)
    assert state.problems == {} and "outcome_date" not in state.answers


def test_nobody_from_the_agency_sends_a_request_and_a_guardian_only_for_a_child():
    def offered(context):
        found = REQUEST.examine(SENT, context=context, now=NOW).choices
        return {choice.name for choice in found["submitted_by"]}, {choice.name for choice in found["channel"]}

    assert offered(ADULT)[0] == {"survivor"} and "stopncii" in offered(ADULT)[1]
    assert offered(CHILD)[0] == {"survivor", "guardian", "unsafe_guardian"} and "stopncii" not in offered(CHILD)[1]


def test_violence_types_are_those_of_the_stream():
    def offered(context):
        return {c.name for c in REQUEST.examine(SENT, context=context, now=NOW).choices["violence_type"]}

    assert "csam" not in offered(ADULT) and {"csam", "doxing", "hacking", "cyberstalking"} <= offered(CHILD)


def test_a_request_is_not_taken_further_to_where_it_already_is():
    state = REQUEST.examine(SENT | {"channel": "insm"}, context=ADULT, now=NOW)
    assert {c.name for c in state.choices["escalated_to"]} == {"none", "t4p", "other_trusted", "law_enforcement"}


def test_no_form_asks_for_a_pin_a_number_a_link_or_an_image():
    for form in PLUGIN.forms:
        assert sum(question.is_asked for question in form.questions) <= 35 and form.warnings == ()
        assert [q.name for q in form.questions if q.kind == "text"] in ([], ["note"])
    assert REQUEST.question("survivor_holds_pin").kind == "select_one"


def test_order_and_consent_of_the_forms():
    assert ROUTE.occurs == "many" and ROUTE.after == ("safety.risk_assessment",) and ROUTE.because
    assert (PLAN.occurs, PLAN.needs_consent, PLAN.after) == ("once", "digital_action", ("digital.digital_risk",))
    assert REQUEST.revisable and REQUEST.needs_consent == "digital_action" and "proof" in REQUEST.because
    assert REQUEST.after == ("safety.risk_assessment", "digital.digital_risk", "digital.removal.evidence")
    versions = {form.name: form.version for form in PLUGIN.forms}
    assert versions == {"digital_risk": "4", "route": "4", "digital_plan": "2", "removal_request": "2"}


MEASURES = ("passwords", "two_factor", "privacy", "apps", "location", "limit_contact")
PLANNED = dict.fromkeys(MEASURES, "done") | {
    "digital_plan_needed": "yes",
    "safe_device": "own",
    "together": "yes",
    "agrees_with_safety_plan": "yes",
    "complete": "yes",
    "review_date": date(2026, 12, 1),
}


def planned(changes):
    return PLAN.examine(PLANNED | changes, context=ADULT, now=NOW).problems


def test_a_plan_may_leave_out_what_is_not_needed_or_not_safe_now():
    assert planned({}) == {}
    assert planned({"limit_contact": "unsafe_now", "apps": "not_needed"}) == {}
    assert planned({"digital_plan_needed": "no"}) == planned({"digital_plan_needed": "declined"}) == {}
    assert planned({"apps": "planned", "complete": "no"}) == {}


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"together": "no"}, "together"),
        ({"agrees_with_safety_plan": "no"}, "agrees_with_safety_plan"),
        ({"apps": "planned"}, "complete"),
        ({"review_date": date(2026, 11, 23)}, "review_date"),
        ({"digital_plan_needed": "not_now", "review_date": None}, "review_date"),
        ({"passwords": None}, "passwords"),
    ],
)
def test_a_plan_is_not_accepted_with(changes, question):
    assert list(planned(changes)) == [question]


def test_every_step_that_waits_says_why_and_proof_comes_before_removal():
    names = [item.name for item in REMOVAL.items]
    for item in REMOVAL.items:
        assert bool(item.after) == bool(item.because), item.name
    removing = ("stopncii", "take_it_down", "report")
    assert max(names.index("evidence"), names.index("evidence_child")) < min(map(names.index, removing))
    steps = {item.name: item for item in REMOVAL.items}
    assert "evidence" in steps["stopncii"].after and "evidence" in steps["report"].after
    acting = ("plan", "accounts", "device", "contact", "stopncii", "take_it_down", "report", "no_submitting")
    assert {steps[name].needs_consent for name in acting} == {"digital_action"}


def test_stopncii_is_a_step_for_adults_and_take_it_down_for_both():
    audience = {item.name: item.audience for item in REMOVAL.items}
    assert (audience["stopncii"], audience["take_it_down"]) == ("adult", "both")
    own = {item.name for item in REMOVAL.for_stream(True)} - {item.name for item in REMOVAL.for_stream(False)}
    assert own == {"child_consent", "evidence_child"}


def test_a_step_for_both_never_waits_for_a_step_of_one():
    shared = {item.name for item in REMOVAL.items if item.audience == "both"}
    for item in REMOVAL.items:
        if item.audience == "both":
            assert {name for name in item.after if "." not in name} <= shared, item.name


def test_guidance_is_read_within_two_minutes_and_never_tells_to_hand_over_an_image():
    for child, language in product((True, False), ("en", "ar")):
        spoken = [page for page in PLUGIN.guidance if page.language == language]
        pages = [page for page in spoken if page.audience in ("both", "child" if child else "adult")]
        for heading in ("issue", "actions", "tools", "actors"):
            assert 0 < sum(len(page.text.split()) for page in pages if page.heading == heading) <= 300
    told = " ".join([page.text for page in PLUGIN.guidance] + [" ".join(each.steps) for each in PLUGIN.services])
    assert "upload the image" not in told.lower() and "send the image" not in told.lower()


def test_partners_can_be_referred_to_and_every_entry_says_who_verified_it():
    found = {each.name: each for each in PLUGIN.services}
    assert {name for name, each in found.items() if each.service_types} == {"insm", "tech4peace"}
    assert set(found["insm"].service_types) == {"content_removal", "digital_safety"}
    assert all(each.verified_by == "OVTF" and each.last_verified for each in found.values())
    counts = {"stopncii": 6, "take_it_down": 6, "insm": 3, "tech4peace": 6, "facebook": 4, "instagram": 4}
    counts |= {"snapchat": 4, "tiktok": 5, "whatsapp": 4, "x_twitter": 5}
    assert {name: len(each.steps) for name, each in found.items()} == counts


@pytest.mark.parametrize("dataset", PLUGIN.datasets, ids=lambda each: each.name)
def test_the_sql_passes_the_gate(dataset):
    assert check(
        dataset.sql,
        {
            "core.cases",
            "core.overrides",
            *(f"digital.{form.name}{now}" for form in PLUGIN.forms for now in ("", "__now")),
        },
    )


def case(*types, level="high", **changes) -> Case:
    return a_case(level, violence_types=types or ("sexual_extortion",), **changes)


def entry(form, answers, at=NOW, id="ABCDEF01-2345"):
    return Entry(id=id, form=form, answers=answers, at=at)


record = a_record


due = partial(examples.due, "digital")


ASSESSED = entry("digital_risk", {"consent_digital": "yes", "access": ["none"]})
WATCHED = entry("digital_risk", {"consent_digital": "yes", "access": ["device"]})
FOUND = entry("route", {"advice": "stopncii"})


def test_at_the_beginning_the_risk_is_assessed_and_for_images_the_way_is_found():
    assert due(case(), record()) == {
        "digital_risk": DECIDED + timedelta(hours=24),
        "find_route": DECIDED + timedelta(hours=24),
    }
    assert set(due(case("hacking", level="medium"), record())) == {"digital_risk"}
    assert due(case("hate_speech"), record()) == {}
    assert set(due(case(), record(ASSESSED))) == {"find_route"}
    assert due(case(), record(ASSESSED, FOUND)) == {}


def test_nothing_digital_is_due_before_the_risk_is_decided_in_a_closed_case_or_against_her_no():
    assert due(case(level=None), record()) == {}
    assert due(case(status="closed"), record()) == {}
    assert due(case(), record(consents={"digital_action": "withdrawn"})) == {}
    assert due(case(), record(entry("digital_risk", {"consent_digital": "no"}))) == {}
    agreed_later = record(entry("digital_risk", {"consent_digital": "no"}), consents={"digital_action": "yes"})
    assert set(due(case(), agreed_later)) == {"find_route"}


def test_a_plan_is_due_while_the_perpetrator_has_access_until_it_is_complete():
    needed = {"digital_plan_needed": "yes", "complete": "no", "review_date": "2026-12-01"}
    later = datetime(2026, 12, 1, 6, tzinfo=UTC)
    assert set(due(case(), record(WATCHED, FOUND))) == {"digital_plan"}
    assert due(case(), record(WATCHED, FOUND, entry("digital_plan", needed))) == {"digital_plan": later}
    complete = entry("digital_plan", needed | {"complete": "yes"})
    assert due(case(), record(WATCHED, FOUND, complete)) == {"review_digital_plan": later}
    unsafe = entry("digital_plan", {"digital_plan_needed": "not_now", "review_date": "2026-12-01"})
    assert due(case(), record(WATCHED, FOUND, unsafe)) == {"review_digital_plan": later}
    declined = entry("digital_plan", {"digital_plan_needed": "declined"})
    assert due(case(), record(WATCHED, FOUND, declined)) == {}


def asked(id="ABCDEF01-2345", **answers):
    said = {"channel": "in_app", "request_date": "2026-11-10", "outcome": "pending"} | answers
    return record(ASSESSED, FOUND, entry("removal_request", said, id=id))


@pytest.mark.parametrize(
    ("answers", "when"),
    [
        ({}, datetime(2026, 11, 17, 6, tzinfo=UTC)),
        ({"escalated_to": "insm", "escalated_on": "2026-11-20"}, datetime(2026, 11, 27, 6, tzinfo=UTC)),
        ({"outcome": "no_response"}, NOW + timedelta(days=1)),
        ({"outcome": "refused"}, NOW + timedelta(days=1)),
        (
            {"outcome": "refused", "escalated_to": "t4p", "escalated_on": "2026-11-20"},
            datetime(2026, 11, 27, 6, tzinfo=UTC),
        ),
        ({"outcome": "refused", "escalated_to": "none"}, None),
        ({"outcome": "removed_full"}, None),
        ({"outcome": "withdrawn"}, None),
        (
            {"outcome": "removed_full", "reappeared": "yes", "reappeared_date": "2026-11-22"},
            datetime(2026, 11, 23, 6, tzinfo=UTC),
        ),
    ],
)
def test_a_request_is_followed_until_it_is_settled(answers, when):
    assert due(case(), asked(**answers)) == ({"removal_abcdef01": when} if when else {})


def test_after_her_consent_was_taken_back_only_she_is_asked_about_a_request_that_runs():
    taken_back = {"digital_action": "withdrawn"}
    runs = replace(asked(), consents=taken_back)
    assert due(case(), runs) == {"removal_abcdef01": datetime(2026, 11, 17, 6, tzinfo=UTC)}
    assert due(case(), replace(asked(outcome="withdrawn"), consents=taken_back)) == {}


def test_each_request_has_a_task_of_its_own():
    said = {"channel": "in_app", "request_date": "2026-11-10", "outcome": "pending"}
    both = record(ASSESSED, FOUND, *(entry("removal_request", said, id=id) for id in ("11111111-1", "22222222-2")))
    assert set(due(case(), both)) == {"removal_11111111", "removal_22222222"}


def test_content_that_is_back_at_a_follow_up_asks_for_a_new_request():
    told = entry("core.follow_up", {"reappeared": "yes"}, at=NOW)
    old = entry("removal_request", {"outcome": "removed_full"}, at=NOW - timedelta(days=9))
    new = entry("removal_request", {"outcome": "removed_full"}, at=NOW + timedelta(hours=1))
    assert due(case(), record(ASSESSED, FOUND, old, told)) == {"content_is_back": NOW + timedelta(days=1)}
    assert due(case(), record(ASSESSED, FOUND, new, told)) == {}


def test_figures_count_requests_and_measure_removal_and_tool(context, person, open_case):
    amal = person("case_manager", "A01")
    today = context.now().astimezone(BAGHDAD).date()
    agrees = {"given_by": "individual", "manner": "verbal", "services": "yes", "information_sharing": "no"}
    agrees |= {"reporting": "yes", "digital_action": "yes", "law_enforcement": "not_asked", "feedback": "no"}

    def send(area, form, key, answers):
        draft = drafting.open_draft(context, amal, area, form, key)
        outcome = drafting.submit(context, amal, draft.id, answers, override="done_elsewhere")
        assert not outcome.problems and outcome.submission_id, outcome

    def case_with(**changes):
        key = open_case(amal)
        send("core", "consent", key, agrees)
        send("digital", "removal_request", key, SENT | {"request_date": today - timedelta(days=20)} | changes)
        return key

    done = {"outcome": "removed_full", "outcome_date": today}
    case_with(**done)
    case_with(channel="take_it_down", image_depicts_minor="unknown", outcome="no_response")
    case_with(**IN_APP, outcome="no_response", request_date=today - timedelta(days=3))
    case_with(**IN_APP)
    found = next(e for e in figures.agency_figures(context, person("supervisor", "A01")) if e.area.name == "digital")
    assert found.problems == []
    shares = {each.name: (share.numerator, share.denominator) for each, share in found.shares}
    assert shares["removal_success"] == (1, 2) and shares["tool_fits_age"] == (2, 2)
    assert shares["in_order"] == (0, 4), "each was sent before its turn, with a reason"
    rows = {view.name: set(figure.rows) for view, figure in found.figures}
    assert rows["request_platforms"] == {("instagram", 4)}
    assert ("stopncii", "removed_full", 1) in rows["request_outcomes"]


def test_a_try_that_did_not_reach_her_does_not_settle_that_content_is_back():
    tried = entry("core.follow_up", {"mode": "not_reached"}, at=NOW + timedelta(hours=2))
    told = entry("core.follow_up", {"reappeared": "yes"}, at=NOW)
    assert "content_is_back" in due(case(), record(ASSESSED, FOUND, tried, told))


def test_the_platform_groups_of_the_scorecard_are_those_of_the_code_list():
    sql = next(dataset.sql for dataset in PLUGIN.datasets if dataset.name == "removals")
    found = {}
    for listed, group in re.findall(r"WHEN platform IN \(([^)]*)\) THEN '(\w+)'", sql):
        found |= dict.fromkeys(re.findall(r"\w+", listed), group)
    for platform in codes.names("platform"):
        assert found.get(platform, "other_unknown") == codes.group("platform", platform), platform
    table = next(table for table in PLUGIN.released if table.name == "platform_result")
    assert set(table.own["platform"]) == {*codes.names("platform_group"), "none"}
