"""Dates and times as people in Iraq read them: Asia/Baghdad, Western digits."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from dashboard.i18n.catalogs import gettext as _
from dashboard.i18n.catalogs import language
from dashboard.languages import LANGUAGES, western

BAGHDAD = ZoneInfo("Asia/Baghdad")


def local(moment: datetime) -> datetime:
    """Return an aware time with Baghdad as its zone."""
    return moment.astimezone(BAGHDAD)


def day(value: date | datetime) -> str:
    """Return a date in words, such as "24 Nov 2026"."""
    when = local(value).date() if isinstance(value, datetime) else value
    return western(format_date(when, "d MMM y", locale=LANGUAGES[language()].locale))


def month(value: date) -> str:
    """Return a month in words, such as "Nov 2026"."""
    return western(format_date(value, "MMM y", locale=LANGUAGES[language()].locale))


def moment(value: datetime, now: datetime | None = None) -> str:
    """Return "today 14:20", "tomorrow 09:00" or "24 Nov 2026 14:20"."""
    here, today = local(value), local(now or datetime.now(UTC)).date()
    words = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    day_in_words = words.get((here.date() - today).days) or day(here.date())
    return f"{day_in_words} {here:%H:%M}"


def clock(due: datetime, now: datetime | None = None) -> str:
    """Return what is left before `due` ("3 h 10 min left") or by how much it is over ("2 h overdue")."""
    here = now or datetime.now(UTC)
    left = due - here
    days = _far(due, here)
    time = _("{n} days").format(n=days) if days else _span(abs(left))
    return (_("{time} overdue") if left < timedelta(0) else _("{time} left")).format(time=time)


def _far(due: datetime, here: datetime) -> int:
    """Return how many days of the calendar lie between two times that are three days or more apart, otherwise 0."""
    if abs(due - here) < timedelta(days=3):
        return 0
    return abs((due.astimezone(BAGHDAD).date() - here.astimezone(BAGHDAD).date()).days)


def _span(length: timedelta) -> str:
    """Return a length of time in words, such as "3 h 10 min"."""
    hours, minutes = divmod(int(length.total_seconds() // 60), 60)
    return _("{h} h {m} min").format(h=hours, m=minutes) if hours else _("{m} min").format(m=minutes)
