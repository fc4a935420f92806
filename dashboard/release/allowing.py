"""Whether a period may be built: decided by the calendar, the past releases and the policy, before any case is read.

A case is in one release only. That is why a period that was published, or is part of a longer one that was, is refused,
and why a longer period counts only the quarters that no release has.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from dashboard.errors import ReleaseError
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.release.ledger import Entry
from dashboard.release.periods import Period
from dashboard.release.policy import Policy


def check(
    past: Sequence[Entry], span: Period, now: datetime, delay_days: int, policy: Policy, correcting: bool
) -> tuple[tuple[str, ...], int]:
    """Return the quarters that a build would count, and how often they were held back; raise ReleaseError like `build`.

    `past` is the whole ledger. No case is read here, so that a refusal tells nothing about cases, and comes before the
    work of reading them all.
    """
    span.check_closed(now, delay_days)
    _check_clock(past, now)
    quarters = corrected(span, past) if correcting else _unpublished(span, past)
    holds = 0 if correcting else _holds(quarters, past)
    policy.check(holds)
    return quarters, holds


def _check_clock(past: Sequence[Entry], now: datetime) -> None:
    """Raise ReleaseError when the machine's clock is behind the past releases: it decides whether a period is over."""
    newest = max((datetime.fromisoformat(entry.built_at) for entry in past), default=now)
    if now < newest:
        raise ReleaseError(
            _(
                "The clock of this machine is behind: the newest release was made on {day}. Set the clock, then try again."
            ).format(day=day(newest))
        )


def corrected(span: Period, past: Sequence[Entry]) -> tuple[str, ...]:
    """Return the quarters of a published period that may still be corrected.

    They are the quarters of its first version: those that had been released by themselves before it stay out.
    """
    versions = [entry for entry in past if entry.period == str(span) and entry.outcome != "held"]
    if not versions:
        raise ReleaseError(_("{period} is not published, so there is nothing to correct.").format(period=str(span)))
    if len(versions) > 1:
        raise ReleaseError(
            _("{period} was corrected once already. A second correction would tell too much about its cases.").format(
                period=str(span)
            )
        )
    return versions[0].quarters


def _unpublished(span: Period, past: Sequence[Entry]) -> tuple[str, ...]:
    """Return the quarters of a period that are to be published, those that no release has yet."""
    if any(entry.period == str(span) for entry in past):
        raise ReleaseError(_frozen(span, past))
    free = _free(span, past)
    # One quarter that is left of a longer period would be published by itself, under the longer period's name.
    if span.length > 1 and len(free) == 1:
        raise ReleaseError(_left_over(span, free[0], past))
    if not free:
        raise ReleaseError(
            _(
                "{period} cannot be released: its cases are already in another release, and no case is ever in two."
            ).format(period=str(span))
        )
    return free


def _left_over(span: Period, quarter: str, past: Sequence[Entry]) -> str:
    longer = _next(span, past)
    then = _("They stay unpublished.") if longer is None else _("Release {longer} once it has ended.")
    text = _(
        "{period} cannot be released: its cases are already in another release, and no case is ever in two; only those of "
        "{quarter} are not, and they are too few by themselves."
    )
    return f"{text} {then}".format(period=str(span), quarter=quarter, longer=str(longer))


def _frozen(span: Period, past: Sequence[Entry]) -> str:
    """Return why a period about which a release has decided cannot be released again."""
    if any(entry.period == str(span) and entry.outcome != "held" for entry in past):
        return _(
            "{period} is already published and stays as it is. Cases that came in late are counted in "
            "the period in which they were registered."
        ).format(period=str(span))
    return held(span, past)


def held(span: Period, past: Sequence[Entry]) -> str:
    """Return what to do with a period that has too few cases: the longer one that can still be released, if any."""
    longer = _next(span, past)
    if longer is None:
        return _(
            "{period} has too few cases for safe figures, and every longer period around it is already released. Its "
            "cases stay unpublished; the agencies still see them in their own figures."
        ).format(period=str(span))
    return _(
        "{period} has too few cases for safe figures, so it waits for a longer period. Release {longer} "
        "once it has ended."
    ).format(period=str(span), longer=str(longer))


def _next(span: Period, past: Sequence[Entry]) -> Period | None:
    """Return the shortest of the longer periods around one that has two quarters or more to release; None without."""
    return next((longer for longer in _longer(span) if len(_free(longer, past)) > 1), None)


def _longer(span: Period) -> Iterator[Period]:
    """Yield the longer periods that contain a period, the shortest first."""
    wider = span.longer()
    if wider is not None:
        yield wider
        yield from _longer(wider)


def _free(span: Period, past: Sequence[Entry]) -> tuple[str, ...]:
    """Return the quarters of a period whose cases are in no release."""
    taken = {quarter for entry in past if entry.outcome != "held" for quarter in entry.quarters}
    return tuple(quarter for quarter in span.quarters if quarter not in taken)


def _holds(quarters: Sequence[str], past: Sequence[Entry]) -> int:
    """Return how often these quarters were held back: the count of the quarter that was held back most often.

    The budget is that of a case, and a case is in one quarter. All past entries with a quarter that is still free were
    held back; if one of them were published, the quarter would not be free.
    """
    holds_by_quarter = {quarter: sum(1 for entry in past if quarter in entry.quarters) for quarter in quarters}
    return max(holds_by_quarter.values())
