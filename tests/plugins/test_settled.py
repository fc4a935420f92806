"""Which decision makes which step needless: said for every answer that decides, and never what protects her."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.casework.consent import SCOPES
from dashboard.casework.decisions import needless
from tests.tries import tries
from tools import settled

PROTECTING = {
    "legal": {
        "protection_needs",
        "protection_plan",
        "shelter",
        "backlash",
        "confidential_file",
        "follow_up",
        "support",
    },
    "safety": {
        "imminent",
        "safe_contact",
        "child_protection",
        "risks",
        "level",
        "shelter",
        "law_enforcement",
        "follow_up",
    },
    "mhpss": {"immediate_risk", "child_procedure", "caregivers", "follow_up"},
    "digital": {"risk", "safe_device", "no_storing", "evidence_child", "confidential"},
}
INFORMING = {"legal": {"risk_benefit", "honour", "informed", "roles", "outcomes", "may_become_known", "voluntary"}}


def settled_steps(of_form=""):
    return {
        (plugin.name, item.name)
        for plugin, item in settled.steps()
        for decision in item.settled_by
        if any(of_form in answer for answer in decision.when)
    }


def test_the_page_is_what_the_declarations_say():
    assert settled.DOC.read_text("utf-8") == settled.page(), "the code has changed: make documents"


def test_every_answer_that_decides_settles_a_step_or_says_why_not():
    assert not settled.missing() and not settled.unknown()


def test_nothing_that_protects_her_or_lets_her_decide_freely_is_ever_settled():
    for kept in (PROTECTING, INFORMING):
        for area, names in kept.items():
            known = {item.name for plugin, item in settled.steps() if plugin.name == area}
            assert names <= known, "a step was renamed"
            assert not {(area, name) for name in names} & settled_steps()


def test_a_decision_about_reporting_settles_steps_of_legal_help_only():
    assert {area for area, _name in settled_steps("risk_benefit")} == {"legal"}


def test_what_is_urgent_or_stops_the_clock_is_never_settled():
    urgent = {(plugin.name, item.name) for plugin, item in settled.steps() if item.urgent or item.stops_clock}
    assert urgent and not urgent & settled_steps()


FORMS = {
    (plugin.name, form.name): {
        question.name: st.sampled_from([choice.name for choice in question.choices] + [None])
        for question in form.questions
        if question.kind == "select_one"
    }
    for plugin in settled.shipped()
    for form in plugin.forms
}
ANSWERS = st.fixed_dictionaries({form: st.fixed_dictionaries(questions) for form, questions in FORMS.items()})
CONSENTS = st.dictionaries(st.sampled_from(SCOPES), st.sampled_from(["yes", "no", "withdrawn"]))
CHECKLISTS = [(plugin.name, checklist) for plugin in settled.shipped() for checklist in plugin.checklists]


@tries(150)
@given(ANSWERS, CONSENTS, st.booleans())
def test_whatever_was_answered_protection_stays_and_a_childs_no_alone_settles_nothing(answers, consents, child):
    found = needless(CHECKLISTS, answers, consents, child=child)
    settled_now = {(area, item) for area, _checklist, item in found}
    for area, names in (*PROTECTING.items(), *INFORMING.items()):
        assert not {(area, name) for name in names} & settled_now
    if child:
        assert not any(reason.scope for reason in found.values()), "who refuses for a child may be the one who harms"
        weighed = answers["legal", "risk_benefit"]
        if weighed["decision"] != "not_report" or not weighed["best_interest_by"]:
            assert ("legal", "complaint") not in settled_now
