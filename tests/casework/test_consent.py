"""Rules of consent: what an answer changes, what ends with it, what a child's case still lacks, which doors close."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import codes
from dashboard.casework import consent, permitted
from dashboard.i18n import use
from dashboard.registry import Registry

VALUES = ("yes", "no", "withdrawn")
REFERRALS = tuple(consent.REFERRAL + each for each in ("legal_aid", "cash", "mhpss_basic"))
STANDING = st.dictionaries(st.sampled_from([*consent.SCOPES, *REFERRALS]), st.sampled_from(VALUES))
ANSWERS = st.fixed_dictionaries(
    {scope: st.sampled_from(("yes", "no", "not_asked")) for scope in consent.SCOPES},
    optional={"referrals": st.lists(st.sampled_from(("legal_aid", "cash", "mhpss_basic")), unique=True)},
)


def after(answers, standing):
    return {**standing, **consent.changes(answers, standing)}


def stands(consents):
    return {scope for scope in consents if consent.given(consents, scope)}


@given(ANSWERS, STANDING)
def test_when_services_end_nothing_else_stands(answers, standing):
    assert not stands(after(answers | {"services": "no"}, standing))


@given(ANSWERS, STANDING)
def test_when_sharing_ends_no_referral_stands(answers, standing):
    left = stands(after(answers | {"information_sharing": "no", "referrals": ()}, standing))
    assert not left & set(REFERRALS)


@given(ANSWERS, STANDING)
def test_a_yes_stands_only_where_she_just_said_it_or_said_it_before(answers, standing):
    said = {scope for scope in consent.SCOPES if answers[scope] == "yes"}
    said |= {consent.REFERRAL + each for each in answers.get("referrals", ())}
    kept = {scope for scope in consent.SCOPES if answers[scope] == "not_asked"} & stands(standing)
    kept |= stands(standing) & set(REFERRALS)
    assert stands(after(answers, standing)) <= said | kept


@given(ANSWERS, STANDING)
def test_only_a_yes_is_withdrawn_and_only_what_changes_is_written(answers, standing):
    changed = consent.changes(answers, standing)
    assert all(value != standing.get(scope) for scope, value in changed.items())
    assert all((value == "withdrawn") <= consent.given(standing, scope) for scope, value in changed.items())
    assert consent.changes(answers, {**standing, **changed}) == {}


@given(STANDING)
def test_what_is_not_asked_stays_as_it_is(standing):
    assert consent.changes(dict.fromkeys(consent.SCOPES, "not_asked"), standing) == {}


@given(STANDING)
def test_the_form_filled_with_what_stands_changes_nothing(standing):
    agreed = standing | {"services": "yes", "information_sharing": "yes"}
    assert consent.changes(consent.as_answers(agreed), agreed) == {}


def test_each_referral_is_its_own_scope_and_is_taken_away_by_itself():
    agreed = {"services": "yes", "information_sharing": "yes", "referrals": ["legal_aid", "cash"]}
    standing = after(agreed, {})
    assert {scope for scope in standing if scope.startswith(consent.REFERRAL)} == {
        "referral:legal_aid",
        "referral:cash",
    }
    assert consent.changes(agreed | {"referrals": ["cash"]}, standing) == {"referral:legal_aid": "withdrawn"}


@pytest.mark.parametrize(
    ("scope", "ended"),
    [
        ("services", {"services", "information_sharing", "reporting", "referral:cash"}),
        ("information_sharing", {"information_sharing", "referral:cash"}),
        ("reporting", {"reporting"}),
        ("referral:cash", {"referral:cash"}),
    ],
)
def test_taking_one_back_ends_what_rests_on_it(scope, ended):
    standing = dict.fromkeys(("services", "information_sharing", "reporting", "referral:cash"), "yes")
    found = consent.withdrawing(scope, standing | {"digital_action": "no", "feedback": "withdrawn"})
    assert found[0] == scope and set(found) == ended


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_every_scope_has_words_and_a_sentence_for_what_closes(language):
    scopes = [*consent.SCOPES, *(consent.REFERRAL + each for each in codes.names("service_type"))]
    use(language)
    labels = [consent.label(scope) for scope in scopes]
    sentences = {consent.closes(scope) for scope in scopes}
    use("en")
    assert len(set(labels)) == len(scopes) and not set(labels) & set(scopes)
    assert len(sentences) == len(consent.SCOPES) + 1


@pytest.mark.parametrize(
    ("assent", "guardian", "by", "lacks"),
    [
        ("yes", "yes", "", ""),
        ("too_young", "yes", "", ""),
        ("no", "yes", "", "assent"),
        ("", "yes", "", "assent"),
        ("yes", "no", "", "guardian"),
        ("yes", "unsafe_to_seek", "", "guardian"),
        ("yes", "", "", "guardian"),
        ("no", "unsafe_to_seek", "court", ""),
        ("yes", "no", "supervisor", ""),
    ],
)
def test_a_childs_consent_is_two_agreements_or_one_decision_taken_together(assent, guardian, by, lacks):
    found = consent.child_needs(assent, guardian, by)
    assert bool(found) == bool(lacks) and lacks in found


def test_an_open_case_with_consent_has_its_doors_open(a_case):
    assert permitted.why_closed(a_case, {"services": "yes"}) == ""
    assert "is open" in permitted.why_closed(a_case, {"services": "yes"}, "reopening")


@pytest.mark.parametrize("form", ["", "need", "follow_up", "incident", "intake", "reopening"])
def test_without_services_a_case_is_read_only_with_the_reason(a_case, form):
    assert permitted.why_closed(a_case, {"services": "withdrawn"}, form)


@pytest.mark.parametrize("form", ["closure", "consent", "referral"])
def test_without_services_it_can_be_closed_a_referral_taken_back_or_agreed_again(a_case, form):
    assert permitted.why_closed(a_case, {"services": "withdrawn"}, form) == ""


def test_the_areas_declare_what_is_urgent():
    plugins = Registry.load().active
    forms = {f"{plugin.name}.{form.name}" for plugin in plugins for form in plugin.forms if form.urgent}
    steps = {
        f"{plugin.name}.{checklist.name}.{item.name}"
        for plugin in plugins
        for checklist in plugin.checklists
        for item in checklist.items
        if item.urgent
    }
    assert forms == {"safety.risk_assessment"}
    assert steps == {
        "safety.protection.urgent_referral",
        "safety.protection.child_protection",
        "mhpss.support.urgent_referral",
    }


@pytest.mark.parametrize("form", sorted(permitted.WHEN_WITHDRAWN))
def test_taking_back_a_childs_consent_leaves_some_forms_of_the_shell_open(a_case, form):
    child = dataclasses.replace(a_case, stream="tf_csea")
    assert permitted.why_closed(child, {"services": "withdrawn"}, form) == ""
    assert permitted.why_closed(a_case, {"services": "withdrawn"}, form) == ""


def test_taking_back_a_childs_consent_leaves_urgent_help_open(a_case):
    child = dataclasses.replace(a_case, stream="tf_csea")
    assert permitted.why_closed(child, {"services": "withdrawn"}, urgent=True) == ""
    assert permitted.why_closed(a_case, {"services": "withdrawn"}, urgent=True)
    assert permitted.why_closed(dataclasses.replace(child, status="closed"), {}, urgent=True)


@pytest.mark.parametrize("form", ["", "need", "intake"])
def test_all_else_of_a_childs_case_is_read_only_then(a_case, form):
    child = dataclasses.replace(a_case, stream="tf_csea")
    assert "urgent help" in permitted.why_closed(child, {"services": "withdrawn"}, form)


def test_it_is_not_unsaid_that_a_consent_was_given():
    standing = {"services": "yes", "feedback": "yes", "digital_action": "no"}
    asked = dict.fromkeys(consent.SCOPES, "not_asked")
    assert set(consent.unsaid(asked | {"services": "yes"}, standing)) == {"feedback"}
    assert consent.unsaid(asked | {"services": "no"}, standing) == {}


@pytest.mark.parametrize(
    ("said", "child", "lacks"),
    [
        ({"given_by": "individual"}, False, ""),
        ({"given_by": "other"}, False, ""),
        ({"given_by": "caregiver"}, False, "who"),
        ({}, True, "who"),
        ({"given_by": "individual"}, True, ""),
        ({"given_by": "caregiver"}, True, "whether"),
        ({"given_by": "caregiver", "assent": "too_young"}, True, ""),
        ({"given_by": "caregiver", "assent": "no"}, True, "best interests"),
        ({"given_by": "caregiver", "assent": "no", "best_interest_by": "court"}, True, ""),
    ],
)
def test_who_takes_a_consent_back_is_said_and_for_a_child_whether_the_child_agrees(said, child, lacks):
    found = consent.taking_back_needs(consent.taken_back(said, child), child)
    assert bool(found) == bool(lacks) and lacks in found


@pytest.mark.parametrize("given_now", VALUES)
def test_a_closed_case_can_only_be_opened_again_or_her_consent_changed(a_case, given_now):
    closed, consents = dataclasses.replace(a_case, status="closed"), {"services": given_now}
    assert (
        permitted.why_closed(closed, consents, "reopening") == permitted.why_closed(closed, consents, "consent") == ""
    )
    assert all(
        "closed" in permitted.why_closed(closed, consents, form) for form in ("", "closure", "need", "follow_up")
    )


@pytest.mark.parametrize("status", ["transferred", "duplicate"])
def test_a_case_that_left_is_read_only_for_all_but_consent(a_case, status):
    left = dataclasses.replace(a_case, status=status)
    assert permitted.why_closed(left, {"services": "yes"}, "consent") == ""
    assert all(permitted.why_closed(left, {"services": "yes"}, form) for form in ("", "closure", "reopening", "need"))


@pytest.mark.parametrize("value", ["no", "withdrawn"])
def test_a_step_says_which_consent_it_lacks(value):
    assert permitted.lacking("digital_action", {"digital_action": "yes"}) == ""
    assert permitted.lacking(None, {}) == ""
    for consents in ({}, {"digital_action": value}):
        assert consent.label("digital_action") in permitted.lacking("digital_action", consents)


def test_what_another_system_did_not_record_is_never_a_yes():
    assert permitted.lacking("services", {})
    assert permitted.lacking("services", {"services": "yes"}) == ""
