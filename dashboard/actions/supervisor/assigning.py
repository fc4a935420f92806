"""What a supervisor decides about a whole case: who works on it, and whether it is set aside."""

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.work import closing, knowing
from dashboard.actions.work.case_file import case_files
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import cases
from dashboard.records.people import Person

SET_ASIDE = ("duplicate", "transferred")
"""Statuses of a case that is not worked on here: it is a copy of another, or another agency works on it now."""


def colleagues(context: Context, who: Principal) -> list[Person]:
    """Return the active case managers and supervisors of the agency, by name."""
    with context.read(who, Permission.review) as tx:
        return sorted(knowing.staff(tx, who).values(), key=lambda person: person.name)


def assign(context: Context, who: Principal, key: str, version: int, person_id: str) -> None:
    """Give a case to another person of the agency: from then on she has it, and who had it needs it no longer.

    Raises RecordError for anyone else, or after another's change, and NotAllowed for a case that is restricted to another
    supervisor.
    """
    with context.act(who, Permission.review, case=key, audit="case.assign") as act:
        knowing.check_decides(act)
        if person_id not in knowing.staff(act.tx, who):
            raise RecordError(_("Choose a case manager or supervisor of your agency who is active."))
        cases.amend(act.tx, key, version, {"case_manager": person_id}, by=who.person_id, at=act.at)
        knowing.end_helping(act, heir=person_id)


def set_aside(context: Context, who: Principal, key: str, version: int, status: str) -> None:
    """Mark an open case as a duplicate or as transferred: it becomes read-only.

    A duplicate leaves every later release. A transferred case stays counted here, once: the agency that takes over records
    that another member has reported it already. What is not finished does not hold it up: the page lists it, and the audit
    says how much it was.
    """
    context.require(who, Permission.review)
    if status not in SET_ASIDE:
        raise RecordError(_("A case is closed with the form Closing the case, not here."))
    _move(context, who, key, version, "open", status)


def bring_back(context: Context, who: Principal, key: str, version: int) -> None:
    """Open a case again that was set aside by mistake; raise RecordError when it is not set aside."""
    _move(context, who, key, version, "set aside", "open")


def _move(context: Context, who: Principal, key: str, version: int, before: str, status: str) -> None:
    """Give a case a new status; raise RecordError unless its status now is `before` ("set aside": one of SET_ASIDE)."""
    with context.act(who, Permission.review, case=key, audit="case.status", status=status) as act:
        if ("set aside" if act.case.status in SET_ASIDE else act.case.status) != before:
            raise RecordError(_("The case is not in the state that you saw. Open it again."))
        if status == "transferred":
            act.detail["stays_open"] = len(closing.matters(case_files(act.tx, [key])[key]))
        cases.amend(act.tx, key, version, {"status": status}, by=who.person_id, at=act.at)
