"""A new case manager and a child, from an empty agency to the closing of the case."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import answers, ending, steps
from tests.journeys.steps import due, fill, not_due, see, see_settled, send, start, tab

pytestmark = pytest.mark.journey

OFFLINE = "a strong sign that a child is"
INTAKE = {
    "Age in whole years": "14",
    "Gender": "Female",
    "Disability": "No disability",
    "Displacement status": "Internally displaced",
    "Governorate where she is served": "Baghdad",
    "Was this already reported to someone else?": "No",
    "Types of online violence": ("Child sexual abuse material", "Sexual extortion"),
    "Which of these harms most now?": "Child sexual abuse material",
    "Where did it happen?": "Instagram",
    "Does she agree to receive services?": "Best-interest decision for the child",
    "Did the child agree, in words that fit the age?": "Yes",
    "Consent of a parent or guardian": "Not safe to seek: best-interest decision",
    "Who took the best-interest decision?": "Case manager with the supervisor",
    "May this case be counted in anonymised statistics?": "Yes",
}
THE_CHILD = {
    "Could the child be abused offline too?": "Possible",
    "Could a parent or guardian be the one who harms?": "Possible",
}
CONSENT = {
    "Who gave the answers?": "She or he herself",
    "How?": "Spoken",
    "Did the child agree, in words that fit the age?": "Yes",
    "Consent of a parent or guardian": "Not safe to ask: a guardian may be the one who harms",
    "Who took the best-interest decision?": "Case manager with the supervisor",
} | answers.CONSENT
PLAN = {
    "Is a safety plan needed?": "Yes",
    "Was the plan made together with her?": "Yes",
    "Does a caregiver take part?": "No: a caregiver may be the one who harms",
    "Was a best-interest decision made along your child protection procedure?": "Yes",
    "Is there a safe adult at the child's side?": "Yes",
    "Parts that you talked through": ("A place to go", "Phone and accounts"),
} | answers.MEASURES
NO_SHELTER = {
    "What does she need?": "Safe house or shelter",
    "How soon?": "Within 1 day",
    "What came of it?": "Service unavailable",
    "Why is there no service?": "Not for this age",
}
PROTECTION = {"What does she need?": "Physical protection", "How soon?": "Within 1 day", "What came of it?": "Referred"}
REFERRAL = {
    "For which service?": "Physical protection",
    "Who?": "Directorate of family and child protection",
    "On what ground?": "She agreed",
    "How soon is it needed?": "Within 1 day",
}
TAKE_IT_DOWN = "digital.removal.take_it_down"


def test_a_child_case_from_an_empty_agency_to_its_closing(visit, running_demo):
    agency = steps.new_agency(running_demo[1], "J02")
    visit.sign_in(*agency.manager)
    see(visit, "Nothing is due. When you open a case, its next steps appear here, the most urgent first.")
    key = steps.open_case(visit, INTAKE)
    see(
        visit,
        "Child · TF-CSEA",
        OFFLINE,
        "Child protection steps start today. Never look at, copy or keep the material.",
    )
    high_risk(visit, key)
    nothing_digital_before_consent(visit, key)
    consent_by_best_interest(visit, key)
    safety_plan_without_the_guardian(visit, key)
    take_it_down_is_advised(visit, key)
    take_it_down_before_its_turn(visit, key)
    two_needs(visit, key)
    a_referral_that_is_followed(visit, key)
    ending.close(visit, key, agency)
    see(visit, OFFLINE)
    assert visit.outside() == []


def high_risk(visit, key):
    due(visit, "Assess the risk and decide its level")
    start(visit, key, "safety.risk_assessment")
    see(visit, "act within 24 hours", "Abuse material of the child is on record")  # before anything is answered
    fill(visit, answers.DANGER | answers.KINDS | THE_CHILD)
    see(visit, "Do not ask a guardian who may harm for consent, and do not warn them.")
    fill(visit, answers.OUTLOOK)
    see(visit, "act within 24 hours")
    fill(visit, {"Which level do you decide?": "High"})
    send(visit, "Risk assessment")
    see(visit, "▲ High risk")
    expect(visit.page.get_by_text(re.compile(r"Act by tomorrow .* 23 h 5\d min left"))).to_be_visible()
    due(visit, "First safety action or urgent referral", "High risk was decided: act within 24 hours.")
    not_due(visit, "Assess the risk and decide its level", "Complete the consent for the child")


def nothing_digital_before_consent(visit, key):
    tab(visit, "Digital")
    expect(visit.widget(f"case.{key}.digital.removal_request.start").get_by_role("button")).to_be_disabled()
    steps.mark(visit, key, TAKE_IT_DOWN, "Done")
    see(visit, "This needs her consent: Digital steps and removal of content. It is not on record.")


def consent_by_best_interest(visit, key):
    tab(visit, "Consent")
    start(visit, key, "consent.consent")
    fill(visit, CONSENT)
    fill(visit, {"Which services may she be referred to?": "Physical protection"})
    send(visit, "Consent")
    for scope in ("information_sharing", "digital_action", "referral-physical_protection"):
        expect(visit.widget(f"case.{key}.consent.row.{scope}")).to_contain_text("Given")
    expect(visit.widget(f"case.{key}.consent.row.law_enforcement")).to_contain_text("Not given")


def safety_plan_without_the_guardian(visit, key):
    due(visit, "Make the safety plan together with her")
    steps.follow(visit, key, "safety.make_safety_plan", "Safety")
    start(visit, key, "safety.safety_plan")
    fill(visit, PLAN | {"When do you look at it again together?": steps.day(7)})
    send(visit, "Safety plan")
    not_due(visit, "Make the safety plan together with her")


def take_it_down_is_advised(visit, key):
    due(visit, "Find out with her where to report or remove the images")
    steps.follow(visit, key, "digital.find_route", "Digital")
    start(visit, key, "digital.route")
    fill(visit, answers.ROUTE)
    see(visit, "for images from before 18", "nobody uploads the image or hands it over", "Child protection procedure.")
    see(visit, "Material from before 18 is never saved, sent or shown.")
    expect(visit.page.get_by_text("StopNCII")).to_have_count(0)
    send(visit, "Where to report or remove")
    not_due(visit, "Find out with her where to report or remove the images")


def take_it_down_before_its_turn(visit, key):
    steps.mark(visit, key, TAKE_IT_DOWN, "Done")
    see(visit, "Not saved yet. This comes first:", "Digital: Assess digital risk")
    anyway = visit.widget(f"case.{key}.{TAKE_IT_DOWN}.anyway").get_by_role("button")
    expect(anyway).to_be_disabled()
    fill(visit, {"If it cannot wait: why?": "She wants it this way"})
    anyway.click()
    see_settled(visit, "Take It Down: for images from before 18")
    tab(visit, "History")
    see(visit, "Done before its turn: Take It Down: for images from before 18. She wants it this way")


def two_needs(visit, key):
    tab(visit, "Referrals")
    for need in (NO_SHELTER, PROTECTION):
        start(visit, key, "needs.need")
        fill(visit, need)
        send(visit, "Need")
    due(visit, "Look again for: Safe house or shelter", "Record the referral: Physical protection")


def a_referral_that_is_followed(visit, key):
    start(visit, key, "needs.referral")
    fill(visit, REFERRAL)
    send(visit, "Referral")
    see(visit, "First action today")
    not_due(visit, "Record the referral: Physical protection", "First safety action or urgent referral")
    steps.update(visit, key, "needs.referral", "child protection · Sent")
    fill(visit, {"Where does it stand?": "Accepted", "They answered on": steps.day()})
    send(visit, "Referral")
    due(visit, "Ask whether she received the service: Physical protection")
    steps.update(visit, key, "needs.referral", "child protection · Accepted")
    fill(visit, {"Where does it stand?": "Completed: service received", "She received the service on": steps.day()})
    send(visit, "Referral")
    not_due(visit, "Ask whether she received the service: Physical protection")
