"""A girl in Baghdad is groomed in a game; her mother protects her. From opening to closing, read against the guide."""

from tests.worked.children import (
    AGREED,
    CARE,
    CHILD,
    DIGITAL,
    FILING,
    HAPPENED,
    IMAGE,
    INCIDENT,
    NO_RISK,
    PLAN,
    REQUEST,
    RISK,
    ROUTE,
    TAKEN_DOWN,
    TALK,
    WEIGH,
    WEIGHED,
    advice,
    answer_in,
    day,
    ends,
    mark,
    needless,
    numbers,
    referral,
    seen,
    states,
)


def test_baghdad_14_groomed_in_a_game_her_mother_protects_her(begin):
    types = ("online_grooming", "self_generated_content")
    case = begin(
        **CHILD, age=14, governorate="IQ-BG", violence_types=types, primary_violence_type="online_grooming",
        platforms=("game",), guardian_consent="yes",
    )  # fmt: skip

    # Images of a child online are a strong sign of abuse offline: high before anything is answered, child protection today.
    assert seen(case, RISK, {}).answers["suggested_level"] == "high"
    assert "material_note" in seen(case, RISK, {}).relevant
    assert case.due_in("safety.child_protection") == 12
    answers = NO_RISK | {
        "blackmail": "pressure", "emotional": "yes", "offline_abuse": "unknown", "source_family": "mitigates",
        "source_perpetrator": "creates", "likelihood": "possible", "course": "worse", "level": "high",
    }  # fmt: skip
    case.send(RISK, answers)
    reasons = {"offline_unclear", "child_material", "exposure_or_extortion", "emotional", "escalating"}
    assert case.level == ("high", "high", reasons)
    assert case.hours_left == 24 and case.due_in("safety.make_safety_plan") == 24
    assert case.due_in("safety.child_protection") == 1

    # The contact for child protection leads the plan; then the lines of Baghdad, none of the Kurdistan Region.
    assert [entry.service.name for entry in case.lines[:2]] == [
        "family_protection_139",
        "child_protection_coordination",
    ]
    assert set(numbers(case)) == {"139", "104", "911", "497", "131"}

    # She agrees, and so does her mother, who protects her. The referral within the hour stops the clock.
    case.pass_hours(0.5)
    case.send(INCIDENT, HAPPENED | IMAGE | {"content_status": "private_recipients"})
    case.send(
        "core.consent", AGREED | {"agreed_by": "guardian", "referrals": ["child_protection", "mhpss_specialised"]}
    )
    mark(case, "safety.protection.child_protection")
    case.send(
        "core.referral", referral(case, "child_protection", urgency="1_hour", service="legal__family_protection_139")
    )
    assert case.hours_left is None and "safety.child_protection" not in case.tasks
    assert answer_in(case) == 1

    # No proof is kept of it: "kept it herself" is no answer for a child, and the step is settled.
    watched = DIGITAL | {"content_status": "private_recipients", "device": "shared"}
    shown = seen(case, "digital.digital_risk", watched)
    assert {choice.name for choice in shown.choices["evidence"]} == {
        "explained",
        "not_wanted",
        "unsafe",
        "child_protection",
    }
    assert {
        "no_proof_of_child",
        "on_the_phone",
        "safe_device_first",
    } <= shown.relevant and "use_take_it_down" not in shown.relevant
    assert case.refused("digital.digital_risk", watched | {"evidence": "preserved_by_survivor"})
    case.send("digital.digital_risk", watched | {"evidence": "explained"})
    assert "never copied or kept, not as proof" in needless(case)["digital.removal.evidence"]

    # From a phone that is watched nothing is done; on a safe one she sends it herself, her mother beside her.
    way = ROUTE | {"content_status": "private_recipients", "platforms": ["game"], "threat": ["extortion"]}
    assert advice(case, way | {"device": "shared"})[:3] == ["safe_device", "child_protection", "wait"]
    assert "take_it_down" not in advice(case, way | {"device": "shared"}) + advice(case, way | {"device": "other"})
    assert case.due_in("digital.safe_device") == 23.5
    case.pass_hours(2)
    assert advice(case, way | {"device": "private"}) == [
        "child_protection", "wait", "no_copies", "take_it_down", "platform", "trusted_partner",
    ]  # fmt: skip
    case.send("digital.route", way | {"device": "private"})
    assert "digital.safe_device" not in case.tasks
    assert "stopncii" not in {choice.name for choice in seen(case, REQUEST, TAKEN_DOWN).choices["channel"]}
    assert "any image is from before 18" in case.refused(REQUEST, TAKEN_DOWN | {"image_depicts_minor": "no"})
    case.send(REQUEST, TAKEN_DOWN | {"platform": "game", "submitted_by": "guardian", "request_date": day(case)})
    assert states(case)["digital", "removal", "take_it_down"] == "done"

    # Her plan, made with her and her mother; care that a specialist takes over is a referral with its task.
    case.send("safety.safety_plan", PLAN | {"caregiver_part": "yes", "review_date": day(case, 7)})
    case.send("mhpss.assessment", CARE | {"care": "specialised", "referral": "made", "child_provider": "yes"})
    assert case.due_in("core.record_mhpss_specialised") == 24
    case.send("core.referral", referral(case, "mhpss_specialised", "accepted"))
    assert "core.record_mhpss_specialised" not in case.tasks

    # A child is never alone at a complaint, and "not to report" is decided in her best interests.
    told = seen(case, WEIGH, WEIGHED | {"decision": "report"})
    assert {choice.name for choice in told.choices["authority"]} == {
        "police_911", "police_104", "community_police_497", "family_protection_139", "national_security_131",
    }  # fmt: skip
    alone = WEIGHED | {"decision": "report", "authority": "family_protection_139", "accompany": "declined"}
    assert "A child is always accompanied" in case.refused(WEIGH, alone)
    with_mother = alone | {"accompany": "yes", "accompany_by": "guardian"}
    assert "one of you, or of another agency, always goes along" in case.refused(WEIGH, with_mother)
    before = with_mother | {"accompany_by": "agency", "procedure_followed": "no"}
    assert "follows the child protection procedure" in case.refused(WEIGH, before)
    went_alone = seen(case, "legal.complaint", {"accompanied": "declined"})
    assert "child_alone" in went_alone.relevant and "told_supervisor" in went_alone.required
    assert case.refused(WEIGH, WEIGHED | {"decision": "not_report"})
    assert not [step for step in needless(case) if step.startswith("legal")]
    case.send(WEIGH, WEIGHED | {"decision": "not_report", "best_interest_by": "child_protection"})
    settled = {step: why for step, why in needless(case).items() if step.startswith("legal.choice.")}
    assert set(settled) == {f"legal.choice.{step}" for step in FILING}
    assert set(settled.values()) == {"It was decided in the child's best interests not to report."}

    # A week later it is calmer. Closing needs a new assessment, and a decision on what is open.
    case.pass_hours(24 * 7)
    case.send("core.follow_up", TALK | {"held_on": day(case), "recommend_close": "yes"})
    assert "assess_first" in seen(case, "core.closure", ends(case)).relevant
    assert case.refused("core.closure", ends(case))
    case.send(RISK, NO_RISK | {"source_family": "mitigates", "level": "medium"})
    assert case.level == ("medium", "medium", {"child_material"}) and case.hours_left == 48
    assert "Say what becomes of each" in case.refused("core.closure", ends(case) | {"still_open": []})
    case.send("core.closure", ends(case))
    assert case.opened.case.status == "open", "until the supervisor has looked at it"
    case.approve()
    assert case.opened.case.status == "closed" and not case.tasks and case.hours_left is None
