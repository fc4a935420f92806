"""Closing: what is still open, what was decided, and whether the risk was assessed since somebody last acted."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.casework import closing
from dashboard.casework.closing import Matter
from dashboard.casework.core_forms import core_form
from dashboard.contract import CaseRecord, Entry, Place
from dashboard.records.reviews import Review
from ovtf_kit.examples import DECIDED, NOW, a_case
from tests.tries import tries

LATER = DECIDED + timedelta(hours=1)


def record(**forms) -> CaseRecord:
    """Return a record with entries by form of the core: need=[{...}, {...}]."""
    return CaseRecord(
        forms={
            f"core.{form}": tuple(
                Entry(id=f"{form}-{number}", form=form, answers=answers, at=NOW)
                for number, answers in enumerate(entries)
            )
            for form, entries in forms.items()
        }
    )


def review(state, form="safety_plan", area="safety") -> Review:
    return Review(id="r", case_key="k", submission_id="s", area=area, form=form, state=state, at=NOW, by="p")


@pytest.mark.parametrize(
    ("status", "is_open"),
    [("sent", True), ("accepted", True), ("completed", False), ("revoked", False), ("rejected", False)],
)
def test_a_referral_is_open_until_it_has_come_to_its_end(status, is_open):
    found = closing.matters(record(referral=[{"service_type": "legal_aid", "status": status, "urgency": "later"}]), [])
    assert found == ([Matter("referral", "legal_aid")] if is_open else [])


@pytest.mark.parametrize("urgency", ["1_hour", "1_day", "3_days", "later"])
@pytest.mark.parametrize("outcome", ["service_unavailable", "referred", "service_provided_by_your_agency"])
def test_an_urgent_need_is_open_while_there_is_no_service(urgency, outcome):
    need = {"service_type": "safe_house_shelter", "urgency": urgency, "outcome": outcome}
    is_open = urgency in ("1_hour", "1_day") and outcome != "service_provided_by_your_agency"
    assert closing.matters(record(need=[need]), []) == ([Matter("need", "safe_house_shelter")] if is_open else [])


def test_an_urgent_referral_that_came_to_nothing_is_a_need_that_is_not_met():
    rejected = {"service_type": "safe_house_shelter", "status": "rejected", "urgency": "1_hour"}
    assert closing.matters(record(referral=[rejected]), []) == [Matter("need", "safe_house_shelter")]
    again = rejected | {"status": "sent"}
    assert closing.matters(record(referral=[again, rejected]), []) == [Matter("referral", "safe_house_shelter")]


@pytest.mark.parametrize(("state", "is_open"), [("requested", True), ("returned", True), ("approved", False)])
def test_a_plan_is_open_until_the_supervisor_has_approved_it(state, is_open):
    assert closing.matters(CaseRecord(), [review(state)]) == ([Matter("review")] if is_open else [])
    assert closing.matters(CaseRecord(), [review(state, "closure", "core")]) == [], "the closing itself"


MATTERS = st.lists(
    st.builds(Matter, st.sampled_from(["referral", "need"]), st.sampled_from(["cash", "legal_aid"]))
    | st.just(Matter("review"))
)


@tries(100)
@given(MATTERS, st.data())
def test_each_of_several_alike_is_decided_by_itself_and_the_rest_stays_open(matters, data):
    count = data.draw(st.integers(0, len(matters)))
    rows = [matter.row | {"decision": "goes_on"} for matter in matters[:count]] + [m.row for m in matters[count:]]
    answers = {"still_open": rows}
    assert len(closing.undecided(matters, answers)) == len(matters) - count
    kept = closing.rows_with(matters, answers)
    assert sorted(Matter.of(row).label for row in kept) == sorted(matter.label for matter in matters)
    assert [row["decision"] for row in kept] == ["goes_on"] * count + ["stays_open"] * (len(matters) - count)
    assert closing.undecided(matters, {"still_open": kept}) == []


@pytest.mark.parametrize(
    ("acted", "since"),
    [([], False), ([DECIDED], True), ([DECIDED - timedelta(days=1)], True), ([DECIDED, LATER], False)],
)
def test_the_risk_is_assessed_since_the_last_action_only_when_there_was_one_and_the_decision_is_newer(acted, since):
    assert (
        closing.is_assessed_since(a_case("high", risk_decided_at=DECIDED), CaseRecord(), [*map(Place, acted)]) is since
    )
    assert not closing.is_assessed_since(a_case(None, risk_decided_at=None), CaseRecord(), [*map(Place, acted)])


def test_a_talk_in_which_the_danger_was_higher_asks_for_a_new_assessment():
    case = a_case("high", risk_decided_at=DECIDED)
    worse = record(follow_up=[{"mode": "phone", "risk_change": "higher"}])
    assert not closing.is_assessed_since(case, worse, [Place(DECIDED)])


NO_MORE = ("survivor_request", "no_further_support")


@pytest.mark.parametrize("level", ["high", "medium", "normal", None])
@pytest.mark.parametrize("reasons", [("needs_met",), ("left_area",), ("death", "needs_met"), ("death",), NO_MORE])
def test_the_form_and_the_rule_agree_on_when_a_reason_is_needed(level, reasons):
    case, never = a_case(level), reasons in (("death",), NO_MORE)
    for since in (True, False):
        known = {"risk_level": level or "", "assessed_since": "yes" if since else "no"}
        state = core_form("closure").examine({"reasons": reasons}, context=known, now=NOW)
        is_asked = "without_assessment" in state.problems
        assert is_asked == closing.lacks_reason(case, {"reasons": reasons}, assessed_since=since)
        assert is_asked == (level != "normal" and not since and not never)
        assert ("not_held_up" in state.relevant) == closing.is_never_held_up({"reasons": reasons}) == never


@pytest.mark.parametrize(("wish", "never"), [("child", True), ("best_interest", True), ("guardian", False)])
def test_a_guardians_wish_is_not_the_childs(wish, never):
    answers = {"reasons": ("survivor_request",), "wish_of": wish}
    known = {"stream": "tf_csea", "risk_level": "high", "assessed_since": "no"}
    state = core_form("closure").examine(answers, context=known, now=NOW)
    assert ("not_held_up" in state.relevant) == closing.is_never_held_up(answers) == never
    assert ("without_assessment" in state.problems) is not never
    unasked = core_form("closure").examine({"reasons": ("survivor_request",)}, context=known, now=NOW)
    assert "wish_of" in unasked.problems


def test_what_stays_open_is_offered_only_where_closing_is_never_held_up():
    row = ({"kind": "review", "decision": "stays_open"},)
    for reason, is_offered in (("needs_met", False), ("no_contact", True)):
        state = core_form("closure").examine({"reasons": (reason,), "still_open": row}, context={}, now=NOW)
        assert ("decision" in state.answers["still_open"][0]) is is_offered
        assert ("still_open.1.decision" in state.problems) is not is_offered
