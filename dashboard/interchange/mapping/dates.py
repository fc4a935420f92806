"""Dates as people write them: the order of day and month is decided over a whole column, never cell by cell."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.i18n import gettext as _
from dashboard.i18n import noted
from dashboard.interchange.mapping.file_mapping import Order
from dashboard.interchange.mapping.months import month_of

OLDEST = date(2015, 1, 1)
"""The first day that a case can have; a date of birth may be older."""
_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?)?"
_NUMBERS = re.compile(rf"(\d{{1,2}})\s?[/.\-]\s?(\d{{1,2}})\s?[/.\-]\s?(\d{{4}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})[/.\-](\d{{1,2}})[/.\-](\d{{1,2}}){_TIME}")
_DAY_NAMED = re.compile(rf"(\d{{1,2}})[\s\-/.]+([^\W\d_][^\d]*?)[\s\-/.,]+(\d{{4}}){_TIME}")
_NAMED_DAY = re.compile(rf"([^\W\d_][^\d]*?)[\s\-/.]+(\d{{1,2}})[\s\-/.,]+(\d{{4}}){_TIME}")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_LONGEST = 60
"""Characters of a date; the patterns would need minutes for a cell that is made to be slow."""
_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet's serial numbers
Shape = Callable[[Order], date]


@dataclass(frozen=True)
class DateColumn:
    """How the dates of a column are read: the `order` of its numbers, and whether all of them are serial numbers.

    `asked` is what is wrong with the column as a whole, as a sentence, "" where it can be read; `ambiguous` says that a
    person can answer it by naming the order.
    """

    order: Order
    serials: bool = False
    asked: str = ""
    ambiguous: bool = False
    note: str = ""
    zone: str = "Asia/Baghdad"

    @classmethod
    def of(cls, texts: Iterable[str], order: Order, zone: str = "Asia/Baghdad") -> "DateColumn":
        """Decide how the cells of a column are read; `order` is what the mapping says, "" when it says nothing."""
        written = [text for text in texts if text]
        if written and all(_SERIAL.fullmatch(text) for text in written):
            note = _("The dates are numbers of days, as a spreadsheet keeps them; they were read as such.")
            return cls(order, serials=True, note=note, zone=zone)
        found, asked = (order, _against(order, written)) if order else _decided(written)
        return cls(found, asked=asked, ambiguous=bool(asked) and not _contradict(_pairs(written)), zone=zone)

    def read(self, text: str) -> date:
        """Return the day that a cell says; a ValueError has the sentence about what is wrong with it."""
        if self.serials:
            return _ZERO + timedelta(days=int(float(text)))
        try:
            day = self._read(text) if len(text) <= _LONGEST else None
        except (ValueError, OverflowError):
            day = None
        if day is None:
            raise ValueError(self._expected(text))
        return day

    def _read(self, text: str) -> date | None:
        if match := _NUMBERS.fullmatch(text):
            first, second, year = map(int, match.groups())
            return date(year, first, second) if self.order == "mdy" else date(year, second, first)
        return _plain(text, self.zone)

    def _expected(self, text: str) -> str:
        """Return the sentence about a date that cannot be read, which names the order of the column."""
        if _SERIAL.fullmatch(text):
            return _("is a number among dates. Write all dates of the column in one way, such as 2026-11-24.")
        if _NUMBERS.fullmatch(text):
            order = self.order or "dmy"
            return _("does not exist when the column is read with {order}. Write all dates in one order.").format(
                order=_(ORDERS[order])
            )
        return _("is not a date that exists, with nothing before or behind it. Write 2026-11-24 or 24/11/2026.")


ORDERS = {
    "dmy": noted("the day first"),
    "mdy": noted("the month first"),
    "ymd": noted("the year first"),
}


def _decided(texts: Iterable[str]) -> tuple[Order, str]:
    """Return the order that the numbers of a column prove, or what has to be asked.

    A column in which some dates have the month first and others could be read both ways is asked about: in one that
    people typed in Iraq these others have the day first, and would be read wrongly without anybody's noticing.
    """
    pairs = _pairs(texts)
    if _contradict(pairs):
        text = _("has dates with the day first and others with the month first. Write all of them in one order: {way}.")
        return "", text.format(way="2026-11-24")
    day_first = any(first > 12 for first, _second in pairs)
    if not day_first and any(max(pair) <= 12 and pair[0] != pair[1] for pair in pairs):
        text = _("has dates that can be read with the day first or with the month first. Say which it is: {way}.")
        return "", text.format(way='[date] order = "dmy" / "mdy"')
    return ("mdy" if any(second > 12 for _first, second in pairs) else "dmy"), ""


def _against(order: Order, texts: Iterable[str]) -> str:
    """Return what has to be asked where dates prove another order than the mapping says: the others are then in doubt too."""
    proofs = {"dmy": lambda first, second: first <= 12 < second, "mdy": lambda first, second: second <= 12 < first}
    proves_other = proofs.get(order)
    if proves_other is None or not any(proves_other(*pair) for pair in _pairs(texts)):
        return ""
    text = _(
        "has dates that do not exist when it is read with {order}. Say which order it is, or write all of them in one: {way}."
    )
    return text.format(order=_(ORDERS[order]), way="2026-11-24")


def _pairs(texts: Iterable[str]) -> list[tuple[int, int]]:
    """Return the first two numbers of all dates that end with the year."""
    return [(int(match[1]), int(match[2])) for text in texts if (match := _NUMBERS.fullmatch(text))]


def _contradict(pairs: Iterable[tuple[int, int]]) -> bool:
    """Return whether some dates prove that the day is first and others that the month is."""
    pairs = list(pairs)
    return any(first > 12 for first, _second in pairs) and any(second > 12 for _first, second in pairs)


def _plain(text: str, zone: str) -> date | None:
    """Return a day that says by itself which number is what, or None; a time with a zone is the day in Iraq."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day_of_month = map(int, match.groups())
        return date(year, month, day_of_month)
    for pattern, places in ((_DAY_NAMED, (3, 2, 1)), (_NAMED_DAY, (3, 1, 2))):
        if (match := pattern.fullmatch(text)) and (number := month_of(match[places[1]])):
            return date(int(match[places[0]]), number, int(match[places[2]]))
    if len(text) <= 10:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    return (moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment).date()
