"""After any history of case work through the desk, the projection that followed it equals one made anew.

Consent, its withdrawal, overrides, reviews and the shell's forms all take part; so do their rules of case work.
"""

from collections import Counter
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from dashboard.access import Principal
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.actions.supervisor import reviews
from dashboard.actions.work import cases, consents, drafting, steps
from dashboard.casework import consent, permitted
from dashboard.errors import RecordError
from dashboard.i18n import BAGHDAD
from dashboard.projection import Projection
from dashboard.workspace import Workspace
from tests.actions.filled import AGREES, BACK, CLOSURE, FOLLOW_UP, NEED, REFERRAL, RISK
from tests.conftest import ADMIN, INTAKE
from tests.plugins.filled import PLANNED
from tests.properties.contents import contents
from tests.tries import tries

AHEAD = {"review_date": datetime.now(BAGHDAD).date() + timedelta(days=5)}
NO = {"services": "no", "information_sharing": "no", "digital_action": "no"}
FORMS = {
    "intake": ("core", "intake", [{}, {"governorate": "IQ-SU"}, {"age": 15}]),
    "consent": ("core", "consent", [AGREES, AGREES | {"reporting": "no", "referrals": ()}, AGREES | NO]),
    "need": ("core", "need", [NEED, NEED | {"outcome": "service_unavailable", "unavailable_reason": "capacity"}]),
    "referral": ("core", "referral", [REFERRAL, REFERRAL | {"consent_basis": "life_in_danger", "urgency": "1_hour"}]),
    "follow_up": ("core", "follow_up", [FOLLOW_UP, FOLLOW_UP | {"risk_change": "higher"}]),
    "closure": ("core", "closure", [CLOSURE, CLOSURE | {"content_status": "none"}]),
    "reopening": ("core", "reopening", [BACK]),
    "risk": ("safety", "risk_assessment", [RISK, RISK | {"level": "medium", "override_reason": "survivor_view"}]),
    "plan": ("safety", "safety_plan", [PLANNED | AHEAD, {"safety_plan_needed": "declined"}]),
}
MARKS = (("safety", "protection", "plan"), ("safety", "protection", "imminent"), ("digital", "removal", "report"))
SEND = st.tuples(st.just("send"), st.sampled_from(sorted(FORMS)), st.integers(0, 5))
AGREE = st.tuples(st.just("send"), st.just("consent"), st.just(0))
ASK = st.tuples(st.just("send"), st.sampled_from(["need", "referral"]), st.integers(0, 5))
STEP = st.one_of(
    SEND,
    AGREE,
    ASK,
    st.tuples(st.just("revise"), st.sampled_from(["need", "referral"]), st.integers(0, 5)),
    st.tuples(st.just("withdraw"), st.sampled_from(consent.SCOPES), st.none()),
    st.tuples(st.just("mark"), st.sampled_from(MARKS), st.sampled_from(["done", "declined"])),
    st.tuples(st.just("decide"), st.sampled_from(["approve", "send_back"]), st.none()),
    st.tuples(st.just("follow"), st.none(), st.none()),
)


class Desk:
    """One case and two people at work on it; a step that the rules refuse leaves everything as it was."""

    def __init__(self, context: Context) -> None:
        self.context, self.done = context, Counter[str]()
        people.add_agency(context, ADMIN, code="A01", name="One")
        self.amal, self.sara = self._person("case_manager"), self._person("supervisor")
        draft = drafting.open_draft(context, self.amal, "core", "intake")
        self.key = drafting.submit(context, self.amal, draft.id, INTAKE).case_key

    def _person(self, role: str) -> Principal:
        made, _ = people.add_person(self.context, ADMIN, username=role, name=role, role=role, agency="A01")
        return Principal(person_id=made.id, username=role, name=role, role=role, agency="A01", language="en")

    def apply(self, kind, what, how) -> None:
        before = cases.read_case(self.context, self.amal, self.key)
        try:
            done = getattr(self, f"_{kind}")(what, how)
        except RecordError:
            done = False
            assert cases.read_case(self.context, self.amal, self.key).work == before.work
        if done and kind in ("send", "revise", "mark"):
            named = what if kind == "mark" else FORMS[what][:2]
            assert permitted.why_closed(before.case, before.work.consents, ".".join(named).removeprefix("core.")) == ""
        self.done[kind] += bool(done)

    def _send(self, what, how, entry="") -> bool:
        area, form, variants = FORMS[what]
        draft = drafting.open_draft(self.context, self.amal, area, form, self.key, entry)
        answers = {**draft.answers, **variants[how % len(variants)]}
        outcome = drafting.submit(self.context, self.amal, draft.id, answers, override="life_in_danger")
        return bool(outcome.submission_id)

    def _revise(self, what, how) -> bool:
        found = cases.read_case(self.context, self.amal, self.key).work.entries("core", what)
        return bool(found) and self._send(what, how, found[how % len(found)].id)

    def _withdraw(self, scope, _how) -> bool:
        return bool(consents.withdraw(self.context, self.amal, self.key, scope))

    def _mark(self, step, state) -> bool:
        return steps.mark(self.context, self.amal, self.key, *step, state, override="survivor_choice").saved

    def _decide(self, what, _how) -> bool:
        waiting = reviews.waiting(self.context, self.sara)
        if waiting and what == "approve":
            reviews.approve(self.context, self.sara, waiting[0].review.id)
        elif waiting:
            reviews.send_back(self.context, self.sara, waiting[0].review.id, "unclear")
        return bool(waiting)


def check_rules(context: Context, desk: Desk) -> None:
    """Whatever happened, what the case says of consent is what the log says."""
    file = cases.read_case(context, desk.amal, desk.key)
    standing = file.work.consents
    assert file.case.consent_services == consent.given(standing, "services")
    assert file.case.consent_reporting == consent.given(standing, "reporting")
    if standing["services"] == "withdrawn":
        assert not any(consent.given(standing, scope) for scope in standing)


@tries(15, suppress_health_check=list(HealthCheck))
@given(history=st.lists(STEP, min_size=12, max_size=30))
def test_after_any_case_work_the_projection_equals_one_made_anew(history, tmp_path_factory):
    context = Context.open(Workspace.create(tmp_path_factory.mktemp("w") / "ws"))
    context.live = False  # this test follows by itself, at moments of its own
    followed, desk = Projection.open(None, context.relations()), Desk(context)
    for kind, what, how in history:
        if kind == "follow":
            followed.follow(context.records)
        else:
            desk.apply(kind, what, how)
            check_rules(context, desk)
    followed.follow(context.records)
    anew = Projection.open(None, context.relations())
    anew.rebuild(context.records)
    assert contents(followed) == contents(anew)
    followed.close()
    anew.close()
    context.close()
