"""Values of XPath, and what one becomes where another is wanted: a text, a number, a truth value, a day.

A value is a text, a float, a truth value, a day, an aware time, or Nodes. JavaRosa's rules, with one addition: a text
that is an ISO day counts as that day in arithmetic, where JavaRosa makes it NaN and a comparison silently false.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isinf, isnan
from typing import Any

from dashboard.i18n import BAGHDAD

EPOCH = date(1970, 1, 1)
NAN = float("nan")
_NUMBER = re.compile(r"\s*-?(?:\d+\.?\d*|\.\d+)\s*")
_DAY = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")
_CLOSE = 1e-12
"""How near two numbers are equal: 0.1 + 0.2 = 0.3."""


@dataclass(frozen=True)
class Nodes:
    """The rows of a repeat, or the answers to one question in each of them.

    `rows` are the answers in each row by question, for conditions that pick rows.
    """

    values: Sequence[Any] = ()
    rows: Sequence[Mapping[str, Any]] = ()


def single(value: Any) -> Any:
    """Return the first of several values, "" for none; any other value as it is."""
    if isinstance(value, Nodes):
        return value.values[0] if value.values else ""
    return value


def listed(value: Any) -> Sequence[Any]:
    """Return the values of rows, or one value as the only one."""
    return value.values if isinstance(value, Nodes) else [value]


def text(value: Any) -> str:
    """Return a value as text: whole numbers without a point, days as 2026-09-09, of a time its day."""
    value = single(value)
    if isinstance(value, str):  # first, because most are
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _digits(value)
    if isinstance(value, datetime):
        return value.astimezone(BAGHDAD).date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _digits(value: float) -> str:
    if isnan(value):
        return "NaN"
    if isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")


def number(value: Any) -> float:
    """Return a value as a number, NaN when it is none; a day or a time is its day number in Baghdad since 1970."""
    value = single(value)
    if isinstance(value, bool | int | float):
        return float(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value)
    found = moment(value)
    if isinstance(found, datetime):
        found = found.astimezone(BAGHDAD).date()
    return NAN if found is None else float((found - EPOCH).days)


def truth(value: Any) -> bool:
    """Return whether a value is true: a number but 0 and NaN, a text that is not empty, any day."""
    value = single(value)
    if isinstance(value, float):
        return not isnan(value) and value != 0
    return bool(value)


def moment(value: Any) -> date | datetime | None:
    """Return the day or aware time that a value stands for, None for no such thing."""
    value = single(value)
    if isinstance(value, date):  # a time too
        return value
    try:
        if isinstance(value, str) and "T" in value:
            found = datetime.fromisoformat(value.strip())
            return found if found.tzinfo else found.replace(tzinfo=BAGHDAD)
        if isinstance(value, str) and (day := _DAY.fullmatch(value)):
            return date(int(day[1]), int(day[2]), int(day[3]))
        return date.fromordinal(EPOCH.toordinal() + int(number(value) // 1)) if _is_number(value) else None
    except (ValueError, OverflowError):
        return None


def _is_number(value: Any) -> bool:
    return isinstance(value, float) or (isinstance(value, str) and _NUMBER.fullmatch(value) is not None)


def moment_number(value: Any) -> float:
    """Return a day or time as days since 1970 in UTC, with the time of day as a fraction; NaN for anything else."""
    found = moment(value) if not isinstance(single(value), float) else None
    if found is None:
        return number(value)
    if not isinstance(found, datetime):
        found = datetime(found.year, found.month, found.day, tzinfo=BAGHDAD)
    return (found - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86400


def equal(left: Any, right: Any) -> bool:
    """Return whether two values are the same: as truth values or numbers where one of them is one, else as texts."""
    if isinstance(left, str) and isinstance(right, str):  # most are
        return left == right
    left, right = single(left), single(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right) or abs(number(left) - number(right)) < _CLOSE
    return text(left) == text(right)
