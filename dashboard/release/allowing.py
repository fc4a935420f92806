"""Whether a period may be built: decided by the calendar, the past releases and the policy, before any case is read.

A case is in one release, or in a short one and in that of its year, and has one budget for all that hold it. That is why a
period that was published, or is part of a longer one that was, is refused, and why a longer period counts only the quarters
that no release has, unless it is the release that a declared menu adds once a year.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.errors import ReleaseError
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.release.budget import fits, fullest, leave_room, taken, waited, waits
from dashboard.release.correctable import corrected
from dashboard.release.ledger import Entry
from dashboard.release.periods import Period
from dashboard.release.policy import MU_MAX, Place, Policy


@dataclass(frozen=True)
class Allowed:
    """The quarters that a build counts, and what it may tell of each of their cases (`mu`), decisions to wait included."""

    quarters: tuple[str, ...]
    mu: float


def check(
    past: Sequence[Entry], span: Period, now: datetime, delay_days: int, policy: Policy, correcting: bool
) -> Allowed:
    """Return what a build would count and spend; raise ReleaseError like `build`.

    `past` is the whole ledger. No case is read here, so that a refusal tells nothing about cases, and comes before the
    work of reading them all.
    """
    span.check_closed(now, delay_days)
    _check_clock(past, now)
    policy.check()
    if correcting:
        return Allowed(corrected(span, past), policy.mu())
    quarters = _closing(span, past) if policy.place == "year" else _unpublished(span, past, policy.place)
    _check_budget(span, quarters, past, policy)
    waiting = max(waited(past, quarter) for quarter in quarters)
    return Allowed(quarters, math.sqrt(policy.mu() ** 2 + waiting))


def _check_budget(span: Period, quarters: Sequence[str], past: Sequence[Entry], policy: Policy) -> None:
    """Raise ReleaseError when a case would spend more than its budget with all releases that hold it."""
    quarter = fullest(past, quarters)
    if fits(taken(past, quarter) + policy.mu() ** 2):
        return
    times, waiting = waits(past, quarter)
    if waiting == taken(past, quarter):
        raise ReleaseError(policy.too_dear(times, waiting))
    if times and fits(taken(past, quarter) - waiting + policy.mu() ** 2):
        why = _("Without {n} decisions to wait for more cases, which took {share} of the budget, there would be room.")
    else:
        why = _(
            "The first release of a whole year is of one all of whose shorter releases had a short menu and no correction."
        )
    text = _(
        "{period} cannot be released: its cases of {quarter} have spent {spent} in other releases, this one would take "
        "{more}, and together no case may spend more than {most}."
    )
    raise ReleaseError(
        f"{text} {why}".format(
            period=str(span),
            quarter=quarter,
            spent=f"{math.sqrt(taken(past, quarter)):.2f}",
            more=f"{policy.mu():.2f}",
            most=f"{MU_MAX:.2f}",
            n=times,
            share=f"{100 * waiting / MU_MAX**2:.0f} %",
        )
    )


def _check_clock(past: Sequence[Entry], now: datetime) -> None:
    """Raise ReleaseError when the machine's clock is behind the past releases: it decides whether a period is over."""
    newest = max((datetime.fromisoformat(entry.built_at) for entry in past), default=now)
    if now < newest:
        raise ReleaseError(
            _(
                "The clock of this machine is behind: the newest release was made on {day}. Set the clock, then try again."
            ).format(day=day(newest))
        )


def _closing(span: Period, past: Sequence[Entry]) -> tuple[str, ...]:
    """Return the quarters of a year, all of them, once every shorter release of it that can be made was decided on."""
    if any(entry.period == str(span) for entry in past):
        raise ReleaseError(_frozen(span, past, "year"))
    open_ones = [quarter for quarter in span.quarters if not _is_decided(Period.parse(quarter), past)]
    if open_ones:
        raise ReleaseError(
            _(
                "{period} comes after its shorter releases, and adds what they lack. Nothing was decided yet about {quarters}."
            ).format(period=str(span), quarters=", ".join(open_ones))
        )
    return span.quarters


def _is_decided(quarter: Period, past: Sequence[Entry]) -> bool:
    """Whether a quarter was released, or waits for nothing but the year."""
    if not _free(quarter, past):
        return True
    half = quarter.longer()
    about = {entry.period for entry in past}
    return half is not None and (str(half) in about or (str(quarter) in about and len(_free(half, past)) < half.length))


def _unpublished(span: Period, past: Sequence[Entry], place: Place) -> tuple[str, ...]:
    """Return the quarters of a period that are to be published, those that no release has yet."""
    if any(entry.period == str(span) for entry in past):
        raise ReleaseError(_frozen(span, past, place))
    free = _free(span, past)
    # One quarter that is left of a longer period would be published by itself, under the longer period's name.
    if span.length > 1 and len(free) == 1:
        raise ReleaseError(_left_over(span, free[0], past, place))
    if not free:
        raise ReleaseError(_taken(span, past))
    return free


def _taken(span: Period, past: Sequence[Entry]) -> str:
    """Return why a period whose cases are all in releases already is not released once more."""
    if not leave_room(past, span.year):
        return _(
            "{period} cannot be released: its cases are already in another release, which left no room for a second one."
        ).format(period=str(span))
    return _(
        "{period} cannot be released: its cases are already in another release, and the room that is left is kept for the "
        "release of {year} with a menu by size. It needs yearly = true under [release] in config.toml."
    ).format(period=str(span), year=f"{span.year}-Y")


def _left_over(span: Period, quarter: str, past: Sequence[Entry], place: Place) -> str:
    longer = _next(span, past, place)
    then = _("They stay unpublished.") if longer is None else _("Release {longer} once it has ended.")
    text = _(
        "{period} cannot be released: its cases are already in another release, and none may be in two such; only those of "
        "{quarter} are not, and they are too few by themselves."
    )
    return f"{text} {then}".format(period=str(span), quarter=quarter, longer=str(longer))


def _frozen(span: Period, past: Sequence[Entry], place: Place) -> str:
    """Return why a period about which a release has decided cannot be released again."""
    if any(entry.period == str(span) and not entry.is_held for entry in past):
        return _(
            "{period} is already published and stays as it is. Cases that came in late are counted in "
            "the period in which they were registered."
        ).format(period=str(span))
    return held(span, past, place)


def held(span: Period, past: Sequence[Entry], place: Place = "alone") -> str:
    """Return what to do with a period that has too few cases: the longer one that can still be released, if any.

    Where a release of the year follows, it counts every case.
    """
    longer = _next(span, past, place)
    if longer is None:
        return _(
            "{period} has too few cases for safe figures, and every longer period around it is already released. Its "
            "cases stay unpublished; the agencies still see them in their own figures."
        ).format(period=str(span))
    return _(
        "{period} has too few cases for safe figures, so it waits for a longer period. Release {longer} "
        "once it has ended."
    ).format(period=str(span), longer=str(longer))


def _next(span: Period, past: Sequence[Entry], place: Place) -> Period | None:
    """Return the shortest of the longer periods around one that has two quarters or more to release, or counts every case
    as the release of a year; None without.
    """
    wider = list(_longer(span))
    last = wider[-1] if wider and place == "short" else None
    return next((longer for longer in wider if len(_free(longer, past)) > 1), last)


def _longer(span: Period) -> Iterator[Period]:
    """Yield the longer periods that contain a period, the shortest first."""
    wider = span.longer()
    if wider is not None:
        yield wider
        yield from _longer(wider)


def _free(span: Period, past: Sequence[Entry]) -> tuple[str, ...]:
    """Return the quarters of a period whose cases are in no release."""
    taken = {quarter for entry in past if not entry.is_held for quarter in entry.quarters}
    return tuple(quarter for quarter in span.quarters if quarter not in taken)
