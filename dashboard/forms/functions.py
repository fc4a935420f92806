"""The functions of ODK's XPath, as far as forms here use them."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import chain
from math import ceil, floor, isnan, pi, sqrt
from typing import Any

import regex

from dashboard.forms.xvalues import NAN, listed, moment, moment_number, number, text, truth
from dashboard.i18n import BAGHDAD

NOW: ContextVar[datetime] = ContextVar("now")
"""The time that today() and now() see; in a context, because several people's forms are examined at once."""
PATTERN_SECONDS = 0.1
"""How long a pattern may look at one answer: one that backtracks for ever would hold up the whole server."""
log = logging.getLogger(__name__)


@contextmanager
def examined_at(now: datetime) -> Iterator[None]:
    """Let today() and now() of every expression be this time (aware), until the block ends."""
    token = NOW.set(now)
    try:
        yield
    finally:
        NOW.reset(token)


def _selected(chosen: Any, name: Any) -> bool:
    # selected(${x}, '') is a way to ask whether nothing is chosen.
    return text(name).strip() in (text(chosen).split() or [""])


def _selected_at(chosen: Any, index: Any) -> str:
    return dict(enumerate(text(chosen).split())).get(int(number(index)), "")


def _coalesce(first: Any, second: Any) -> Any:
    return second if text(first) in ("", "NaN") else first


def _round(value: Any, digits: Any = 0.0) -> float:
    """Return a number rounded to some digits, a half upwards: -2.5 becomes -2."""
    scale = 10.0 ** int(number(digits))
    return floor(round(number(value) * scale, 9) + 0.5) / scale  # 1.005 * 100 is 100.49999999999999


def _regex(value: Any, pattern: Any) -> bool:
    """Return whether a pattern fits a whole answer; False where that takes longer than PATTERN_SECONDS."""
    try:
        return regex.fullmatch(text(pattern), text(value), timeout=PATTERN_SECONDS) is not None
    except TimeoutError:
        log.warning("A pattern in regex() of a form took too long for an answer. Ask the form's author to simplify it.")
        return False
    except regex.error:
        return False  # a pattern that another answer gives; one that is written in the form is checked beforehand


def _numbers(values: Sequence[Any]) -> list[float]:
    """Return what is a number among values and in rows of a repeat; empty answers count for nothing."""
    numbers = map(number, chain.from_iterable(map(listed, values)))
    return [amount for amount in numbers if not isnan(amount)]


def _date(value: Any) -> Any:
    found = moment(value)
    return ("" if found is None else found.astimezone(BAGHDAD).date()) if isinstance(found, datetime | None) else found


def _date_time(value: Any) -> Any:
    found = moment(value)
    return "" if found is None else found


_ESCAPES: Mapping[str, Callable[[datetime], str]] = {
    "%": lambda _at: "%",
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: str(at.month),
    "b": lambda at: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][at.month - 1],
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "a": lambda at: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][at.weekday()],
    "W": lambda at: f"{at.isocalendar().week:02}",
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
}
"""What follows a % in format-date() and format-date-time(). Python's strftime has other letters for some of them."""


def _format_date(value: Any, pattern: Any) -> str:
    """Return a day or time in Baghdad as a pattern says; a day is its midnight."""
    found = moment(value)
    if found is None:
        return ""
    at = found.astimezone(BAGHDAD) if isinstance(found, datetime) else datetime(found.year, found.month, found.day)
    return re.sub("%(.)", lambda escape: _ESCAPES[escape[1]](at) if escape[1] in _ESCAPES else "", text(pattern))


def _substr(value: Any, start: Any, end: Any = None) -> str:
    return text(value)[int(number(start)) : None if end is None else int(number(end))]


def _substring(value: Any, start: Any, length: Any = None) -> str:
    """Return a part of a text from a place on; XPath counts places from 1."""
    first = floor(number(start) + 0.5) - 1
    last = None if length is None else max(first + floor(number(length) + 0.5), 0)
    return text(value)[max(first, 0) : last]


def _around(value: Any, part: Any) -> tuple[str, str]:
    """Return what stands before and after a part of a text; two empty texts when it is not in it."""
    whole, at = text(value), text(value).find(text(part))
    return (whole[:at], whole[at + len(text(part)) :]) if at >= 0 else ("", "")


def _translate(value: Any, old: Any, new: Any) -> str:
    into = dict(reversed([*zip(text(old), text(new).ljust(len(text(old)), "\0"), strict=False)]))
    return "".join(into.get(letter, letter) for letter in text(value)).replace("\0", "")


def _counted(least: Any, most: Any, *truths: Any) -> bool:
    """Return whether so many of the truths hold; -1 stands for any number."""
    count = sum(map(truth, truths))
    return number(least) <= count and (number(most) < 0 or count <= number(most))


def _indexed(values: Any, _rows: Any, index: Any) -> Any:
    return dict(enumerate(listed(values), 1)).get(int(number(index)), "")


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "true": lambda: True,
    "false": lambda: False,
    "not": lambda value: not truth(value),
    "boolean": truth,
    "boolean-from-string": lambda value: text(value) in ("1", "true"),
    "number": number,
    "string": text,
    "concat": lambda *values: "".join(map(text, chain.from_iterable(map(listed, values)))),
    "join": lambda between, *values: text(between).join(map(text, chain.from_iterable(map(listed, values)))),
    "contains": lambda value, part: text(part) in text(value),
    "starts-with": lambda value, part: text(value).startswith(text(part)),
    "ends-with": lambda value, part: text(value).endswith(text(part)),
    "string-length": lambda value: float(len(text(value))),
    "normalize-space": lambda value: " ".join(text(value).split()),
    "translate": _translate,
    "substr": _substr,
    "substring": _substring,
    "substring-before": lambda value, part: _around(value, part)[0],
    "substring-after": lambda value, part: _around(value, part)[1],
    "regex": _regex,
    "selected": _selected,
    "selected-at": _selected_at,
    "count-selected": lambda chosen: float(len(text(chosen).split())),
    "coalesce": _coalesce,
    "checklist": _counted,
    "count": lambda rows: float(len(listed(rows))),
    "count-non-empty": lambda rows: float(sum(text(value) != "" for value in listed(rows))),
    "sum": lambda rows: float(sum(_numbers([rows]))),
    "min": lambda *values: min(_numbers(values), default=NAN),
    "max": lambda *values: max(_numbers(values), default=NAN),
    "indexed-repeat": _indexed,
    "today": lambda: NOW.get().astimezone(BAGHDAD).date(),
    "now": lambda: NOW.get().astimezone(BAGHDAD),
    "date": _date,
    "date-time": _date_time,
    "decimal-date-time": moment_number,
    "decimal-time": lambda value: (moment_number(value) + 3 / 24) % 1,  # Baghdad has no summer time
    "format-date": _format_date,
    "format-date-time": _format_date,
    "int": lambda value: float(int(number(value))),
    "round": _round,
    "floor": lambda value: float(floor(number(value))),
    "ceiling": lambda value: float(ceil(number(value))),
    "abs": lambda value: abs(number(value)),
    "pow": lambda base, power: float(number(base) ** number(power)),
    "sqrt": lambda value: sqrt(number(value)),
    "pi": lambda: pi,
}
"""The functions by ODK's name. One that raises ValueError or ArithmeticError, as for int(''), comes to NaN."""

ROWS_WANTED: Mapping[str, tuple[int, bool]] = {
    "count": (1, True),
    "count-non-empty": (1, True),
    "sum": (1, True),
    "indexed-repeat": (2, True),
    "min": (99, False),
    "max": (99, False),
    "concat": (99, False),
    "join": (99, False),
}
"""Functions that look at all rows of a repeat: how many arguments from the first may be rows, and whether they must."""


def wrong_literal(name: str, arguments: Sequence[str | None]) -> str:
    """Return what is wrong with the texts in quotes that a function is given, "" for nothing; None stands for no text."""
    first, second = [*arguments, None, None][:2]
    if name == "regex" and second is not None:
        try:
            regex.compile(second)
        except regex.error as error:
            return f"the pattern {second!r} of regex() is not one: {error}. Check its brackets and backslashes."
    if name in ("date", "date-time") and first and moment(first) is None:
        return f"{first!r} in {name}() is no day. Write it as '2026-09-30'."
    if name in ("format-date", "format-date-time"):
        for escape in re.findall("%.?", second or ""):
            if escape[1:] not in _ESCAPES:
                known = " ".join(f"%{letter}" for letter in _ESCAPES)
                return f"{escape!r} means nothing in {name}(). Write one of {known}."
    return ""
