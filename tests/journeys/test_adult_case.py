"""A new case manager and an adult survivor, from an empty agency to the closing of the case."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import answers, ending, steps
from tests.journeys.steps import due, fill, not_due, see, see_settled, send, start, tab

pytestmark = pytest.mark.journey

INTAKE = {
    "Age in whole years": "24",
    "Gender": "Female",
    "Disability": "No disability",
    "Displacement status": "Resident",
    "Governorate where she is served": "Erbil",
    "Was this already reported to someone else?": "No",
    "Types of online violence": ("Image-based abuse", "Sexual extortion"),
    "Which of these harms most now?": "Image-based abuse",
    "Where did it happen?": ("Instagram", "Telegram"),
    "Where is it worst?": "Telegram",
    "Does she agree to receive services?": "Yes",
    "May this case be counted in anonymised statistics?": "Yes",
}
CONSENT = {"Who gave the answers?": "She or he herself", "How?": "Spoken"} | answers.CONSENT
PLAN = {
    "Is a safety plan needed?": "Yes",
    "Was the plan made together with her?": "Yes",
    "Parts that you talked through": ("A place to go", "Phone and accounts"),
} | answers.MEASURES
REQUEST = {
    "Which way does it go?": "StopNCII",
    "Was it done on a device that nobody else reaches?": "Yes",
    "Who sends it?": "She or he, in person",
    "Does she hold the case number and PIN herself?": "Yes",
}
NO_SHELTER = {
    "What does she need?": "Safe house or shelter",
    "How soon?": "Within 1 day",
    "What came of it?": "Service unavailable",
    "Why is there no service?": "No capacity",
}
FIRST_ACTION = "safety.protection.first_action"
REFERRAL = {
    "For which service?": "Digital safety",
    "Who?": "INSM network, digital emergency help desk",
    "On what ground?": "She agreed",
    "How soon is it needed?": "Within 1 day",
}


def test_an_adult_case_from_an_empty_agency_to_its_closing(visit, running_demo):
    agency = steps.new_agency(running_demo[1], "J01")
    visit.sign_in(*agency.manager)
    see(visit, "Nothing is due. When you open a case, its next steps appear here, the most urgent first.")
    key = steps.open_case(visit, INTAKE)
    high_risk(visit, key)
    consent(visit, key)
    safety_plan(visit, key)
    stopncii_is_advised(visit, key)
    a_request_before_its_turn(visit, key)
    two_needs(visit, key)
    a_referral_that_is_followed(visit, key)
    ending.close(visit, key, agency)
    assert visit.outside() == []


def high_risk(visit, key):
    see(visit, "Risk not assessed")
    due(visit, "Assess the risk and decide its level", "No risk level has been decided since the case was opened.")
    start(visit, key, "safety.risk_assessment")
    fill(visit, answers.RISK)
    see(visit, "act within 24 hours", "The suggestion rests on: A credible threat")
    fill(visit, {"Which level do you decide?": "High"})
    send(visit, "Risk assessment")
    see_settled(visit, "Decide the risk level")
    see(visit, "▲ High risk")
    expect(visit.page.get_by_text(re.compile(r"Act by tomorrow .* 23 h 5\d min left"))).to_be_visible()
    not_due(visit, "Assess the risk and decide its level")
    due(visit, "First safety action or urgent referral", "High risk was decided: act within 24 hours.")


def consent(visit, key):
    tab(visit, "Consent")
    start(visit, key, "consent.consent")
    fill(visit, CONSENT)
    fill(visit, {"Which services may she be referred to?": "Digital safety"})
    send(visit, "Consent")
    for scope in ("information_sharing", "digital_action", "referral-digital_safety"):
        expect(visit.widget(f"case.{key}.consent.row.{scope}")).to_contain_text("Given")


def safety_plan(visit, key):
    due(visit, "Make the safety plan together with her")
    steps.follow(visit, key, "safety.make_safety_plan", "Safety")
    start(visit, key, "safety.safety_plan")
    fill(visit, PLAN | {"When do you look at it again together?": steps.day(7)})
    send(visit, "Safety plan")
    not_due(visit, "Make the safety plan together with her")
    due(visit, "Look at the safety plan again together", "You agreed on this day when you made the plan.")
    steps.mark(visit, key, FIRST_ACTION, "Done")
    see(visit, "First action today")
    not_due(visit, "First safety action or urgent referral")


def stopncii_is_advised(visit, key):
    due(visit, "Find out with her where to report or remove the images")
    steps.follow(visit, key, "digital.find_route", "Digital")
    start(visit, key, "digital.route")
    fill(visit, answers.ROUTE)
    fill(visit, {"Does any image show her before 18?": "No", "Does she want the law involved?": "No"})
    see(visit, "images in which she is 18 or older", "Proof before removal", "Report on the platform itself.")
    expect(visit.page.get_by_text("Take It Down: for images")).to_have_count(0)
    send(visit, "Where to report or remove")
    visit.page.get_by_text("What was recorded last").first.click()
    see(visit, "images in which she is 18 or older")
    not_due(visit, "Find out with her where to report or remove the images")


def a_request_before_its_turn(visit, key):
    start(visit, key, "digital.removal_request")
    see(visit, "This comes first:", "Digital: Digital risk assessment", "Risk first, then proof, then removal")
    expect(
        visit.page.get_by_role("radiogroup", name="show her before 18").get_by_label("No", exact=True)
    ).to_be_checked()
    fill(visit, REQUEST)
    visit.page.get_by_role("button", name=steps.SEND).click()
    refused = visit.page.get_by_text("Nothing is lost. Do what comes first, or choose why this cannot wait")
    expect(refused).to_be_in_viewport()
    fill(visit, {"If it cannot wait: why?": "She wants it this way"})
    send(visit, "Report or removal request")
    due(visit, "Ask what came of it: StopNCII")


def two_needs(visit, key):
    tab(visit, "Referrals")
    start(visit, key, "needs.need")
    fill(visit, NO_SHELTER)
    send(visit, "Need")
    due(visit, "Look again for: Safe house or shelter", "The service was not available.")
    start(visit, key, "needs.need")
    fill(visit, {"What does she need?": "Digital safety", "How soon?": "Within 1 day", "What came of it?": "Referred"})
    send(visit, "Need")
    due(visit, "Record the referral: Digital safety")


def a_referral_that_is_followed(visit, key):
    start(visit, key, "needs.referral")
    fill(visit, REFERRAL)
    send(visit, "Referral")
    not_due(visit, "Record the referral: Digital safety")
    due(visit, "Ask what became of the referral: Digital safety")
    steps.update(visit, key, "needs.referral", "help desk · Sent")
    fill(visit, {"Where does it stand?": "Accepted", "They answered on": steps.day()})
    send(visit, "Referral")
    not_due(visit, "Ask what became of the referral: Digital safety")
    due(visit, "Ask whether she received the service: Digital safety")
    steps.update(visit, key, "needs.referral", "help desk · Accepted")
    fill(visit, {"Where does it stand?": "Completed: service received", "She received the service on": steps.day()})
    send(visit, "Referral")
    not_due(visit, "Ask whether she received the service: Digital safety")
