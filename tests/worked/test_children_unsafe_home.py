"""A girl in Sulaymaniyah is extorted, and nobody at home is safe. From opening to closing, read against the guide."""

import pytest

from dashboard.actions.supervisor import reviews
from dashboard.actions.work import consents
from dashboard.errors import NotAllowed, RecordError
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
    TAKEN_DOWN,
    TALK,
    WEIGH,
    WEIGHED,
    answer_in,
    day,
    ends,
    mark,
    numbers,
    referral,
    revise,
    seen,
    strip,
)


def test_sulaymaniyah_16_extortion_and_nobody_at_home_is_safe(begin):
    types = ("sexual_extortion",)
    case = begin(
        **CHILD, age=16, governorate="IQ-SU", violence_types=types,
        guardian_consent="unsafe_to_seek", best_interest_by="child_protection",
    )  # fmt: skip
    assert set(case.opened.unsafe) == {"guardian"}
    assert strip(case) == "Best-interest decision (Child protection actor): services, statistics"

    answers = NO_RISK | {
        "danger_now": "unsure", "self_harm": "plan", "threats": "credible", "blackmail": "severe", "physical": "possible",
        "honour": "yes", "emotional": "yes", "offline_abuse": "possible", "guardian_harm": "possible",
        "restrictions": ["movement"], "source_family": "creates", "source_perpetrator": "creates",
        "likelihood": "likely", "imminence": "days", "course": "worse", "level": "high",
    }  # fmt: skip
    case.send(RISK, answers)
    level, suggested, reasons = case.level
    assert (level, suggested) == ("high", "high") and case.hours_left == 24
    assert reasons >= {"honour", "self_harm", "credible_threat", "severe_extortion", "likely_soon", "guardian_unclear"}
    assert case.due_in("safety.child_protection") == 1
    assert set(case.opened.unsafe) == {"guardian", "relative"}

    # Child protection first, then the lines of Sulaymaniyah: 119, 104, its own Asayish, never that of Erbil.
    assert case.lines[0].service.name == "child_protection_coordination"
    assert set(numbers(case)) == {"119", "104", "+964 750 808 8080", "+964 770 390 6223"}
    offered = seen(case, WEIGH, WEIGHED | {"decision": "report"}).choices["authority"]
    assert {choice.name for choice in offered} == {"police_104", "dcvaw_119", "asayish_sulaimani"}

    # Neither the father nor the brother agrees, sends, goes along or hears of it; the refusal says what to do instead.
    for person in ("guardian", "relative"):
        asked = AGREED | {"guardian_consent": "yes", "best_interest_by": None, "agreed_by": person}
        assert "who took the best-interest decision" in case.refused("core.consent", asked)
        going = {"decision": "report", "authority": "dcvaw_119", "accompany": "yes", "accompany_by": person}
        assert "Go with her yourself" in case.refused(WEIGH, WEIGHED | going)
        talk = TALK | {"held_on": day(case), "next_due": day(case, 1), "contact_through": person}
        assert "a way to reach her that leaves this person out" in case.refused("core.follow_up", talk)
    case.send(
        "core.consent",
        AGREED | {"guardian_consent": "unsafe_to_seek", "referrals": ["mhpss_specialised", "child_protection"]},
    )
    case.send(INCIDENT, HAPPENED | IMAGE | {"content_status": "threatened_only", "demands": ["more_images"]})
    assert case.opened.work.has_child_material(case.context, case.opened.case), "whatever type was chosen"
    case.send("digital.digital_risk", DIGITAL | {"content_status": "threatened_only", "device": "private"})
    sent = TAKEN_DOWN | {"violence_type": "sexual_extortion", "platform": "instagram", "request_date": day(case)}
    assert "with you or a safe adult beside" in case.refused(REQUEST, sent | {"submitted_by": "guardian"})
    case.send(REQUEST, sent | {"submitted_by": "survivor"})
    assert "Plan with the child and a safe adult" in case.refused(
        PLANNING, PLAN | {"caregiver_part": "yes", "review_date": day(case, 1)}
    )

    # A plan to take her life: 24 hours until a specialist has taken over, not until one was asked.
    grave = CARE | {
        "distress": "severe",
        "self_harm": "plan",
        "caregiver_response": "unsafe",
        "supporters": ["teacher"],
    }
    care = grave | {"care": "urgent", "referral": "made", "child_provider": "yes", "acted_now": "yes"}
    assert "needs urgent care" in case.refused("mhpss.assessment", care | {"care": "basic"})
    case.send("mhpss.assessment", care)
    assert case.hours_left is None and case.due_in("mhpss.urgent_care") == 24
    case.pass_hours(1)
    case.send("core.referral", referral(case, "mhpss_specialised", urgency="3_hours"))
    assert case.due_in("mhpss.urgent_care") == 23 and answer_in(case) == 3
    case.pass_hours(2)
    revise(case, "core.referral", {"status": "accepted", "responded_on": day(case)})
    assert "mhpss.urgent_care" not in case.tasks

    # Without the caregivers the plan follows a best-interest decision.
    mark(case, "safety.protection.child_protection")
    assert case.refused(PLANNING, PLAN | {"caregiver_part": "may_harm", "review_date": day(case, 1)})
    case.send(
        PLANNING,
        PLAN
        | {"caregiver_part": "may_harm", "best_interest": "yes", "shelter": "offered", "review_date": day(case, 1)},
    )
    case.approve()

    # A calmer talk takes nothing back. Only the supervisor does, and a new threat brings it back at once.
    case.pass_hours(24)
    case.send(RISK, answers | {"guardian_harm": "no", "source_family": "none", "self_harm": "ideation"})
    assert set(case.opened.unsafe) == {"guardian", "relative"}
    ask = {"persons": ["guardian"], "ground": "looked_into", "asked_alone": "yes", "looked_with": "child_protection"}
    case.send("core.safe_again", ask)
    assert set(case.opened.unsafe) == {"guardian", "relative"}
    with pytest.raises(NotAllowed):
        reviews.waiting(case.context, case.manager)
    case.approve()
    assert set(case.opened.unsafe) == {"relative"}

    # The guardian takes the consent back, and she says yes: urgent help stays open, and somebody decides for her.
    taking = {"given_by": "caregiver", "agreed_by": "relative", "assent": "yes"}
    with pytest.raises(RecordError, match="This person is not safe"):
        consents.withdraw(case.context, case.manager, case.key, "services", taking)
    told = consents.withdraw(case.context, case.manager, case.key, "services", taking | {"agreed_by": "guardian"})
    assert "read-only, but for urgent help" in told[0]
    assert case.hours_left is None and "core.best_interest" in case.tasks
    assert "urgent help" in case.refused("mhpss.assessment", care)
    case.send(RISK, answers)
    assert set(case.opened.unsafe) == {"guardian", "relative"}
    mark(case, "mhpss.support.urgent_referral", override="life_in_danger")
    case.send(
        "core.referral",
        referral(
            case, "safe_house_shelter", urgency="1_hour", consent_basis="life_in_danger", service="safety__dcvaw_119"
        ),
    )
    case.send(
        "core.consent",
        AGREED
        | {"guardian_consent": "unsafe_to_seek", "best_interest_by": "court", "referrals": ["safe_house_shelter"]},
    )
    assert strip(case) == "Best-interest decision (Court or juvenile authority): services, statistics"

    # She is in a shelter and asks to close: that is never held up, and says what stays open.
    case.pass_hours(24)
    case.send("core.closure", ends(case) | {"reasons": ["survivor_request"], "wish_of": "child", "still_open": []})
    case.approve()
    assert case.opened.case.status == "closed"
    rows = case.opened.work.entries("core", "closure")[0].answers["still_open"]
    assert {(row["service_type"], row["decision"]) for row in rows} == {
        ("safe_house_shelter", "stays_open"), ("mhpss_specialised", "stays_open"),
    }  # fmt: skip
