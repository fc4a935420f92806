"""Kinds of a question: how an answer of each is read, stored, seen by expressions and kept in a column.

To add a kind, write it here and give it a widget in `ui/widgets/inputs.py`; the tests walk this table.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from dashboard.forms.expressions import as_text
from dashboard.forms.xvalues import moment
from dashboard.i18n import BAGHDAD
from dashboard.i18n import gettext as _
from dashboard.languages import western

KindName = Literal[
    "text",
    "integer",
    "decimal",
    "date",
    "datetime",
    "select_one",
    "select_multiple",
    "acknowledge",
    "note",
    "calculate",
    "hidden",
    "repeat",
]
LONGEST = 2000
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and so an expression, cannot hold; nobody types them on purpose."""
_ARABIC_POINT = "٫"


class NotAnAnswer(ValueError):
    """The value is no answer to this question; the message is for the person who typed it."""


def _same(value: Any) -> Any:
    """Return an answer as it is: for kinds that need no change here."""
    return value


@dataclass(frozen=True, kw_only=True)
class Column:
    """The column of the projection that holds answers of a kind.

    `duckdb` is the column's type. `stored` is the JSON type that an answer must have, and `make` turns such an answer
    into the cell, which may be an aware time. The cell stays empty for an answer of another JSON type, and where
    `make` raises ValueError or TypeError.
    """

    duckdb: str
    stored: type | tuple[type, ...] = str
    make: Callable[[Any], Any] = _same


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What describes a kind of question.

    `read` takes what was typed, imported or stored as JSON, and the names of the choices on offer (none when they come
    from a file); it returns a typed answer or raises NotAnAnswer. `to_json` and `xpath` take a typed answer. `computed`
    turns the number that a default came to into something that `read` takes. A kind without a `column` stays out of the
    projection, as free text must.
    """

    name: KindName
    pyxform: str = ""
    """pyxform's name of the kind, where it is not `name`."""
    written: str = ""
    """What stands in the type column of an XLSForm, where it is not `name`."""
    asked: bool = True
    """Whether a person answers a question of this kind."""
    choice: bool = False
    """Whether an answer is one or several choices of a list."""
    typed_in: bool = False
    """Whether a person types the answer letter by letter, so that what cannot be read can be shown and corrected."""
    read: Callable[[Any, Collection[str]], Any]
    to_json: Callable[[Any], Any] = _same
    xpath: Callable[[Any], Any] = _same
    computed: Callable[[float], Any] = as_text
    column: Column | None = None

    def typed(self, value: Any, offered: Collection[str] = ()) -> Any:
        """Return a typed answer, or None for an empty one; raise NotAnAnswer with what was expected."""
        if isinstance(value, str):
            value = _UNPRINTABLE.sub("", value).strip()
        if value is None or value == "" or value == [] or value == () or value is False:
            return None
        return self.read(value, offered)


def rows_of(value: Any) -> list[Mapping[str, Any]]:
    """Return the rows of an answer to a repeat, each with its answers by question; anything else in it is left out."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []


def _read_text(value: Any, _offered: Collection[str]) -> str:
    if len(str(value)) > LONGEST:
        raise NotAnAnswer(_("This text is too long. Keep it under {n} characters.").format(n=LONGEST))
    return str(value)


def _read_integer(value: Any, offered: Collection[str]) -> int:
    amount = _read_decimal(value, offered)
    # Beyond 2**53 a float, which is all that an expression has, skips whole numbers.
    if not amount.is_integer() or abs(amount) > 2**53:
        raise NotAnAnswer(_("Give a whole number."))
    return int(amount)


def _read_decimal(value: Any, _offered: Collection[str]) -> float:
    try:
        # Python reads 1_7 as 17, which nobody means.
        amount = float(western(str(value)).replace(_ARABIC_POINT, ".").replace("_", "?"))
    except ValueError:
        raise NotAnAnswer(_("Give a number.")) from None
    if amount != amount or abs(amount) == float("inf"):
        raise NotAnAnswer(_("Give a number."))
    return amount


def _read_date(value: Any, _offered: Collection[str]) -> date:
    if isinstance(value, datetime):
        return value.astimezone(BAGHDAD).date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(western(str(value)))
    except ValueError:
        raise NotAnAnswer(_("Give a date that exists.")) from None


def _read_datetime(value: Any, _offered: Collection[str]) -> datetime:
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(western(str(value)))
    except ValueError:
        raise NotAnAnswer(_("Give a date and time that exist.")) from None
    return (at if at.tzinfo else at.replace(tzinfo=BAGHDAD)).astimezone(UTC)


def _iso(value: Any) -> Any:
    """Return a day or a UTC time as ISO text; a draft may hold either, or a text that was not read yet."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _read_choice(value: Any, offered: Collection[str]) -> str:
    if offered and str(value) not in offered:
        raise NotAnAnswer(_("Choose one of the answers in the list."))
    return str(value)


def _read_choices(value: Any, offered: Collection[str]) -> tuple[str, ...]:
    """Return the names of the choices in the order in which they are offered; sorted, where none are known here."""
    names = value.split() if isinstance(value, str) else value
    chosen = {_read_choice(name, offered) for name in names}
    return tuple(name for name in offered if name in chosen) or tuple(sorted(chosen))


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple | set | list) else value


def _read_acknowledge(value: Any, _offered: Collection[str]) -> bool:
    if value is True or str(value).upper() in ("OK", "TRUE"):
        return True
    raise NotAnAnswer(_("Tick the box to confirm."))


def _read_as_is(value: Any, _offered: Collection[str]) -> str:
    return str(value)


_ALL = (
    Kind(name="text", typed_in=True, read=_read_text),
    Kind(name="integer", typed_in=True, read=_read_integer, xpath=float, column=Column(duckdb="BIGINT", stored=int)),
    Kind(
        name="decimal",
        typed_in=True,
        read=_read_decimal,
        column=Column(duckdb="DOUBLE", stored=(int, float), make=float),
    ),
    Kind(
        name="date",
        read=_read_date,
        to_json=_iso,
        computed=moment,
        column=Column(duckdb="DATE", make=date.fromisoformat),
    ),
    Kind(
        name="datetime",
        pyxform="dateTime",
        written="dateTime",
        read=_read_datetime,
        to_json=_iso,
        computed=moment,
        column=Column(duckdb="TIMESTAMP", make=datetime.fromisoformat),
    ),
    Kind(name="select_one", pyxform="select one", choice=True, read=_read_choice, column=Column(duckdb="VARCHAR")),
    Kind(
        name="select_multiple",
        pyxform="select all that apply",
        choice=True,
        read=_read_choices,
        to_json=_listed,
        xpath=" ".join,
        column=Column(duckdb="VARCHAR[]", stored=list, make=lambda names: [str(name) for name in names]),
    ),
    Kind(
        name="acknowledge",
        read=_read_acknowledge,
        xpath=lambda _confirmed: "OK",
        column=Column(duckdb="BOOLEAN", stored=bool),
    ),
    Kind(name="note", asked=False, read=_read_as_is),
    Kind(
        name="calculate",
        asked=False,
        read=_read_as_is,
        column=Column(duckdb="VARCHAR", stored=(str, int, float), make=str),
    ),
    Kind(name="hidden", asked=False, read=_read_as_is, column=Column(duckdb="VARCHAR")),
    Kind(name="repeat", written="begin_repeat", read=lambda rows, _offered: rows_of(rows)),
)
KINDS: Mapping[KindName, Kind] = {kind.name: kind for kind in _ALL}
BY_PYXFORM: Mapping[str, KindName] = {kind.pyxform or kind.name: kind.name for kind in _ALL}
