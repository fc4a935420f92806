"""Who knows of a case: close it to the agency and open it again, add a colleague and take her off again."""

from collections.abc import Collection
from datetime import date
from typing import Literal

from dashboard.access import Permission, Principal, allowed
from dashboard.actions.acting import Act, own_case
from dashboard.actions.context import Context
from dashboard.contract import Case
from dashboard.errors import ImportRefused, NotAllowed, RecordError
from dashboard.i18n import gettext as _
from dashboard.i18n import local
from dashboard.records import Tx, need_to_know, people
from dashboard.records.need_to_know import Helper, Restriction
from dashboard.records.people import Person

RESTRICT_REASONS = ("conflict_of_interest", "staff_family", "staff_survivor", "staff_harms")
"""Why a case is restricted: a conflict of interest; a member of staff's family, a member of staff herself or whoever harms."""
LIFT_REASONS = ("ended", "mistake")
ADD_REASONS = ("second_manager", "cover", "handover")
REMOVE_REASONS = ("ended", "mistake", "conflict_of_interest")


def staff(tx: Tx, who: Principal) -> dict[str, Person]:
    """Return the active case managers and supervisors of a person's agency, by id."""
    return {person.id: person for person in people.staff(tx, who.agency)}


def new_cases_go_to(tx: Tx, who: Principal, person: str) -> str:
    """Return who gets cases that come in: `person`, or whoever brings them in, where it is "".

    Raises ImportRefused for somebody who is not of the agency's active staff.
    """
    if person and person not in staff(tx, who):
        raise ImportRefused(_("Choose a case manager or supervisor of your agency who is active."))
    return person or who.person_id


def colleagues(context: Context, who: Principal, key: str) -> list[Person]:
    """Return whom a case of one's own can be given to or shared with, by name."""
    with context.read(who, Permission.work_cases) as tx:
        own_case(tx, who, key, context.now())
        return sorted(staff(tx, who).values(), key=lambda person: person.name)


def decides(tx: Tx, who: Principal, case: Case) -> bool:
    """Whether a person decides who knows of a case that she may open: a supervisor or its case manager; of a restricted
    case its one supervisor, and while it has none, its case manager.
    """
    supervises, is_hers = allowed(who, Permission.review), case.case_manager == who.person_id
    if need_to_know.restriction(tx, case.key) is None:
        return supervises or is_hers
    if named := only_supervisor(tx, who, case.key):
        return named.id == who.person_id
    return is_hers or (supervises and case.case_manager not in staff(tx, who))


def may_name(tx: Tx, who: Principal, case: Case) -> bool:
    """Whether a person names who supervises a case that she may open: whoever decides, and always its case manager.

    Otherwise a supervisor who is part of the conflict could close the case to herself.
    """
    return case.case_manager == who.person_id or decides(tx, who, case)


def only_supervisor(tx: Tx, who: Principal, key: str) -> Person | None:
    """Return the one supervisor of a restricted case; None when nobody was named, or she does not work here any more."""
    closed = need_to_know.restriction(tx, key)
    named = staff(tx, who).get(closed.supervisor) if closed else None
    return named if named and named.role == "supervisor" else None


def check_decides(act: Act) -> None:
    """Raise NotAllowed unless the person decides who knows of the case of this action."""
    if not decides(act.tx, act.who, act.case):
        raise NotAllowed(_decided_by())


def _decided_by() -> str:
    return _("Only the supervisor of this case, or its case manager, decides who works on it.")


def restrict(context: Context, who: Principal, key: str, reason: str, supervisor: str) -> None:
    """Close a case to its agency: only its case manager, who is added by name and one supervisor know of it from now on.

    `supervisor` is a person's id, or "" when every supervisor is part of the conflict. Of a case that is restricted already
    it names another supervisor. Raises RecordError for anybody who is no supervisor of the agency, and for "" by a case
    manager while the case has a supervisor: it would free her of supervision.
    """
    with context.act(who, Permission.work_cases, case=key, audit="case.restrict", reason=reason) as act:
        _check_reason(reason, RESTRICT_REASONS)
        if not may_name(act.tx, who, act.case):
            raise NotAllowed(_decided_by())
        named = staff(act.tx, who).get(supervisor)
        leaves_none = not supervisor and decides(act.tx, who, act.case)
        if not leaves_none and (named is None or named.role != "supervisor"):
            raise RecordError(_("Choose a supervisor of your agency who is active."))
        act.detail["person"] = named.username if named else None
        closed = Restriction(
            case_key=key, state="restricted", supervisor=supervisor, reason=reason, at=act.at, by=who.person_id
        )
        need_to_know.restrict(act.tx, closed)


def lift(context: Context, who: Principal, key: str, reason: str) -> None:
    """Open a restricted case to its agency again; raise RecordError when it is not restricted."""
    with context.act(who, Permission.work_cases, case=key, audit="case.unrestrict", reason=reason) as act:
        _check_reason(reason, LIFT_REASONS)
        check_decides(act)
        if need_to_know.restriction(act.tx, key) is None:
            raise RecordError(_("The case is not in the state that you saw. Open it again."))
        opened = Restriction(case_key=key, state="lifted", supervisor="", reason=reason, at=act.at, by=who.person_id)
        need_to_know.restrict(act.tx, opened)


def add(context: Context, who: Principal, key: str, person_id: str, reason: str, until: date | None = None) -> None:
    """Let a colleague work on a case beside its case manager, until the end of a day or without end.

    Raises RecordError for anybody who does not work in the agency, for the case manager herself, and for a day that is over.
    """
    with context.act(who, Permission.work_cases, case=key, audit="case.person_add", reason=reason) as act:
        _check_reason(reason, ADD_REASONS)
        check_decides(act)
        person = staff(act.tx, who).get(person_id)
        if person is None or person_id == act.case.case_manager:
            raise RecordError(_("Choose another case manager or supervisor of your agency who is active."))
        if until is not None and until < local(act.at).date():
            raise RecordError(_("This day is over. Choose today or a later day."))
        act.detail |= {"person": person.username, "until": until.isoformat() if until else None}
        _write(act, person_id, "added", reason, until)


def take_off(context: Context, who: Principal, key: str, person_id: str, reason: str) -> None:
    """End a colleague's work on a case at once; raise RecordError when she does not work on it."""
    with context.act(who, Permission.work_cases, case=key, audit="case.person_remove", reason=reason) as act:
        _check_reason(reason, REMOVE_REASONS)
        check_decides(act)
        if person_id not in {helper.person for helper in need_to_know.helpers(act.tx, key, local(act.at).date())}:
            raise RecordError(_("The case is not in the state that you saw. Open it again."))
        person = people.get(act.tx, person_id)
        act.detail["person"] = person.username if person else None
        _write(act, person_id, "removed", reason)


def end_helping(act: Act, heir: str) -> None:
    """Take off who gives the case of this action away, and who has it from now on (`heir`), where they were added to it.

    A row that lives on would leave the case open to whoever gave it away, and show its case manager twice.
    """
    helpers = {helper.person for helper in need_to_know.helpers(act.tx, act.case.key, local(act.at).date())}
    for person_id in sorted(helpers & {act.case.case_manager, heir}):
        person = people.get(act.tx, person_id)
        _write(act, person_id, "removed", "handover")
        act.audit("case.person_remove", act.case.key, reason="handover", person=person.username if person else None)


def _write(act: Act, person: str, state: Literal["added", "removed"], reason: str, until: date | None = None) -> None:
    need_to_know.add(
        act.tx,
        Helper(
            case_key=act.case.key,
            person=person,
            state=state,
            until=until,
            reason=reason,
            at=act.at,
            by=act.who.person_id,
        ),
    )


def _check_reason(reason: str, known: Collection[str]) -> None:
    if reason not in known:
        raise RecordError(_("Choose a reason: it stands in the record beside the change."))
