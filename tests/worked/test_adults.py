"""Three women, from the opening of their case to its closing, as the guide would have them helped.

Each story is one test: what the case manager does, and what the dashboard answers. docs/worked-cases.md tells them in words.
"""

from tests.worked.adults import (
    AGREES,
    BASRA,
    BASRA_DIGITAL,
    BASRA_INCIDENT,
    BASRA_MIND,
    BASRA_REPORTS,
    BASRA_RISK,
    CLOSING,
    COMPLAINT,
    DUHOK,
    DUHOK_DEVICE_PLAN,
    DUHOK_DIGITAL,
    DUHOK_INCIDENT,
    DUHOK_RISK,
    ERBIL,
    ERBIL_DIGITAL,
    ERBIL_INCIDENT,
    ERBIL_RISK,
    LEGAL,
    PLAN,
    STOPNCII,
    TALK,
    UNHARMED,
)

FILING = {"authority", "evidence", "cybercrime_unit", "prepare", "accompany", "complaint"}
"""Steps in legal help that only somebody needs who reports."""
STAYING = ("legal.choice.protection_plan", "legal.choice.shelter", "legal.choice.follow_up", "legal.choice.support")
"""Steps in legal help that protect and support her, whatever she decides."""


def test_erbil_a_former_fiance_threatens_to_send_images_to_her_family(begin):
    her = begin(**ERBIL)
    assert her.due_in("safety.assess_risk") == 24

    # Danger first. The threat is credible, the blackmail severe: high risk, to be acted on within 24 hours.
    her.send("safety.risk_assessment", ERBIL_RISK)
    level, suggested, reasons = her.level
    assert (level, suggested) == ("high", "high")
    assert reasons == {
        *("credible_threat", "severe_extortion", "likely_soon"),
        *("possible_violence", "family_pressure", "partner_danger", "perpetrator_near", "emotional", "escalating"),
    }
    assert her.hours_left == 24
    assert {task for task in her.tasks if her.tasks[task].due and her.due_in(task) == 24} == {
        "safety.first_action",
        "safety.make_safety_plan",
        "digital.digital_risk",
        "digital.find_route",
        "mhpss.mhpss_soon",
    }
    her.send("core.incident", {"incident_month": her.day(-20)} | ERBIL_INCIDENT)
    assert {"partner", "relative"} <= set(her.opened.unsafe)

    # Whom to call: the lines of Erbil, and not those of another governorate.
    assert [line.key for line in her.lines] == ["safety.dcvaw_119", "safety.police_kri", "legal.asayish_erbil"]
    assert her.services("safe_house_shelter") == {"safety.dcvaw_119"}
    assert her.services("police_security") == {"safety.dcvaw_119", "safety.police_kri", "legal.asayish_erbil"}
    assert her.services("family_mediation") == set()
    for form in ("core.need", "core.referral"):
        assert "mediation" in her.shown(form, {"service_type": "family_mediation"}).relevant

    # Safety before anything digital. She has an aunt to go to, and a word that means "help".
    her.pass_hours(1)
    her.send("safety.safety_plan", PLAN | {"review_date": her.day(7)})
    assert her.mark("safety.protection.safe_contact").saved
    assert her.hours_left == 23, "a plan is not yet an action"
    assert her.mark("safety.protection.first_action").saved
    assert her.hours_left is None
    assert "safety.first_action" not in her.tasks and her.due_in("safety.review_safety_plan") == 167

    # Nobody is referred without her yes to this service.
    shelter = {"service_type": "safe_house_shelter", "service": "safety__dcvaw_119", "urgency": "1_day"}
    asked = "Her consent to this referral is not on record. Record it under Consent, then send this in."
    assert asked in her.refused("core.referral", shelter | {"consent_basis": "consented"})
    her.send("core.consent", AGREES | {"referrals": ("mhpss_specialised",)})
    her.send("mhpss.assessment", BASRA_MIND | {"distress": "severe", "self_harm": "none"})
    assert her.due_in("core.record_mhpss_specialised") == 24
    her.send("core.referral", {"service_type": "mhpss_specialised", "consent_basis": "consented", "urgency": "3_days"})
    assert "core.record_mhpss_specialised" not in her.tasks
    assert [due for task, due in _due(her).items() if task.startswith("core.answer_")] == [72]

    # StopNCII is the first way to act: nobody notices it. What he could notice waits until the plan is made.
    her.send("digital.digital_risk", ERBIL_DIGITAL)
    her.send("digital.route", {"reported": "not_yet", "threat": ("publish", "extortion"), "law": "no", "chosen": "now"})
    advice = her.newest("digital.route")["advice"].split()
    assert advice == ["evidence", "stopncii", "wait_seen", "trusted_partner"] and "wait" not in advice
    assert "StopNCII takes only images" in her.refused(
        "digital.removal_request", STOPNCII | {"image_depicts_minor": "yes"}
    )
    her.send("digital.removal_request", STOPNCII)
    assert her.state("digital.removal.stopncii") == "done"

    # She is told both ways, and decides not to report. Filing is not needed then; protection and support stay.
    offered = {choice.name for choice in her.shown("legal.risk_benefit", {"decision": "report"}).choices["authority"]}
    assert offered == {"dcvaw_119", "police_104", "asayish_erbil"}
    weighed = LEGAL | {"risks": ("retaliation", "family"), "honour_escalates": "possible"}
    her.send("legal.risk_benefit", weighed | {"decision": "not_report"})
    assert her.needless("legal") == {f"choice.{step}": "She decided not to report." for step in FILING}
    assert [her.state(step) for step in STAYING] == ["pending"] * 4
    assert not [task for task in her.tasks if task.startswith("legal.")]

    # A week later she thinks of it again: every step is back. A brother who widens the danger does not go with her.
    her.pass_hours(7 * 24)
    her.send("legal.risk_benefit", weighed | {"decision": "undecided"})
    assert her.needless("legal") == {}
    assert {her.state(f"legal.choice.{step}") for step in FILING} == {"pending"}
    assert her.due_in("legal.ask_decision") == 14 * 24
    going = BASRA_REPORTS | {"authority": "dcvaw_119"}
    for company in ("relative", "partner"):
        why = her.refused("legal.risk_benefit", weighed | going | {"accompany_by": company})
        assert "may be the one who harms" in why and "Go with her yourself" in why
    her.send("legal.risk_benefit", dict.fromkeys(going) | weighed | {"decision": "not_report"})
    assert len(her.needless("legal")) == len(FILING)

    # Closing is refused while something is open and the risk was not assessed since somebody acted.
    closing = CLOSING | {"content_status": "threatened_only"}
    assert "without_assessment" in her.shown("core.closure", closing).missing
    why = her.refused("core.closure", closing)
    assert "Referral without an end: Specialised mental health care" in why
    assert "Not approved by the supervisor yet, such as a plan" in why
    her.approve()
    her.revise("core.referral", {"status": "completed", "responded_on": her.day(), "service_on": her.day()})
    her.send("safety.safety_plan", {"reviewed": "yes", "review_date": her.day(30)})
    her.approve()
    assert "This question needs an answer." in her.refused("core.closure", closing), "the risk, since then"
    her.pass_hours(24)
    her.send("safety.risk_assessment", UNHARMED | {"perpetrator_reach": ("contact",), "level": "normal"})
    assert her.level[1] == "normal"
    her.send("core.closure", closing | {"still_open": None})
    assert her.opened.case.status == "open", "the supervisor decides"
    her.approve()
    assert (her.opened.case.status, her.hours_left, her.tasks) == ("closed", None, {})


def test_basra_a_teacher_whose_address_is_published_with_hate(begin):
    her = begin(**BASRA)

    # Harassment goes on, private information is public, and she thinks of suicide without a plan: medium, 48 hours.
    her.send("safety.risk_assessment", BASRA_RISK)
    level, suggested, reasons = her.level
    assert (level, suggested) == ("medium", "medium")
    assert reasons == {
        *("ideation", "continued_harassment", "exposure_or_extortion"),
        *("emotional", "community_pressure", "network_danger"),
    }
    assert her.hours_left == 48
    assert her.due_in("safety.first_action") == her.due_in("safety.make_safety_plan") == 48
    her.send("core.incident", {"incident_month": her.day(-5)} | BASRA_INCIDENT)
    assert her.opened.unsafe == {}

    # Federal Iraq, in the south: 911 and 131 are hers, no line of the Kurdistan Region is.
    federal = {"safety.emergency_911", "safety.police_104", "safety.community_police_497"}
    federal |= {"legal.family_protection_139", "legal.national_security_131"}
    assert {line.key for line in her.lines} == federal == her.services("police_security")

    # Thoughts of suicide: a specialist has taken over within 72 hours. That a referral was sent is not enough.
    agreed = {"referrals": ("mhpss_specialised",), "law_enforcement": "yes"}
    her.send("core.consent", AGREES | agreed)
    her.send("mhpss.assessment", BASRA_MIND)
    assert her.due_in("mhpss.thoughts") == 72 and her.due_in("core.record_mhpss_specialised") == 24
    her.send("core.referral", {"service_type": "mhpss_specialised", "consent_basis": "consented", "urgency": "1_day"})
    assert her.hours_left is None, "an urgent referral is a first action"
    assert her.due_in("mhpss.thoughts") == 72
    assert "it is not on record that anyone has accepted" in her.tasks["mhpss.thoughts"].reason
    her.pass_hours(30)
    her.revise("core.referral", {"status": "accepted", "responded_on": her.day()})
    assert "mhpss.thoughts" not in her.tasks
    her.send("safety.safety_plan", PLAN | {"shelter": "not_needed", "review_date": her.day(13)})
    assert "safety.make_safety_plan" not in her.tasks
    her.approve()

    # Proof that she keeps herself, then the platform's own report.
    her.send("digital.digital_risk", BASRA_DIGITAL)
    her.send("digital.route", {"reported": "not_yet", "threat": ("none",), "law": "later", "chosen": "now"})
    assert her.newest("digital.route")["advice"].split() == ["evidence", "platform", "trusted_partner"]
    report = {"channel": "in_app", "image_depicts_minor": "no_image", "submitted_by": "survivor"}
    assert her.state("digital.removal.evidence") == "done"
    her.send("digital.removal_request", report)
    assert [due for task, due in _due(her).items() if task.startswith("digital.removal_")] == [162], "a week, at nine"

    # No answer: INSM or Tech4Peace, and the platform is advised no more.
    her.pass_hours(7 * 24)
    her.revise("digital.removal_request", {"outcome": "no_response"})
    further = next(task for name, task in her.tasks.items() if name.startswith("digital.removal_"))
    assert further.reason == "There was no answer. INSM or Tech4Peace may be heard sooner."
    her.send("digital.route", {"reported": "no_answer", "threat": ("none",), "law": "yes", "chosen": "now"})
    assert her.newest("digital.route")["advice"].split() == ["evidence", "trusted_partner", "law_enforcement"]
    her.revise("digital.removal_request", {"escalated_to": "insm", "escalated_on": her.day()})
    assert her.services("content_removal") == {"digital.insm", "digital.tech4peace"}

    # She decides to report. The plan for the day they learn of it comes first, and she does not go alone.
    authorities = {choice.name for choice in her.shown("legal.risk_benefit", BASRA_REPORTS).choices["authority"]}
    assert {"police_911", "national_security_131"} <= authorities
    assert not {"dcvaw_119", "asayish_erbil", "asayish_sulaimani"} & authorities
    too_early = her.refused("legal.complaint", COMPLAINT | {"filed_on": her.day(), "next_contact": her.day(14)})
    assert "Plan for the moment when the perpetrator learns of it" in too_early
    her.send("legal.risk_benefit", LEGAL | BASRA_REPORTS)
    assert "legal.prepare_complaint" in her.tasks
    her.send("legal.complaint", COMPLAINT | {"filed_on": her.day(), "next_contact": her.day(14)})
    assert her.state("legal.choice.accompany") == her.state("legal.choice.complaint") == "done"

    # Somebody took revenge: the risk is assessed again within a day, and more help is asked for.
    her.pass_hours(24)
    worse = {"risk_change": "higher", "retaliation": "yes", "goal_safety": "in_progress", "next_due": her.day(3)}
    her.send("core.follow_up", TALK | worse)
    assert her.due_in("safety.reassess_now") == her.due_in("safety.reassess") == 24
    assert "core.record_any" not in her.tasks, "the referral that was followed is on record"
    her.send("safety.risk_assessment", BASRA_RISK | {"threats": "vague", "course": "worse"})
    assert her.level[:2] == ("medium", "medium") and {"vague_threat", "escalating"} <= her.level[2]
    assert her.hours_left == 48, "a new decision asks for a new action"
    assert her.mark("safety.protection.first_action").saved
    her.send("safety.safety_plan", {"reviewed": "yes", "review_date": her.day(14)})
    her.approve()

    # Four weeks later it is quiet, and her needs are met.
    her.pass_hours(28 * 24)
    her.revise("digital.removal_request", {"outcome": "removed_full", "outcome_date": her.day()})
    her.revise("core.referral", {"status": "completed", "service_on": her.day()})
    her.revise("legal.complaint", {"outcome": "closed", "outcome_date": her.day()})
    her.send("core.follow_up", TALK | {"recommend_close": "yes", "contact_through": None, "goal_digital": "met"})
    assert "core.close" in her.tasks
    closing = CLOSING | {"content_status": "removed"}
    assert "without_assessment" in her.shown("core.closure", closing).missing
    her.pass_hours(1)
    her.send("mhpss.assessment", BASRA_MIND | {"distress": "mild", "self_harm": "none", "care": "basic"})
    her.send("safety.risk_assessment", UNHARMED | {"level": "normal"})
    her.send("core.closure", closing)
    her.approve()
    assert (her.opened.case.status, her.tasks) == ("closed", {})


def test_duhok_a_husband_who_reads_her_phone_and_has_hit_her(begin):
    her = begin(**DUHOK)
    her.send("safety.risk_assessment", DUHOK_RISK)
    level, suggested, reasons = her.level
    assert (level, suggested, her.hours_left) == ("high", "high", 24)
    assert reasons == {
        *("physical", "likely_soon", "vague_threat", "restricted", "watched"),
        *("perpetrator_near", "partner_danger", "emotional", "escalating"),
    }

    # She cannot be asked any more before it has to be done: shelter through 119, because her life is in danger.
    assert her.services("safe_house_shelter") == {"safety.dcvaw_119"}
    shelter = {"service_type": "safe_house_shelter", "service": "safety__dcvaw_119", "urgency": "1_hour"}
    assert "not on record" in her.refused("core.referral", shelter | {"consent_basis": "consented"})
    her.send("core.referral", shelter | {"consent_basis": "life_in_danger"})
    assert her.hours_left is None and her.state("safety.protection.urgent_referral") == "done"
    assert [due for task, due in _due(her).items() if task.startswith("core.answer_")] == [1]
    her.send("core.incident", {"incident_month": her.day(-20)} | DUHOK_INCIDENT)

    # Duhok has no Asayish in the guide's table: the directorate against violence and the police are there.
    assert [line.key for line in her.lines] == ["safety.dcvaw_119", "safety.police_kri"]
    numbers = {number for line in her.lines for _kind, number in line.service.channels}
    assert numbers == {"119", "104", "+964 750 808 8080"}
    offered = {choice.name for choice in her.shown("legal.risk_benefit", {"decision": "report"}).choices["authority"]}
    assert offered == {"dcvaw_119", "police_104"}

    # Her phone is watched: a safe device first; no account is changed and no image tool used from this one.
    her.send("core.consent", AGREES | {"law_enforcement": "no", "referrals": ("safe_house_shelter",)})
    measures = {choice.name for choice in her.shown("digital.digital_risk", DUHOK_DIGITAL).choices["measures"]}
    assert measures == {"safe_device", "report", "trusted_partner"}
    her.send("digital.digital_risk", DUHOK_DIGITAL)
    assert her.due_in("digital.safe_device") == 24
    assert her.needless("digital")["removal.evidence"] == "It is not safe for her to keep proof."
    route = {"threat": ("violence",), "law": "no", "chosen": "later"}
    her.send("digital.route", route)
    assert her.newest("digital.route")["advice"].split() == ["safe_device", "wait"]
    states = {choice.name for choice in her.shown("digital.digital_plan", DUHOK_DEVICE_PLAN).choices["passwords"]}
    assert states == {"planned", "not_needed", "unsafe_now"}, "not done: he would see it"
    assert her.refused("digital.digital_plan", DUHOK_DEVICE_PLAN | {"passwords": "done", "review_date": her.day(3)})
    her.send("digital.digital_plan", DUHOK_DEVICE_PLAN | {"passwords": "planned", "review_date": her.day(3)})
    assert her.state("digital.removal.safe_device") == "pending"

    # She wants no police. Filing is not needed; that he may take revenge is still watched.
    assert {name.partition(".")[2] for name in her.needless("legal")} == {
        *("cybercrime_unit", "prepare", "accompany", "complaint"),
    }
    assert [her.state(step) for step in STAYING] == ["pending"] * 4

    # Her husband goes nowhere with her, agrees for her to nothing, and is no way to reach her.
    her.send("safety.safety_plan", PLAN | {"shelter": "offered", "escort": "in_place", "review_date": her.day(2)})
    company = {"accompany": "yes", "accompany_by": "partner", "decision": "report", "authority": "dcvaw_119"}
    going = LEGAL | BASRA_REPORTS | company
    contact = TALK | {"contact_through": "partner", "next_due": her.day(2)}
    for form, answers in (("legal.risk_benefit", going), ("core.follow_up", contact)):
        why = her.refused(form, answers)
        assert "a husband, fiancé or partner may be the one who harms" in why and "Do not warn them" in why
    assert "An adult decides for herself" in her.refused("core.consent", {"given_by": "caregiver"})
    agreed_by = her.refused("core.consent", {"given_by": "other", "agreed_by": "partner"})
    assert "may be the one who harms" in agreed_by

    # She cannot be reached. Nothing holds the closing up, and what stays open is written down.
    her.pass_hours(48)
    her.send("core.follow_up", {"mode": "not_reached"})
    assert her.due_in("core.follow_up") == 72
    assert "only by a way that she said is safe" in her.tasks["core.follow_up"].reason
    her.pass_hours(35 * 24)
    lost = {"reasons": ("no_contact",), "safety_plan_reviewed": "no", "told_can_return": "no"}
    her.send("core.closure", lost | {"not_told_reason": "no_contact", "content_status": "unknown"})
    assert her.newest("core.closure")["still_open"] == [
        {"kind": "referral", "service_type": "safe_house_shelter", "decision": "stays_open"},
        {"kind": "review", "decision": "stays_open"},
    ]
    her.approve()
    assert (her.opened.case.status, her.tasks) == ("closed", {})

    # She comes back. Her level is that of before: the risk is assessed again within a day, before it is closed again.
    her.pass_hours(20 * 24)
    her.send("core.reopening", {"reason": "violence_again", "consent_again": "yes"})
    assert her.opened.case.status == "open" and "partner" in her.opened.unsafe
    assert her.due_in("safety.reassess_now") == 24
    assert her.tasks["safety.reassess_now"].reason == "She came back, and the level is from before the case was closed."
    assert [task for task in her.tasks if task.startswith("core.answer_")], "the referral is still open"
    assert "without_assessment" in her.shown("core.closure", CLOSING).missing, "not on the level of before"
    her.send("safety.risk_assessment", DUHOK_RISK | {"danger_now": "yes"})
    assert (her.level[1], her.hours_left) == ("high", 24) and "safety.reassess_now" not in her.tasks


def _due(her):
    return {name: her.due_in(name) for name, task in her.tasks.items() if task.due}
