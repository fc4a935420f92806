"""The course of an invented case in the shell's own forms: what happened, needs, referrals, follow-ups, closing."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from dashboard.casework import consent
from dashboard.casework.core_forms import core_form
from dashboard.casework.intake import AREA, form_context
from dashboard.contract import Case
from dashboard.forms import Form, to_json
from dashboard.records.consents import Consent
from dashboard.records.reviews import Review
from dashboard.records.submissions import Submission
from ovtf_demo.answering import pool
from ovtf_demo.needing import Needs

POOL = 40
"""Sets of answers that are invented for a form and then used for many cases."""
OF_TYPE = {"incident": 7}
"""Forms whose answers depend on the type of violence, and how many sets are invented for each type."""
HIDDEN = frozenset({"stream", "report_date", "opened_on", "governorate", "age_group"})
"""Hidden questions whose answers are the case's own."""
SCOPES = {"information_sharing": 0.7, "digital_action": 0.75, "law_enforcement": 0.3, "feedback": 0.6}
"""How often a survivor consents to each."""

_ADULT = {"given_by": "individual", "manner": "verbal"}
_CHILD = {
    "given_by": "caregiver",
    "agreed_by": "guardian",
    "manner": "verbal",
    "assent": "yes",
    "guardian_consent": "yes",
}


@dataclass
class Course:
    """Invents what the shell's forms say of a case, with one random generator."""

    rng: random.Random
    now: datetime
    new_id: Callable[[], str]
    needs: Needs
    pools: dict[tuple[str, str, str], list[dict[str, Any]]] = field(default_factory=dict)

    def forms(self, case: Case, found: frozenset[str]) -> Iterator[Submission]:
        """Yield the submissions of a case in the dashboard's own forms, none of them in the future.

        `found` is what the assessment of its risk found: needs follow from it.
        """
        for form_name, at in self._plan(case):
            if at < self.now and (answers := self._answers(case, form_name, at)) is not None:
                yield self._submission(case, form_name, at, answers)
        for form_name, at, answers in self.needs.of(case, found):
            if at < self.now:
                yield self._submission(case, form_name, at, answers)

    def _plan(self, case: Case) -> Iterator[tuple[str, datetime]]:
        """Yield (form_name, at) of each form to fill in with answers of a pool."""
        if self.rng.random() < 0.8:
            yield "incident", case.opened_at + timedelta(hours=1)
        for number in range(1, self.rng.randint(1, 3) + 1):
            yield "follow_up", case.opened_at + timedelta(days=13 * number)
        if case.status == "closed" or self.rng.random() < 0.02:
            yield "closure", case.opened_at + timedelta(days=50)

    def _answers(self, case: Case, form_name: str, at: datetime) -> dict[str, Any] | None:
        """Return random answers to a form as if given at a time, None when none were found that the form accepts."""
        own = OF_TYPE.get(form_name, 0)  # what happened is of the case's type
        key = (form_name, case.stream, case.primary_violence_type if own else "")
        if key not in self.pools:
            form_values = form_context(case) | {"report_date": (self.now - timedelta(days=30)).date().isoformat()}
            given = {"violence_types": (case.primary_violence_type,)} if own else {}
            self.pools[key] = pool(core_form(form_name), form_values, self.rng, own or POOL, self.now, lambda: given)
        if not self.pools[key]:
            return None
        answers = moved(self.rng.choice(self.pools[key]), at - self.now, case.report_date)
        return answers | ({"platforms": case.platforms} if own else {})

    def _submission(self, case: Case, form_name: str, at: datetime, answers: Mapping[str, Any]) -> Submission:
        form = core_form(form_name)
        answers = {**answers, **hidden(form, case)}
        return Submission(
            id=self.new_id(),
            case_key=case.key,
            area=AREA,
            form=form_name,
            form_version=form.version,
            answers=to_json(form, answers),
            at=at,
            by=case.case_manager,
        )

    def consents(self, case: Case, sent: Sequence[Submission]) -> tuple[Submission, list[Consent]]:
        """Return the consent form of a case and its rows for the consent log; each referral in `sent` has a yes."""
        referrals = sorted({submission.answers["service_type"] for submission in sent if submission.form == "referral"})
        answers_by_scope = {scope: "yes" if self.rng.random() < often else "no" for scope, often in SCOPES.items()}
        answers_by_scope |= consent.first_consent(case) | ({"information_sharing": "yes"} if referrals else {})
        answers = _CHILD if case.is_child else _ADULT
        form = self._submission(
            case, "consent", case.opened_at, {**answers, **answers_by_scope, "referrals": tuple(referrals)}
        )
        log = answers_by_scope | {consent.REFERRAL + service: "yes" for service in referrals}
        return form, [self._consent(case, form.id, scope, value) for scope, value in log.items()]

    def _consent(self, case: Case, form: str, scope: str, value: str) -> Consent:
        guardian: dict[str, Any] = (
            {"assent": "yes", "guardian": "yes", "given_by": "caregiver"} if case.is_child else {}
        )
        return Consent(
            id=self.new_id(),
            case_key=case.key,
            scope=scope,
            value=value,  # type: ignore[arg-type]
            at=case.opened_at,
            by=case.case_manager,
            submission_id=form,
            **guardian,
        )

    def reviews(self, sent: Sequence[Submission], waiting: bool) -> Iterator[Review]:
        """Yield a requested review for each submission and, unless it is `waiting`, the supervisor's approval."""
        for submission in sent:
            asked = Review(
                id=self.new_id(),
                case_key=submission.case_key,
                submission_id=submission.id,
                area=submission.area,
                form=submission.form,
                state="requested",
                at=submission.at,
                by=submission.by,
            )
            yield asked
            if not waiting:
                yield replace(asked, id=self.new_id(), state="approved", at=submission.at + timedelta(hours=5))


def hidden(form: Form, case: Case) -> dict[str, str]:
    """Return what a form's hidden questions say of a case. Answers of a pool come from another one."""
    about = form_context(case)
    return {question.name: about[question.name] for question in form.questions if question.name in HIDDEN}


def moved(answers: Mapping[str, Any], by: timedelta, earliest: date) -> dict[str, Any]:
    """Return answers with every date moved `by` a time and then a day, and none before `earliest`."""
    return {
        name: max(earliest, value + timedelta(days=by.days + 1)) if type(value) is date else value
        for name, value in answers.items()
    }
