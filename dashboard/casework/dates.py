"""Times for which only a day is known: noon in Baghdad, so that what is due shows during that working day."""

from datetime import datetime, time

from dashboard.i18n import BAGHDAD


def at_noon(day: object, otherwise: datetime) -> datetime:
    """Return noon in Baghdad on an ISO date, or `otherwise` when `day` is no date."""
    try:
        return datetime.combine(datetime.fromisoformat(str(day)).date(), time(12), BAGHDAD)
    except ValueError:
        return otherwise


def reported_at(day: object, at: datetime) -> datetime:
    """Return when something happened on an ISO date of which an entry made at `at` tells: at that time if it is the same
    day in Iraq, otherwise at noon of the day.
    """
    return at if str(day) == at.astimezone(BAGHDAD).date().isoformat() else at_noon(day, at)
