"""Calendar days of answers as moments: a day that was agreed on ends at noon in Baghdad."""

from datetime import datetime, time

from dashboard.i18n import BAGHDAD


def at_noon(day: object, otherwise: datetime) -> datetime:
    """Return noon in Baghdad of an ISO date, or `otherwise` when it is none."""
    try:
        return datetime.combine(datetime.fromisoformat(str(day)).date(), time(12), BAGHDAD)
    except ValueError:
        return otherwise
