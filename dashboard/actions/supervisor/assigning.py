"""What a supervisor decides about a case as a whole: who works it, and whether it is worked here at all."""

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.actions.work.cases import own_case
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import Tx, cases, people
from dashboard.records.people import Person

ASIDE = ("duplicate", "transferred")
"""A duplicate is counted once only; a transferred case is another agency's from now on."""


def colleagues(context: Context, who: Principal) -> list[Person]:
    """Return the active case managers and supervisors of the agency, by name."""
    require(who, Permission.review)
    with context.records.read() as tx:
        return sorted(_colleagues(tx, who), key=lambda each: each.name)


def _colleagues(tx: Tx, who: Principal) -> list[Person]:
    roles = ("case_manager", "supervisor")
    return [each for each in people.every(tx) if each.active and each.agency == who.agency and each.role in roles]


def assign(context: Context, who: Principal, key: str, version: int, person_id: str) -> None:
    """Give a case to another person of the agency; raise RecordError for anyone else, or after another's change."""
    require(who, Permission.review)
    with context.records.write() as tx:
        own_case(tx, who, key)
        if person_id not in {each.id for each in _colleagues(tx, who)}:
            raise RecordError(_("Choose a case manager or supervisor of your agency who is active."))
        cases.amend(tx, key, version, {"case_manager": person_id}, by=who.person_id, at=context.now())
        context.note(tx, who, "case.assign", key)
    context.refresh()


def set_aside(context: Context, who: Principal, key: str, version: int, status: str) -> None:
    """Mark an open case as a duplicate or as transferred: it becomes read-only and leaves every later release."""
    require(who, Permission.review)
    if status not in ASIDE:
        raise RecordError(_("A case is closed with the form Closing the case, not here."))
    _move(context, who, key, version, "open", status)


def bring_back(context: Context, who: Principal, key: str, version: int) -> None:
    """Open a case again that was set aside by mistake."""
    require(who, Permission.review)
    _move(context, who, key, version, "aside", "open")


def _move(context: Context, who: Principal, key: str, version: int, wanted: str, status: str) -> None:
    with context.records.write() as tx:
        case = own_case(tx, who, key)
        if ("aside" if case.status in ASIDE else case.status) != wanted:
            raise RecordError(_("The case is not in the state that you saw. Open it again."))
        cases.amend(tx, key, version, {"status": status}, by=who.person_id, at=context.now())
        context.note(tx, who, "case.status", key, status=status)
    context.refresh()
