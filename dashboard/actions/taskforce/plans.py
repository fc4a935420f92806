"""What the next releases would hold, by what the task force has declared, and what is proposed for the cases it expects."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.taskforce.releases import offers
from dashboard.i18n import gettext as _
from dashboard.release import Offer, Policy, menu
from dashboard.release.declared import declared, proposed, unused
from dashboard.release.shapes import QUARTERS, Shape


@dataclass(frozen=True)
class Planned:
    """One of the releases that a case will be in: what it is called, its menu, and how many quarters it counts."""

    name: str
    policy: Policy
    quarters: int


@dataclass(frozen=True, kw_only=True)
class Plans:
    """The releases that are declared, and those that are proposed for the `expected` cases a quarter (0: nobody said)."""

    declared: tuple[Planned, ...]
    expected: int
    proposed: Shape
    alternative: tuple[Planned, ...]
    is_proposed: bool
    unused: tuple[str, ...]
    """Settings without effect."""


def plans(context: Context, who: Principal, without: Collection[str] = (), expected: int | None = None) -> Plans:
    """Return what the next releases would hold; no case is read."""
    offered = offers(context, who, without)
    settings = context.workspace.settings
    cases = settings.release.expected if expected is None else expected
    shape, better = declared(settings), proposed(cases)
    return Plans(
        declared=_parts(offered, shape),
        expected=cases,
        proposed=better,
        alternative=_parts(offered, better),
        is_proposed=shape is not None and (shape.size, shape.rhythm) == (better.size, better.rhythm),
        unused=unused(settings),
    )


def _parts(offered: Sequence[Offer], shape: Shape | None) -> tuple[Planned, ...]:
    names = {1: _("Each quarter"), 2: _("Each half-year"), 4: _("Each year")}
    if shape is None:
        return (Planned(names[1], menu(offered), 1),)
    quarters = QUARTERS[shape.rhythm]
    short = Planned(names[quarters], menu(offered, shape), quarters)
    return (short, Planned(_("Once a year besides"), menu(offered, shape, "year"), 4)) if shape.has_year else (short,)
