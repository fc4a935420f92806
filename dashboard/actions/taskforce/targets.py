"""Targets of the task force: what it wants its indicators to reach. A coordinator sets them; each change stays on record."""

from typing import cast

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.records import people, targets
from dashboard.records.targets import TargetEvent
from dashboard.release.targets import INDICATORS, Direction, Target, most

ENDED = "none"


def every(context: Context, who: Principal) -> dict[str, Target]:
    """Return the targets that stand, by the name of their indicator."""
    with context.read(who, Permission.see_releases) as tx:
        names = {person.id: person.name for person in people.every(tx)}
        return {
            event.indicator: Target(
                indicator=event.indicator,
                direction=cast(Direction, event.direction),
                number=event.number,
                owner=names.get(event.by, _("made on the server")),
                since=event.at,
            )
            for event in targets.newest(tx).values()
            if event.direction != ENDED and event.indicator in INDICATORS
        }


def agree(context: Context, who: Principal, indicator: str, direction: str, number: int) -> None:
    """Set the target of an indicator in place of the one before; `direction` "none" ends it.

    Raises ReleaseError when there is no such indicator, or the number cannot be one of it.
    """
    if indicator not in INDICATORS or direction not in ("at_least", "at_most", ENDED):
        raise ReleaseError(_("There is no such indicator. Load the page again."))
    if not 0 <= number <= most(INDICATORS[indicator]):
        raise ReleaseError(_("A target is a number from 0 to {most}.").format(most=most(INDICATORS[indicator])))
    with context.act(
        who, Permission.set_targets, audit="target.set", about=indicator, direction=direction, number=number
    ) as act:
        event = TargetEvent(indicator=indicator, direction=direction, number=number, at=act.at, by=who.person_id)
        targets.add(act.tx, event)
