"""The one way to act: permission, own case, transaction, audit and figures that follow, or none of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dashboard.access import Permission, Principal, require
from dashboard.contract import Case
from dashboard.errors import NotAllowed
from dashboard.i18n import gettext as _
from dashboard.records import Tx, cases

if TYPE_CHECKING:
    from dashboard.actions.context import Context

CASE_WORK = frozenset({Permission.work_cases, Permission.review, Permission.import_cases})
"""What these allow may change a case, so the live figures follow before it is shown as done."""


@dataclass
class Act:
    """Something that a signed-in person does, while its transaction is open.

    `at` (aware UTC) is one moment for all of it, read once nobody else can write. `detail` goes into the audit line:
    keys, codes and counts, never an answer.
    """

    context: "Context"
    who: Principal
    tx: Tx
    at: datetime
    own: Case | None = None
    about: str = ""
    """What the audit line is about: a case's key, a username, a code."""
    detail: dict[str, Any] = field(default_factory=dict)
    lines: int = 0
    """How many lines of the audit it has written."""
    is_void: bool = False

    @property
    def case(self) -> Case:
        """The case that it is about, as it stood when the transaction began."""
        assert self.own is not None, "give act() the key of the case"
        return self.own

    def audit(self, action: str, subject: str = "", **detail: Any) -> None:
        """Write a line of the audit now, in this transaction: for what an action does beside its main line, or before it."""
        self.context.audit(self.tx, self.who, action, subject, at=self.at, **detail)
        self.lines += 1

    def nothing_changed(self) -> None:
        """Say that nothing was written, so there is nothing to audit: a warning was returned, or all was so already."""
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
    """Open what `Context.act` documents."""
    if permission is not None:
        require(who, permission)
    with context.records.write() as tx:
        act = Act(
            context, who, tx, context.now(), own_case(tx, who, case) if case else None, about or case or "", detail
        )
        yield act
        if audit and not act.is_void:
            act.audit(audit, act.about, **act.detail)
        # Raised inside the transaction: an action that nobody would find in the audit does not happen.
        assert act.lines or act.is_void or unaudited, "this action writes no line of the audit"
    if permission in CASE_WORK and act.lines:
        context.refresh()


def own_case(tx: Tx, who: Principal, key: str) -> Case:
    """Return a case of one's own agency; another agency's case looks like one that does not exist."""
    require(who, Permission.work_cases)
    case = cases.get(tx, key)
    if case is None or case.agency != who.agency:
        raise NotAllowed(_("There is no case with this key in your agency. Check the key, or search the case list."))
    return case
