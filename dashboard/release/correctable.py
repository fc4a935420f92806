"""Whether a published period may be corrected: once, and only where no other release holds its cases or is to hold them."""

from collections.abc import Sequence

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.budget import leave_room
from dashboard.release.ledger import Entry
from dashboard.release.periods import Period


def corrected(span: Period, past: Sequence[Entry]) -> tuple[str, ...]:
    """Return the quarters of a published period that may still be corrected.

    They are the quarters of its first version: those that had been released by themselves before it stay out.
    """
    versions = [entry for entry in past if entry.period == str(span) and not entry.is_held]
    if not versions:
        raise ReleaseError(_("{period} is not published, so there is nothing to correct.").format(period=str(span)))
    if len(versions) > 1:
        raise ReleaseError(
            _("{period} was corrected once already. A second correction would tell too much about its cases.").format(
                period=str(span)
            )
        )
    _check_correctable(versions[0], past)
    return versions[0].quarters


def is_correctable(period: str, past: Sequence[Entry]) -> bool:
    """Whether a published period may still be corrected."""
    try:
        return bool(corrected(Period.parse(period), past))
    except ReleaseError:
        return False


def _check_correctable(first: Entry, past: Sequence[Entry]) -> None:
    """Raise ReleaseError when the cases of a release are in another one too, or are to be."""
    others = [
        entry.period
        for entry in past
        if entry.period != first.period and not entry.is_held and set(entry.quarters) & set(first.quarters)
    ]
    span = Period.parse(first.period)
    if span.longer() is None and others:
        raise ReleaseError(
            _(
                "{period} has no correction: its cases are in shorter releases too, and what is left of their budget is "
                "not enough for a third one."
            ).format(period=first.period)
        )
    if others:
        raise ReleaseError(
            _(
                "{period} has no correction: its cases are in the release of {other} too, and what is left of their budget "
                "is not enough for a third one."
            ).format(period=first.period, other=others[0])
        )
    if year_follows(first, past):
        raise ReleaseError(
            _(
                "{period} has no correction: room is kept for the release of {year}, which counts its cases once more and "
                "puts right what was wrong. It needs yearly = true under [release] in config.toml."
            ).format(period=first.period, year=f"{span.year}-Y")
        )


def year_follows(release: Entry, past: Sequence[Entry]) -> bool:
    """Whether room is kept for a release of the year that counts the cases of a release once more."""
    span = Period.parse(release.period)
    is_open = all(entry.period != f"{span.year}-Y" for entry in past)
    return span.longer() is not None and is_open and leave_room(past, span.year)
