"""The one way to write: check session, permission and whose case it is, open the transaction, audit, refresh figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dashboard.access import Permission, Principal, allowed, require, sessions
from dashboard.contract import Case
from dashboard.errors import NotYourCase
from dashboard.i18n import gettext as _
from dashboard.records import Tx, cases, need_to_know
from dashboard.records.need_to_know import Reader

if TYPE_CHECKING:
    from dashboard.actions.context import Context

CASE_WORK = frozenset({Permission.work_cases, Permission.review, Permission.import_cases})
"""Permissions whose actions may change a case: the live figures are refreshed before the action is shown as done."""


@dataclass
class Act:
    """One action of a signed-in person while its transaction is open.

    `at` (aware UTC) is the time of everything that the action writes; it is read when the transaction has begun, so
    times on record are in the order of the writes. `detail` goes into the audit line: keys, codes, counts, never answers.
    """

    context: "Context"
    who: Principal
    tx: Tx
    at: datetime
    own: Case | None = None
    """The case that `act(case=...)` named, None for an action that is about none."""
    about: str = ""
    """What the audit line is about: a case's key, a username, a code."""
    detail: dict[str, Any] = field(default_factory=dict)
    lines: int = 0
    """How many lines of the audit this action has written."""
    is_void: bool = False
    """Whether the action wrote nothing, so that it needs no line of the audit."""
    clock: datetime | None = None
    """The time that the audit shows, where it is another one than `at`."""

    def earlier(self, at: datetime) -> "Act":
        """Return this action as one that writes what was done before: on a telephone without a line, at the time `at`.

        The audit shows when it was written; its order is that of the writes.
        """
        return replace(self, at=at, clock=self.at)

    @property
    def case(self) -> Case:
        """The case that this action is about, as it stood when its transaction began."""
        if self.own is None:
            raise AssertionError("give act() the key of the case")
        return self.own

    def audit(self, action: str, subject: str = "", **detail: Any) -> None:
        """Write a line of the audit now, in this transaction: for an action that has several lines, or decides which one."""
        self.context.audit(self.tx, self.who, action, subject, at=self.clock or self.at, **detail)
        self.lines += 1

    def nothing_changed(self) -> None:
        """Say that this action changes nothing, so there is nothing to audit.

        For example, a warning was returned, or everything on record was as asked for already.
        """
        self.is_void = True


@contextmanager
def acting(
    context: "Context",
    who: Principal,
    permission: Permission | None,
    *,
    case: str | None = None,
    audit: str = "",
    about: str = "",
    unaudited: str = "",
    **detail: Any,
) -> Iterator[Act]:
    """Open the transaction of one action; called as `Context.act`, which explains the arguments."""
    if context.for_check:
        raise AssertionError("a check changes nothing")
    if permission is not None:
        require(who, permission)
    with refusals_audited(context, who), context.records.write() as tx:
        now = context.now()
        # In the transaction that writes: a form that is open may be older than the end of its session.
        sessions.check(tx, who, now, context.limits)
        act = Act(
            context,
            who,
            tx,
            now,
            own_case(tx, who, case, now) if case is not None else None,
            about or case or "",
            detail,
        )
        yield act
        if act.is_void:
            tx.rollback()  # so that it is true, whatever was written before
        elif audit:
            act.audit(audit, act.about, **act.detail)
        # Inside the transaction, so that an action of which the audit would say nothing is undone. Not an assert
        # statement, which `python -O` leaves out.
        if not (act.lines or act.is_void or unaudited):
            raise AssertionError("this action writes no line of the audit")
    # After the commit, because the projection reads the record over a connection of its own.
    if permission in CASE_WORK and act.lines and not act.is_void:
        context.refresh_saved()


def reader(who: Principal, at: datetime) -> Reader:
    """Return as whom a person asks the record for cases at a moment; every list, search and count is cut to it."""
    supervises = allowed(who, Permission.review)
    return Reader(person=who.person_id, agency=who.agency, supervises=supervises, at=at)


def may_open(tx: Tx, who: Principal, key: str, at: datetime) -> bool:
    """Whether a person needs to know of a case: it is hers, she was added or supervises it, or her agency is a team."""
    return need_to_know.may_know(tx, reader(who, at), key)


def out_of_sight(tx: Tx, who: Principal, at: datetime) -> tuple[str, ...]:
    """Return the cases of her agency of which a person may not know: what somebody else made may name them."""
    return need_to_know.out_of_sight(tx, reader(who, at))


@contextmanager
def refusals_audited(context: "Context", who: Principal) -> Iterator[None]:
    """Write into the audit who was refused which case, whether she wanted to read or to write: its agency will see it.

    It stands around the transaction and not in it, because a refusal undoes all that the transaction wrote.
    """
    try:
        yield
    except NotYourCase as refused:
        # What is no key is not written down: it may be a name typed into the address of the page.
        context.audit_look(who, "case.refused", refused.key if cases.is_key(refused.key) else "")
        raise


def own_case(tx: Tx, who: Principal, key: str, at: datetime) -> Case:
    """Return a case that one may open at a moment; any other looks like one that does not exist."""
    if not allowed(who, Permission.work_cases):
        raise NotYourCase(_("Your role does not include this. Ask your administrator if you need it."), key)
    case = cases.get(tx, key)
    if case is None or not may_open(tx, who, key, at):
        # One sentence for both, or the answer would tell whether somebody else has a case of this key.
        raise NotYourCase(
            _("There is no case with this key in your agency. Check the key, or search the case list."), key
        )
    return case
