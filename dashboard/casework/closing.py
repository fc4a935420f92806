"""Closing a case: what is still open then, and whether the risk was assessed since somebody last acted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dashboard import codes
from dashboard.casework.intake import AREA
from dashboard.casework.referral_tasks import ENDED, OPEN, SOON, is_referred, is_unanswered
from dashboard.contract import Case, CaseRecord, Written, is_after
from dashboard.i18n import gettext as _
from dashboard.i18n import language

FORM = "closure"
ALWAYS = frozenset({"survivor_request", "no_contact", "death"})
"""Reasons for which closing is never held up: she wants it, cannot be reached, or has died."""
BESIDE = frozenset({"no_further_support"})
"""Reasons that go with them and say nothing else. Any other reason, such as "needs met", has to be true: it is looked at."""
STAYS_OPEN = "stays_open"


class Reviewed(Protocol):
    """The newest turn of a review of an entry by a supervisor."""

    @property
    def area(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True)
class Matter:
    """Something that is not finished when a case is closed; `kind` is a choice of the closing form."""

    kind: str
    service_type: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Matter":
        """Return what a row of the closing form is about."""
        return cls(str(row.get("kind") or ""), str(row.get("service_type") or ""))

    @property
    def row(self) -> dict[str, str]:
        """The row of the closing form that is about it, not decided yet."""
        return {"kind": self.kind} | ({"service_type": self.service_type} if self.service_type else {})

    @property
    def label(self) -> str:
        """What it is, in words."""
        service = codes.label("service_type", self.service_type, language()) if self.service_type else ""
        sentences = {
            "referral": _("Referral without an end: {service}"),
            "need": _("Urgent need that is not met: {service}"),
            "review": _("Not approved by the supervisor yet, such as a plan"),
        }
        return sentences.get(self.kind, self.kind).format(service=service)


def is_never_held_up(answers: Mapping[str, Any]) -> bool:
    """Whether a closing with these answers is never held up, whatever is still open.

    A guardian's wish is not the child's: whoever harms may want the case closed.
    """
    reasons = set(answers.get("reasons") or ())
    is_hers = answers.get("wish_of") != "guardian"
    return not ALWAYS.isdisjoint(reasons) and reasons <= ALWAYS | BESIDE and is_hers


def matters(record: CaseRecord, reviews: Iterable[Reviewed]) -> list[Matter]:
    """Return what is not finished: open referrals, urgent needs that are not met, what the supervisor has not approved."""
    return [*_referrals(record), *_needs(record), *_unapproved(reviews)]


def _referrals(record: CaseRecord) -> Iterator[Matter]:
    for entry in record.entries("core.referral"):
        if entry.answers.get("status") in OPEN:
            yield Matter("referral", str(entry.answers.get("service_type")))


def _needs(record: CaseRecord) -> Iterator[Matter]:
    """Yield urgent needs without a service, and urgent referrals that came to nothing and are not answered by another."""
    for need in record.entries("core.need"):
        outcome = need.answers.get("outcome")
        is_open = outcome == "service_unavailable" or (outcome == "referred" and not is_referred(need, record))
        if need.answers.get("urgency") in SOON and is_open:
            yield Matter("need", str(need.answers.get("service_type")))
    for referral in record.entries("core.referral"):
        is_ended = referral.answers.get("status") in ENDED and is_unanswered(referral, record)
        if referral.answers.get("urgency") in SOON and is_ended:
            yield Matter("need", str(referral.answers.get("service_type")))


def _unapproved(reviews: Iterable[Reviewed]) -> Iterator[Matter]:
    for review in reviews:
        if review.state != "approved" and (review.area, review.form) != (AREA, FORM):
            yield Matter("review")


def undecided(still_open: Iterable[Matter], answers: Mapping[str, Any]) -> list[Matter]:
    """Return what is not finished and stands in no row of the closing form with a decision."""
    decided = Counter(Matter.of(row) for row in answers.get("still_open") or () if row.get("decision"))
    return list((Counter(still_open) - decided).elements())


def rows_with(still_open: Iterable[Matter], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a closing that is sent in: as decided, and the rest as what stays open."""
    decided = [dict(row) for row in answers.get("still_open") or () if row.get("decision")]
    return [*decided, *(matter.row | {"decision": STAYS_OPEN} for matter in undecided(still_open, answers))]


def is_assessed_since(case: Case, record: CaseRecord, acted: Sequence[Written]) -> bool:
    """Whether the newest risk decision is younger than the last action, one of `acted`.

    Where nobody has acted on the risk there is no action that it could be younger than. After a talk in which the danger
    was higher it is too old.
    """
    decided = case.risk_decided_at
    if not (decided and acted) or record.reassess_by(decided):
        return False
    return not any(is_after(action, record.decision(decided)) for action in acted)


def lacks_reason(case: Case, answers: Mapping[str, Any], *, assessed_since: bool) -> bool:
    """Whether a closing needs a new risk assessment, or a reason why there is none, and has neither.

    A risk that was never assessed counts like medium risk: what is not known is not low.
    """
    return not (
        case.risk_level == "normal" or assessed_since or is_never_held_up(answers) or answers.get("without_assessment")
    )
