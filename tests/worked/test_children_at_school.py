"""A girl in Mosul: a deepfake and her address in a class group. From opening until she moves, read against the guide."""

from dashboard.actions.supervisor import assigning
from dashboard.casework import permitted
from dashboard.projection import derive
from tests.worked.children import (
    AGREED,
    CARE,
    CHILD,
    DIGITAL,
    HAPPENED,
    IMAGE,
    INCIDENT,
    NO_RISK,
    PLAN,
    PLANNING,
    REQUEST,
    RISK,
    ROUTE,
    TAKEN_DOWN,
    TALK,
    advice,
    day,
    ends,
    mark,
    needless,
    numbers,
    referral,
    seen,
    states,
)


def test_mosul_12_a_deepfake_and_her_address_in_a_class_group(begin):
    types = ("deepfake", "doxing", "online_sexual_harassment")
    case = begin(
        **CHILD, age=12, governorate="IQ-NI", violence_types=types, primary_violence_type="deepfake", platforms=("whatsapp",),
        primary_platform="whatsapp", guardian_consent="no", best_interest_by="child_protection",
    )  # fmt: skip

    # Made by a computer or not: it is abuse material of a child, in the strip, the risk, and what is due.
    assert case.opened.work.has_child_material(case.context, case.opened.case)
    assert seen(case, RISK, {}).answers["suggested_level"] == "high"
    assert case.due_in("safety.child_protection") == 12
    answers = NO_RISK | {
        "self_harm": "not_asked", "harassment": "continued", "public": "yes", "emotional": "yes", "guardian_harm": "not_asked",
        "source_perpetrator": "creates", "source_community": "expands", "perpetrator_reach": ["nearby"],
        "restrictions": ["education"], "course": "worse", "level": "high",
    }  # fmt: skip
    assert "guardian_not_known" in seen(case, RISK, answers).relevant
    case.send(RISK, answers)
    assert case.level == ("high", "high", {
        "guardian_unclear", "ideation", "continued_harassment", "child_material", "exposure_or_extortion", "emotional",
        "escalating", "community_pressure", "restricted", "perpetrator_near",
    })  # fmt: skip
    assert case.hours_left == 24 and case.due_in("safety.child_protection") == 1
    assert not case.opened.unsafe, "not known is not unsafe: nobody is accused"
    assert case.lines[0].service.name == "family_protection_139"
    assert set(numbers(case)) == {"139", "104", "497", "131"}, "911 is for the south and centre"

    # Child protection, and no proof: neither of the image nor in the class group.
    happened = HAPPENED | {
        "relationship": "schoolmate",
        "known_in_person": "yes",
        "perpetrators": "more_than_3",
        "access": ["physical"],
    }
    case.send(
        INCIDENT,
        happened
        | IMAGE
        | {"content_kind": ["image", "text"], "ai_generated": "yes", "content_status": "private_recipients"},
    )
    consent = AGREED | {"guardian_consent": "no", "referrals": ["child_protection", "education"]}
    case.send("core.consent", consent)
    mark(case, "safety.protection.child_protection")
    case.send(
        "core.referral", referral(case, "child_protection", urgency="1_hour", service="legal__family_protection_139")
    )
    assert case.hours_left is None
    digital = DIGITAL | {
        "content": ["image", "text"],
        "content_status": "private_recipients",
        "device": "private",
        "ai_generated": "yes",
    }
    assert {"use_take_it_down", "no_proof_of_child"} <= seen(
        case, "digital.digital_risk", digital | {"evidence": "explained"}
    ).relevant
    case.send("digital.digital_risk", digital | {"would_escalate": "no", "evidence": "explained"})
    assert "never copied or kept" in needless(case)["digital.removal.evidence"]
    way = ROUTE | {
        "content": ["image", "text"], "content_status": "private_recipients", "platforms": ["whatsapp"],
        "threat": ["none"], "device": "private", "would_escalate": "no",
    }  # fmt: skip
    assert advice(case, way) == ["child_protection", "no_copies", "take_it_down", "platform", "trusted_partner"]
    case.send("digital.route", way)
    case.send(
        REQUEST,
        TAKEN_DOWN
        | {"violence_type": "deepfake", "platform": "whatsapp", "request_date": day(case), "submitted_by": "survivor"},
    )

    # She could not be asked about self-harm: at the next contact, within 48 hours at the latest.
    care = CARE | {
        "self_harm": "not_asked",
        "child_signs": ["shame", "school"],
        "functioning": "hardly",
        "caregiver_response": "mixed",
    }
    case.send("mhpss.assessment", care)
    assert case.due_in("mhpss.ask_self_harm") == 48
    assert "mhpss.support.referral" not in needless(case), "what was not asked settles nothing"
    case.pass_hours(3)
    case.send("core.follow_up", TALK | {"held_on": day(case), "next_due": day(case, 1), "risk_change": "same"})
    assert case.due_in("mhpss.ask_self_harm") == 21, "when they meet again tomorrow morning"
    case.pass_hours(24)
    case.send("mhpss.assessment", care | {"self_harm": "none", "caregiver_response": "protective"})
    assert "mhpss.ask_self_harm" not in case.tasks

    # School stays open for her: a need, and a referral with its task.
    assert states(case).get(("safety", "protection", "school"), "pending") == "pending"
    case.send(
        "core.need", {"service_type": "education", "need_date": day(case), "urgency": "3_days", "outcome": "referred"}
    )
    to_refer = next(task for task in case.tasks if task.startswith("core.refer_"))
    assert case.due_in(to_refer) == 72
    case.send("core.referral", referral(case, "education", urgency="3_days"))
    assert to_refer not in case.tasks
    mark(case, "safety.protection.school", override="life_in_danger")

    # The guardian could be asked by now, and protects her.
    case.send(RISK, answers | {"guardian_harm": "no", "self_harm": "none", "level": "medium"})
    assert case.level[:2] == ("medium", "medium") and case.hours_left == 48
    case.send(PLANNING, PLAN | {"caregiver_part": "yes", "review_date": day(case, 7)})
    case.approve()

    # The family moves. Another agency takes over; she stays counted once, here, and the page says so.
    transfer = ends(case) | {"reasons": ["left_area", "transferred_organization"]}
    shown = seen(case, "core.closure", transfer)
    assert "counted_here" in shown.relevant
    assigning.set_aside(case.context, case.supervisor, case.key, case.opened.case.version, "transferred")
    moved = case.opened
    assert derive.reportable(moved.case) and "stays counted once, here" in permitted.why_closed(
        moved.case, moved.work.consents
    )
    assert "stays counted once, here" in case.refused(RISK, answers)
    assert not case.tasks and case.hours_left is None
