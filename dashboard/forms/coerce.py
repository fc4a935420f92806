"""From what came in to a typed answer, and from a typed answer to an XPath value."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from dashboard.forms.functions import EPOCH
from dashboard.forms.values import Question
from dashboard.i18n import BAGHDAD
from dashboard.i18n import gettext as _
from dashboard.languages import western

LONGEST = 2000
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and so an expression, cannot hold; nobody types them on purpose."""
_ARABIC_POINT = "٫"


class NotAnAnswer(ValueError):
    """The value is no answer to this question; the message is for the person who typed it."""


def coerce(question: Question, value: Any) -> Any:
    """Return a typed answer, or None for an empty one; raise NotAnAnswer with what was expected."""
    if isinstance(value, str):
        value = _UNPRINTABLE.sub("", value).strip()
    if value is None or value == "" or value == [] or value == () or value is False:
        return None
    return _BY_KIND[question.kind](question, value)


def rows_of(value: Any) -> list[Mapping[str, Any]]:
    """Return the rows of a repeat's answer; what is no row is left out."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []


def _text(_question: Question, value: Any) -> str:
    if len(str(value)) > LONGEST:
        raise NotAnAnswer(_("This text is too long. Keep it under {n} characters.").format(n=LONGEST))
    return str(value)


def _integer(_question: Question, value: Any) -> int:
    amount = _number(value)
    if not amount.is_integer() or abs(amount) > 2**53:
        raise NotAnAnswer(_("Give a whole number."))
    return int(amount)


def _decimal(_question: Question, value: Any) -> float:
    return _number(value)


def _number(value: Any) -> float:
    try:
        amount = float(western(str(value)).replace(_ARABIC_POINT, "."))
    except ValueError:
        raise NotAnAnswer(_("Give a number.")) from None
    if amount != amount or abs(amount) == float("inf"):
        raise NotAnAnswer(_("Give a number."))
    return amount


def _date(_question: Question, value: Any) -> date:
    if isinstance(value, datetime):
        return value.astimezone(BAGHDAD).date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(western(str(value)))
    except ValueError:
        raise NotAnAnswer(_("Give a date that exists.")) from None


def _datetime(_question: Question, value: Any) -> datetime:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(western(str(value)))
    except ValueError:
        raise NotAnAnswer(_("Give a date and time that exist.")) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=BAGHDAD)).astimezone(UTC)


def _one(question: Question, value: Any) -> str:
    return _known(question, str(value))


def _several(question: Question, value: Any) -> tuple[str, ...]:
    chosen = {str(each) for each in (value.split() if isinstance(value, str) else value)}
    for each in chosen:
        _known(question, each)
    return tuple(choice.name for choice in question.choices if choice.name in chosen) or tuple(sorted(chosen))


def _known(question: Question, name: str) -> str:
    if question.choices and all(choice.name != name for choice in question.choices):  # a list from a file is not here
        raise NotAnAnswer(_("Choose one of the answers in the list."))
    return name


def _acknowledge(_question: Question, value: Any) -> bool:
    if value is True or str(value).upper() in ("OK", "TRUE"):
        return True
    raise NotAnAnswer(_("Tick the box to confirm."))


def _as_is(_question: Question, value: Any) -> str:
    return str(value)


_BY_KIND = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "datetime": _datetime,
    "select_one": _one,
    "select_multiple": _several,
    "acknowledge": _acknowledge,
    "note": _as_is,
    "calculate": _as_is,
    "hidden": _as_is,
}


def xpath_value(value: Any) -> Any:
    """Return a typed answer as XPath sees it: dates as day numbers, several choices space-separated."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "OK"
    if isinstance(value, datetime):
        return (value - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86400
    if isinstance(value, date):
        return float((value - EPOCH).days)
    if isinstance(value, tuple):
        return " ".join(value)
    return float(value) if isinstance(value, int) else value
