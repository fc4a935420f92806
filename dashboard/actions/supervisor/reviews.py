"""Reviews: plans and closures that wait for a supervisor, and her decision on each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act, own_case
from dashboard.actions.context import Context
from dashboard.actions.work.case_file import case_files
from dashboard.actions.work.persons import take_back
from dashboard.actions.work.tasks import tasks_of
from dashboard.casework.intake import AREA
from dashboard.casework.tasks import now_and_later
from dashboard.contract import Case, Task
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import Tx, cases, people, reviews, submissions
from dashboard.records.reviews import Review, State
from dashboard.records.submissions import Submission

RETURN_REASONS = ("incomplete", "unclear", "not_safe", "too_early")


@dataclass(frozen=True)
class Waiting:
    """A review that waits: the case, what was sent in, and by whom."""

    review: Review
    case: Case
    sent: Submission
    asked_by: str
    still_open: list[Task]
    """Tasks that are due soon, when the review is about closing the case; otherwise empty."""


def waiting(context: Context, who: Principal) -> list[Waiting]:
    """Return the reviews that wait in the supervisor's own agency, the oldest first; each case goes into the audit."""
    with context.read(who, Permission.review) as tx:
        pending = [_waiting(context, tx, who, review) for review in reviews.waiting(tx, who.agency)]
    for waits in pending:
        context.audit_look(who, "review.read", waits.case.key)
    return pending


def count_waiting(context: Context, who: Principal) -> int:
    """Return how many reviews wait for the supervisor; no case is shown, so none goes into the audit."""
    with context.read(who, Permission.review) as tx:
        return len(reviews.waiting(tx, who.agency))


def _waiting(context: Context, tx: Tx, who: Principal, review: Review) -> Waiting:
    """Return a review that waits, with its case, its entry and, for a closure, the tasks that are still due."""
    sent, person = submissions.get(tx, review.submission_id), people.get(tx, review.by)
    assert sent is not None, "a review is written together with what it is about"
    case = own_case(tx, who, review.case_key)
    closing = (review.area, review.form) == (AREA, "closure")
    due = still_open(tasks_of(context, case, case_files(tx, [case.key])[case.key]), context.now()) if closing else []
    return Waiting(review, case, sent, person.name if person else "", due)


def still_open(tasks: list[Task], now: datetime) -> list[Task]:
    """Return the tasks of a case that are due soon, without the tasks to close it, which closing the case does."""
    near, _later = now_and_later(tasks, now)
    return [task for task in near if task.name not in ("close", "withdrawn")]


def approve(context: Context, who: Principal, review_id: str) -> None:
    """Approve an entry; approving a closure closes the case, approving "safe again" takes "unsafe" back.

    Raises RecordError when it cannot be decided now.
    """
    with context.act(who, Permission.review) as act:
        review, case = _open(act.tx, who, review_id)
        take_back(act, review)
        _decide(act, review, "approved")
        if (review.area, review.form) == (AREA, "closure"):
            cases.amend(act.tx, case.key, case.version, {"status": "closed"}, by=who.person_id, at=act.at)
            act.audit("case.close", case.key)


def send_back(context: Context, who: Principal, review_id: str, reason: str) -> None:
    """Return an entry to the case manager; raise RecordError unless the reason is one of RETURN_REASONS."""
    if reason not in RETURN_REASONS:
        raise RecordError(_("Choose why it goes back, so that the case manager knows what to do."))
    with context.act(who, Permission.review) as act:
        review, _case = _open(act.tx, who, review_id)
        _decide(act, review, "returned", reason)


def _open(tx: Tx, who: Principal, review_id: str) -> tuple[Review, Case]:
    """Return a review that may be decided now, with its case.

    Raises RecordError when the person sent the entry in herself and the agency has another supervisor, or when it was
    decided in the meantime; NotAllowed for another agency's case.
    """
    review = reviews.get(tx, review_id)
    if review and review.by == who.person_id and others(tx, who):
        raise RecordError(_("You sent this in yourself. Another supervisor of your agency looks at it."))
    case = own_case(tx, who, review.case_key if review else "")
    assert review is not None
    newest = reviews.latest(tx, review.submission_id)
    if newest is None or newest.id != review.id or review.state != "requested":
        raise RecordError(_("Someone has already decided on this, or it was sent in again. Open the page again."))
    return review, case


def others(tx: Tx, who: Principal) -> bool:
    """Whether the agency has another active supervisor; if not, she has to decide on what she sent in herself."""
    return any(
        person.active and person.agency == who.agency and person.role == "supervisor" and person.id != who.person_id
        for person in people.every(tx)
    )


def _decide(act: Act, review: Review, state: State, reason: str = "") -> None:
    """Record and audit what a supervisor decided on an entry: "approved" or "returned"."""
    reviews.add(
        act.tx,
        Review(
            id=str(uuid4()),
            case_key=review.case_key,
            submission_id=review.submission_id,
            area=review.area,
            form=review.form,
            state=state,
            reason=reason,
            at=act.at,
            by=act.who.person_id,
        ),
    )
    act.audit(f"review.{state}", review.case_key, form=f"{review.area}.{review.form}", reason=reason or None)
