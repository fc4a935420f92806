"""Clearing a release for outside the task force: one coordinator asks, another confirms, each in her own session."""

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.taskforce import deciding, spending
from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.records import Tx, clearances
from dashboard.records.clearances import ClearanceEvent, State
from dashboard.release import Releases
from dashboard.release.outside import Clearance


def every(context: Context, who: Principal) -> dict[str, Clearance]:
    """Return how each published release stands by period; one that nobody asked about is left out.

    What was cleared is one version: after a correction the new one has to be cleared anew.
    """
    releases = spending.published(context)
    with context.read(who, Permission.see_releases) as tx:
        return of_releases(tx, releases, who)


def of_releases(tx: Tx, releases: Releases, who: Principal) -> dict[str, Clearance]:
    """Return the same for releases that were read already."""
    standing = _standing(tx)
    return {
        period: _told(tx, who, *standing[releases.about(period).digest])
        for period in releases.periods()
        if releases.about(period).digest in standing
    }


def ask(context: Context, who: Principal, period: str) -> None:
    """Ask that a published release be cleared for outside."""
    _note(context, who, period, "asked", "release.clear_ask")


def confirm(context: Context, who: Principal, period: str) -> None:
    """Clear a release for outside, as somebody else asked."""
    _note(context, who, period, "cleared", "release.clear")


def end(context: Context, who: Principal, period: str) -> None:
    """Take back that a release is cleared, or that it was asked; what has left the task force stays outside."""
    _note(context, who, period, "ended", "release.clear_end")


def _note(context: Context, who: Principal, period: str, state: State, line: str) -> None:
    context.require(who, Permission.clear_releases)
    digest = spending.published(context).about(period).digest
    with context.act(who, Permission.clear_releases, audit=line, about=period, digest=digest[:12]) as act:
        deciding.check_herself(who)
        _may(_standing(act.tx).get(digest), who, state)
        clearances.add(act.tx, ClearanceEvent(period=period, digest=digest, state=state, at=act.at, by=who.person_id))


def _may(events: tuple[ClearanceEvent, ...] | None, who: Principal, state: State) -> None:
    """Raise where a release does not stand so that this may follow, or where whoever asked would decide herself."""
    last = events[-1].state if events else "ended"
    if last not in {"asked": ("ended",), "cleared": ("asked",), "ended": ("asked", "cleared")}[state]:
        raise ReleaseError(_("Nobody waits for this decision any more. Load the page again."))
    if state == "cleared" and events:
        deciding.check_other(who, events[0].by)


def _standing(tx: Tx) -> dict[str, tuple[ClearanceEvent, ...]]:
    """Return by digest what stands: who asked, and where it was confirmed, who confirmed."""
    standing: dict[str, tuple[ClearanceEvent, ...]] = {}
    for event in clearances.every(tx):
        standing[event.digest] = () if event.state == "ended" else (*standing.get(event.digest, ()), event)
    return {digest: events for digest, events in standing.items() if events}


def _told(tx: Tx, who: Principal, asked: ClearanceEvent, agreed: ClearanceEvent | None = None) -> Clearance:
    return Clearance(
        period=asked.period,
        state="cleared" if agreed else "asked",
        asked_by=deciding.name(tx, asked.by),
        agreed_by=deciding.name(tx, agreed.by) if agreed else "",
        at=(agreed or asked).at,
        is_mine=asked.by == who.person_id,
    )
