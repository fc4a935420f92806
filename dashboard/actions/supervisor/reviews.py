"""Reviews: plans and closures that wait for a supervisor, and her decision on each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act, own_case, reader
from dashboard.actions.context import Context
from dashboard.actions.work import closing
from dashboard.actions.work.case_file import case_files
from dashboard.actions.work.persons import take_back
from dashboard.actions.work.tasks import tasks_of
from dashboard.casework.closing import FORM as CLOSURE
from dashboard.casework.intake import AREA
from dashboard.casework.tasks import now_and_later
from dashboard.contract import Case, Task
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import Tx, cases, need_to_know, people, reviews, submissions
from dashboard.records.need_to_know import Reader
from dashboard.records.people import Person
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
    obstacle: str = ""
    """Why it cannot be approved as the case stands now, "" when it can."""


def _is_closing(review: Review) -> bool:
    return (review.area, review.form) == (AREA, CLOSURE)


def waiting(context: Context, who: Principal) -> list[Waiting]:
    """Return the reviews that wait in the cases that a supervisor may open, the oldest first; each goes into the audit."""
    with context.read(who, Permission.review) as tx:
        pending = [_waiting(context, tx, who, review) for review in reviews.waiting(tx, reader(who, context.now()))]
    for waits in pending:
        context.audit_look(who, "review.read", waits.case.key)
    return pending


def count_waiting(context: Context, who: Principal) -> int:
    """Return how many reviews wait for the supervisor; no case is shown, so none goes into the audit."""
    with context.read(who, Permission.review) as tx:
        return len(reviews.waiting(tx, reader(who, context.now())))


def _waiting(context: Context, tx: Tx, who: Principal, review: Review) -> Waiting:
    """Return a review that waits, with its case, its entry and, for a closure, the tasks that are still due."""
    sent, person = submissions.get(tx, review.submission_id), people.get(tx, review.by)
    assert sent is not None, "a review is written together with what it is about"
    case = own_case(tx, who, review.case_key, context.now())
    name = person.name if person else ""
    if not _is_closing(review):
        return Waiting(review, case, sent, name, [])
    case_file = case_files(tx, [case.key])[case.key]
    due = still_open(tasks_of(context, case, case_file), context.now())
    return Waiting(review, case, sent, name, due, closing.changed_since(context, case, case_file, sent.answers))


def still_open(tasks: list[Task], now: datetime) -> list[Task]:
    """Return the tasks of a case that are due soon, without the tasks to close it, which closing the case does."""
    near, _later = now_and_later(tasks, now)
    return [task for task in near if task.name not in ("close", "withdrawn")]


def approve(context: Context, who: Principal, review_id: str) -> None:
    """Approve an entry; approving a closure closes the case, approving "safe again" takes "unsafe" back.

    Raises RecordError when it does not fit the case as it stands now: the case may have changed since.
    """
    with context.act(who, Permission.review) as act:
        review, case = _open(act, review_id)
        take_back(act, review)
        if _is_closing(review):
            _check_closing(act, review, case)
        _decide(act, review, "approved")
        if _is_closing(review):
            cases.amend(act.tx, case.key, case.version, {"status": "closed"}, by=who.person_id, at=act.at)
            act.audit("case.close", case.key)


def _check_closing(act: Act, review: Review, case: Case) -> None:
    """Raise RecordError when a case cannot be closed by this closure, because of what was recorded since it was sent in."""
    sent = submissions.get(act.tx, review.submission_id)
    case_file = case_files(act.tx, [case.key])[case.key]
    if sent and (obstacle := closing.changed_since(act.context, case, case_file, sent.answers)):
        raise RecordError(obstacle + " " + _("Send the closing back, so that it is filled in anew."))


def send_back(context: Context, who: Principal, review_id: str, reason: str) -> None:
    """Return an entry to the case manager; raise RecordError unless the reason is one of RETURN_REASONS."""
    if reason not in RETURN_REASONS:
        raise RecordError(_("Choose why it goes back, so that the case manager knows what to do."))
    with context.act(who, Permission.review) as act:
        review, _case = _open(act, review_id)
        _decide(act, review, "returned", reason)


def _open(act: Act, review_id: str) -> tuple[Review, Case]:
    """Return a review that may be decided now, with its case.

    Raises RecordError when the person sent the entry in herself and the agency has another supervisor, or when it was
    decided in the meantime; NotAllowed for a case that she may not open.
    """
    review = reviews.get(act.tx, review_id)
    case = own_case(act.tx, act.who, review.case_key if review else "", act.at)
    assert review is not None
    if review.by == act.who.person_id and _another_looks(act, case):
        raise RecordError(_("You sent this in yourself. Another supervisor of your agency looks at it."))
    newest = reviews.latest(act.tx, review.submission_id)
    if newest is None or newest.id != review.id or review.state != "requested":
        raise RecordError(_("Someone has already decided on this, or it was sent in again. Open the page again."))
    return review, case


def _another_looks(act: Act, case: Case) -> bool:
    """Whether another supervisor may open the case; if not, its supervisor has to decide on what she sent in herself."""
    return any(
        need_to_know.may_know(
            act.tx, Reader(person=other.id, agency=other.agency, supervises=True, at=act.at), case.key
        )
        for other in others(act.tx, act.who)
    )


def others(tx: Tx, who: Principal) -> list[Person]:
    """Return the other active supervisors of a person's agency."""
    return [
        person for person in people.staff(tx, who.agency) if person.role == "supervisor" and person.id != who.person_id
    ]


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
