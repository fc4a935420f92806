"""A table that is taken away: its columns, and how a cell is read from what is on record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from dashboard.languages import LANGUAGES
from dashboard.packages import Field, ForeignKey, Kind, Resource

Labels = Mapping[str, str]
"""A text by language."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: `read` takes its cell from a row of the record or an entry of a form.

    `labels` are its name for people, `choices` what its codes mean, `versions` those of the form that ask it.
    """

    name: str
    read: Callable[[Any], Any]
    kind: Kind = "string"
    labels: Labels = field(default_factory=dict, hash=False)
    choices: Mapping[str, Labels] = field(default_factory=dict, hash=False)
    versions: tuple[str, ...] = ()
    required: bool = False

    @property
    def field(self) -> Field:
        """What datapackage.json says of it."""
        return Field(name=self.name, kind=self.kind, title=self.labels.get("en", ""), required=self.required)


@dataclass(frozen=True, kw_only=True)
class OutTable:
    """A table that is taken away."""

    name: str
    title: str
    columns: Sequence[Column]
    key: tuple[str, ...]
    of: tuple[ForeignKey, ...] = ()

    @property
    def resource(self) -> Resource:
        """The table in the package."""
        fields = [column.field for column in self.columns]
        return Resource(name=self.name, title=self.title, fields=fields, key=self.key, foreign_keys=self.of)

    def rows(self, records: Iterable[Any]) -> Iterable[list[Any]]:
        """Return rows of the record as rows of the table."""
        return ([column.read(record) for column in self.columns] for record in records)


def one_a_choice(
    name: str, codes: Mapping[str, Labels], chosen: Callable[[Any], Any], labels: Labels, **more: Any
) -> list[Column]:
    """Return the columns of an answer with several codes: all of them in one, and one a code with 1 or 0.

    They are empty where nothing was asked or answered.
    """
    return [
        Column(name=name, read=lambda record: _joined(chosen(record)), labels=labels, choices=codes, **more),
        *(
            Column(
                name=f"{name}__{code}",
                kind="integer",
                read=partial(_is_in, code, chosen),
                labels={lang: f"{labels.get(lang, '')}: {label.get(lang, code)}" for lang in LANGUAGES},
                **more,
            )
            for code, label in codes.items()
        ),
    ]


def _joined(chosen: Any) -> str | None:
    return " ".join(map(str, chosen)) if isinstance(chosen, list | tuple) else None


def _is_in(code: str, chosen: Callable[[Any], Any], record: Any) -> int | None:
    codes = chosen(record)
    return int(code in codes) if isinstance(codes, list | tuple) else None


_TYPES: Mapping[Kind, Any] = {
    "integer": int,
    "number": int | float,
    "boolean": bool,
    "date": date,
    "datetime": datetime,
}


def typed(kind: Kind, value: Any) -> Any:
    """Return a cell of the record as its kind has it; an answer of another kind, from an older form, is left empty."""
    if value is None or value == "":
        return None
    if isinstance(value, list | tuple):
        return _joined(value)
    if kind in ("date", "datetime") and isinstance(value, str):
        return _day_or_time(kind, value)
    if kind == "string":
        return str(value)
    return value if isinstance(value, _TYPES[kind]) and isinstance(value, bool) == (kind == "boolean") else None


def _day_or_time(kind: Kind, text: str) -> date | datetime | None:
    try:
        return datetime.fromisoformat(text) if kind == "datetime" else date.fromisoformat(text)
    except ValueError:
        return None
