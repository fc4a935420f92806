"""The functions of ODK's XPath, as far as forms here use them. Dates are day numbers since 1970."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from math import isnan
from typing import Any

import regex

from dashboard.i18n import BAGHDAD

NOW: ContextVar[datetime] = ContextVar("now")
"""The time that today() and now() see; in a context, because several people's forms are examined at once."""
EPOCH = date(1970, 1, 1)
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


def text(value: Any) -> str:
    """Return what XPath's string() makes of a value."""
    if isinstance(value, list):
        return text(value[0]) if value else ""
    if hasattr(value, "text") and hasattr(value, "tag"):
        return value.text or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and isnan(value):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def number(value: Any) -> float:
    """Return what XPath's number() makes of a value, dates included."""
    if isinstance(value, bool | int | float):
        return float(value)
    word = text(value).strip()
    try:
        return float(word)
    except ValueError:
        return day_number(word)


def truth(value: Any) -> bool:
    """Return what XPath's boolean() makes of a value: NaN is false, which Python takes for true."""
    if isinstance(value, float):
        return not isnan(value) and value != 0
    return bool(value)


def day_number(word: str) -> float:
    """Return an ISO date or time as days since 1970, NaN when it is neither."""
    try:
        if "T" in word:
            moment = datetime.fromisoformat(word)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=BAGHDAD)
            return (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86400
        return float((date.fromisoformat(word) - EPOCH).days)
    except ValueError:
        return float("nan")


# lxml calls each function with a context first, `_c`, which none of ours needs.


def _selected(_c: Any, chosen: Any, name: Any) -> bool:
    return text(name) in text(chosen).split()


def _round(_c: Any, value: Any, digits: Any = 0.0) -> float:
    """Return a number rounded to some digits, a half away from zero."""
    amount, scale = number(value), 10.0 ** int(number(digits))
    if isnan(amount):
        return amount
    half = 0.5 if amount >= 0 else -0.5
    return float(int(amount * scale + half)) / scale


def _int(_c: Any, value: Any) -> float:
    amount = number(value)
    return amount if isnan(amount) else float(int(amount))


def _regex(_c: Any, value: Any, pattern: Any) -> bool:
    """Return whether a pattern fits a whole answer; False where that takes longer than PATTERN_SECONDS."""
    try:
        return regex.fullmatch(text(pattern), text(value), timeout=PATTERN_SECONDS) is not None
    except TimeoutError:
        log.warning("A pattern in regex() of a form took too long for an answer. Ask the form's author to simplify it.")
        return False


def _format_date(_c: Any, value: Any, pattern: Any) -> str:
    days = number(value)
    return "" if isnan(days) else date.fromordinal(EPOCH.toordinal() + int(days)).strftime(text(pattern))


def _of_numbers(pick: Callable[[list[float]], float]) -> Callable[..., float]:
    """Return an XPath function that picks one of several numbers, as min and max do.

    It takes answers or node-sets, and comes to NaN when one of them is no number, as XPath's sum() does.
    """

    def function(_c: Any, *values: Any) -> float:
        numbers: list[float] = []
        for value in values:
            numbers += map(number, value) if isinstance(value, list) else [number(value)]
        return pick(numbers) if numbers and not any(map(isnan, numbers)) else float("nan")

    return function


def _substr(_c: Any, value: Any, start: Any, end: Any = None) -> str:
    return text(value)[int(number(start)) : None if end is None else int(number(end))]


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "if": lambda _c, test, yes, no: yes if truth(test) else no,
    "selected": _selected,
    "selected-at": lambda _c, chosen, index: dict(enumerate(text(chosen).split())).get(int(number(index)), ""),
    "count-selected": lambda _c, chosen: float(len(text(chosen).split())),
    "coalesce": lambda _c, first, second: first if text(first) else second,
    "once": lambda _c, value: value,
    "today": lambda _c: float((NOW.get().astimezone(BAGHDAD).date() - EPOCH).days),
    "now": lambda _c: (NOW.get() - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86400,
    "date": lambda _c, value: number(value) // 1,
    "date-time": lambda _c, value: number(value),
    "decimal-date-time": lambda _c, value: number(value),
    "format-date": _format_date,
    "regex": _regex,
    "int": _int,
    "xround": _round,
    "pow": lambda _c, base, power: number(base) ** number(power),
    "abs": lambda _c, value: abs(number(value)),
    "min": _of_numbers(min),
    "max": _of_numbers(max),
    "substr": _substr,
    "boolean-from-string": lambda _c, value: text(value) in ("1", "true"),
}
EXTENSIONS = {(None, name): function for name, function in _FUNCTIONS.items()}
"""The functions by namespace and name, as lxml takes them: None stands for no namespace."""

RENAMED = {"round": "xround"}
"""Functions that XPath has too, with fewer arguments than ODK's: by ODK's name, the name that ours has."""

BUILT_IN = {
    "true",
    "false",
    "not",
    "boolean",
    "number",
    "string",
    "concat",
    "contains",
    "starts-with",
    "string-length",
    "normalize-space",
    "translate",
    "floor",
    "ceiling",
    "count",
    "sum",
    "substring",
    "substring-before",
    "substring-after",
    "name",
    "text",
    "node",
    "and",
    "or",
    "div",
    "mod",
}
