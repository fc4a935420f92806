"""Taking a consent back on the screen: who does it is asked first, and for a child whether the child agrees."""

from dashboard.actions.work import cases, consents
from dashboard.i18n import BAGHDAD
from tests.actions.filled import agree, send
from tests.plugins.filled import FILED
from tests.ui.conftest import texts


def turn(test, key, label):
    test.session_state[f"case.{key}.tab"] = label
    return test.run()


def test_an_adult_says_who_takes_it_back(show, person, open_case, context):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    place = f"case.{key}.consent"
    test = turn(show("case", amal, key=key), key, "Consent")
    assert test.button(key=f"{place}.withdraw.reporting").disabled
    assert test.radio(key=f"{place}.given_by.reporting").options == ["She or he herself", "Someone else who may decide"]
    test.radio(key=f"{place}.given_by.reporting").set_value("individual").run()
    test.button(key=f"{place}.withdraw.reporting").click().run()
    assert cases.read_case(context, amal, key).work.consents["reporting"] == "withdrawn"
    assert "She or he herself" in texts(test)


def test_for_a_child_it_is_asked_whether_the_child_agrees_and_who_decides(show, person, open_case, context):
    amal = person("case_manager", "A01")
    key = open_case(amal, age=14, assent="yes", guardian_consent="yes")
    place = f"case.{key}.consent"
    test = turn(show("case", amal, key=key), key, "Consent")
    test.radio(key=f"{place}.given_by.services").set_value("caregiver").run()
    test.radio(key=f"{place}.assent.services").set_value("no").run()
    assert test.button(key=f"{place}.withdraw.services").disabled
    test.radio(key=f"{place}.best_interest_by.services").set_value("child_protection").run()
    test.button(key=f"{place}.withdraw.services").click().run()
    assert not test.exception
    row = cases.read_case(context, amal, key).consents[0]
    assert (row.given_by, row.assent, row.best_interest_by) == ("caregiver", "no", "child_protection")
    step = f"case.{key}.safety.protection"
    turn(test, key, "Safety")
    assert test.selectbox(key=f"{step}.plan").disabled and not test.selectbox(key=f"{step}.urgent_referral").disabled
    assert "urgent help" in texts(test)


def test_an_entry_that_was_begun_while_she_agreed_can_still_be_updated(show, person, open_case, context):

    amal = person("case_manager", "A01")
    key, today = open_case(amal), context.now().astimezone(BAGHDAD).date()
    agree(context, amal, key, law_enforcement="yes")
    dated = {"filed_on": today, "next_contact": today}
    entry = send(context, amal, key, "legal", "complaint", FILED | dated, override="done_elsewhere").submission_id
    consents.withdraw(context, amal, key, "law_enforcement")
    test = turn(show("case", amal, key=key), key, "Legal")
    assert test.button(key=f"case.{key}.legal.complaint.start").disabled
    assert not test.button(key=f"case.{key}.legal.complaint.{entry}").disabled
