"""Which menu a period gets: what the task force has declared for it, in the settings, before anything of it was built."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.budget import costs, fits, taken, waited
from dashboard.release.ledger import Entry
from dashboard.release.menu import Offer, menu, menu_again
from dashboard.release.periods import Period
from dashboard.release.policy import MU_MAX, Policy
from dashboard.release.regions import LISTS, Regions, check, own
from dashboard.release.shapes import QUARTERS, Part, Shape, Size
from dashboard.settings import Settings

SIZES: Mapping[Size, int] = {"large": 2000, "medium": 400, "small": 100, "tiny": 0}
"""From how many expected cases a quarter each size of menu is proposed, the largest first."""


def declared(settings: Settings) -> Shape | None:
    """Return what a workspace declares; None for the whole menu each quarter, as in version 0.1.

    Raises ReleaseError when a governorate is not in exactly one region.
    """
    release = settings.release
    if release.menu == "whole":
        return None
    regions = _own(settings.regions) if settings.regions else LISTS[release.regions]
    check(regions)
    return Shape(size=release.menu, rhythm=release.rhythm, yearly=release.yearly, waits=release.waits, regions=regions)


def _own(written: Mapping[str, Sequence[str]]) -> Regions:
    return {code: own(code, places) for code, places in written.items()}


def proposed(expected: int) -> Shape:
    """Return what is proposed for so many cases a quarter: half-years where a quarter would be held back."""
    size = next(size for size, least in SIZES.items() if expected >= least)
    return Shape(
        size=size,
        rhythm="half_year" if size == "tiny" else "quarter",
        regions=LISTS["five" if size == "large" else "two"],
    )


def unused(settings: Settings) -> tuple[str, ...]:
    """Return the settings that have no effect, because the whole menu has neither a year nor regions."""
    release = settings.release
    if release.menu != "whole":
        return ()
    said = {
        "yearly": not release.yearly,
        "waits": release.waits != 2,
        "regions": release.regions != "two",
        "[regions]": bool(settings.regions),
    }
    return tuple(name for name, is_said in said.items() if is_said)


def policy_for(
    offers: Iterable[Offer], shape: Shape | None, span: Period, past: Sequence[Entry], *, correcting: bool = False
) -> Policy:
    """Return the menu of a period: the declared one, or that of version 0.1 to the end of a year that has begun with it.

    Such a year has no room for a release that adds what a short menu lacks, so its quarters lack nothing. A correction
    has the menu of the version that it corrects, whatever is declared since.
    Raises ReleaseError for a period that is shorter than the declared rhythm.
    """
    first = [entry for entry in past if entry.period == str(span) and entry.outcome == "published"]
    if correcting and first:
        return menu_again(offers, first[0].policy)
    if shape is None:
        return menu(offers)
    others = [entry for entry in past if entry.period != str(span) and not entry.is_held]
    same_year = [entry for entry in others if Period.parse(entry.period).year == span.year]
    every = list(offers)
    if shape.has_year and _without_room(same_year, menu(every, shape, "year")):
        return menu(every)
    _check_rhythm(shape, span)
    part = _part(shape, span, bool(same_year))
    spent = taken if part == "year" else waited
    return menu(every, shape, part, MU_MAX**2 - max(spent(past, quarter) for quarter in span.quarters))


def _part(shape: Shape, span: Period, begun: bool) -> Part:
    """Return which part of the menu a period gets; a year of which nothing was released has all of it."""
    if not (shape.has_year and span.length == QUARTERS["year"]):
        return "short"
    return "year" if begun else "both"


def _without_room(releases: Iterable[Entry], year: Policy) -> bool:
    return not all(fits(costs(entry.policy)[0] + year.mu() ** 2) for entry in releases)


def _check_rhythm(shape: Shape, span: Period) -> None:
    if span.length >= QUARTERS[shape.rhythm]:
        return
    longer = span.longer()
    while longer is not None and longer.length < QUARTERS[shape.rhythm]:
        longer = longer.longer()
    raise ReleaseError(
        _(
            "{period} is no period of its own: the task force has declared longer ones. Release {longer} instead."
        ).format(period=str(span), longer=str(longer))
    )
