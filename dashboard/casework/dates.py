"""When a task is due for which only a day is known: at noon in Baghdad, so that it shows during that working day."""

from datetime import datetime, time

from dashboard.i18n import BAGHDAD


def at_noon(day: object, otherwise: datetime) -> datetime:
    """Return noon in Baghdad on an ISO date, or `otherwise` when `day` is no date."""
    try:
        return datetime.combine(datetime.fromisoformat(str(day)).date(), time(12), BAGHDAD)
    except ValueError:
        return otherwise
