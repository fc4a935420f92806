"""Corrections: asked for by one person, approved by a coordinator in her own session, and only then built."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.actions.taskforce import deciding, spending
from dashboard.errors import NotAllowed, ReleaseError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.records import Tx, corrections, people
from dashboard.records.corrections import CorrectionEvent, State
from dashboard.release import Correction, Period
from dashboard.release.budget import costs
from dashboard.release.correctable import corrected, is_correctable
from dashboard.release.limits import spent, together
from dashboard.release.reasons import REASONS


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A correction that somebody asked for, and how it stands; `asked_by` and `decided_by` are names of people.

    `built` is a correction that was approved and is in the file.
    """

    id: str
    period: str
    reason: str
    state: Literal["asked", "approved", "declined", "built"]
    asked_at: datetime
    asked_by: str
    decided_by: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for a coordinator, or for being built."""
        return self.state in ("asked", "approved")


def every(context: Context, who: Principal) -> list[Asked]:
    """Return every correction that was asked for, the newest first."""
    built = {entry.period for entry in spending.published(context).entries if entry.revision}
    with context.read(who, Permission.see_corrections) as tx:
        return [_asked(tx, first, last, built) for first, last in corrections.every(tx)]


def correctable(context: Context, who: Principal) -> tuple[str, ...]:
    """Return the published periods that may still be corrected, the newest first."""
    context.require(who, Permission.see_corrections)
    releases = spending.published(context)
    open_ones = {asked.period for asked in every(context, who) if asked.is_open}
    return tuple(
        period for period in releases.periods() if period not in open_ones and is_correctable(period, releases.entries)
    )


def would_spend(context: Context, who: Principal, period: str) -> float:
    """Return what a case that is in a period will have spent, at most, when the period is corrected.

    The correction has the menu of its first version, and takes as much once more.
    """
    context.require(who, Permission.see_corrections)
    past = spending.published(context).entries
    first = next(entry for entry in past if entry.period == period and entry.outcome == "published")
    return together((spent(past, period), math.sqrt(costs(first.policy)[0])))


def ask(context: Context, who: Principal, period: str, reason: str) -> str:
    """Ask that a published period be built anew, and return the number of the request.

    Raises ReleaseError when the reason is not from the list, the period cannot be corrected, or somebody asked already.
    """
    if reason not in REASONS:
        raise ReleaseError(
            _("{reason} is no reason.{hint} The reasons are: {reasons}.").format(
                reason=repr(reason[:40]), hint=did_you_mean(reason, REASONS), reasons=", ".join(REASONS)
            )
        )
    context.require(who, Permission.build_releases)
    span = str(Period.parse(period))
    corrected(Period.parse(span), spending.published(context).entries)
    with context.act(who, Permission.build_releases, audit="correction.ask", about=span, reason=reason) as act:
        if any(first.period == span and last.state != "declined" for first, last in corrections.every(act.tx)):
            raise ReleaseError(
                _("A correction of {period} was asked for already. A coordinator decides about it.").format(period=span)
            )
        event = CorrectionEvent(id=str(uuid4()), period=span, reason=reason, state="asked", at=act.at, by=who.person_id)
        corrections.add(act.tx, event)
    return event.id


def approve(context: Context, who: Principal, identifier: str) -> None:
    """Approve a correction that somebody else asked for: in a coordinator's own session, never by a command."""
    _decide(context, who, identifier, "approved", "correction.approve")


def decline(context: Context, who: Principal, identifier: str) -> None:
    """Decline a correction that somebody else asked for; it may be asked for again."""
    _decide(context, who, identifier, "declined", "correction.decline")


def _decide(context: Context, who: Principal, identifier: str, state: State, line: str) -> None:
    with context.act(who, Permission.approve_corrections, audit=line) as act:
        if not who.session:
            raise NotAllowed(_("A coordinator decides about a correction on her own page, signed in as herself."))
        first = _waiting(act, identifier)
        if first.by == who.person_id:
            raise NotAllowed(_("You asked for this correction yourself. Somebody else decides about it."))
        act.about, act.detail = first.period, {"reason": first.reason}
        corrections.add(
            act.tx,
            CorrectionEvent(
                id=identifier, period=first.period, reason=first.reason, state=state, at=act.at, by=who.person_id
            ),
        )


def _waiting(act: Act, identifier: str) -> CorrectionEvent:
    """Return a request that nobody has decided about yet."""
    for first, last in corrections.every(act.tx):
        if first.id == identifier and last.state == "asked":
            return first
    raise ReleaseError(_("Nobody waits for this decision any more. Load the page again."))


def approved(context: Context, who: Principal, period: str) -> Correction:
    """Return the approved correction of a period; raise ReleaseError when nobody asked for it or approved it."""
    span = str(Period.parse(period))
    with context.read(who, Permission.build_releases) as tx:
        for first, last in corrections.every(tx):
            approver = people.get(tx, last.by)
            if first.period == span and last.state == "approved" and approver is not None:
                return Correction(approver.username, first.reason)
    raise ReleaseError(
        _(
            "No coordinator has approved a correction of {period}. Ask for it with: ovtf release ask-correction. Then a "
            "coordinator approves it on the page Corrections."
        ).format(period=span)
    )


def _asked(tx: Tx, first: CorrectionEvent, last: CorrectionEvent, built: set[str]) -> Asked:
    return Asked(
        id=first.id,
        period=first.period,
        reason=first.reason,
        state="built" if last.state == "approved" and first.period in built else last.state,
        asked_at=first.at,
        asked_by=deciding.name(tx, first.by),
        decided_by="" if last.state == "asked" else deciding.name(tx, last.by),
    )
