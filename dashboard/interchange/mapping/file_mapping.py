"""A mapping: what the columns and values of one kind of file mean, as it is written down in TOML."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

import tomli_w

from dashboard.interchange.mapping.conditions import Condition

Order = Literal["", "dmy", "mdy", "ymd"]


@dataclass(frozen=True, kw_only=True)
class ColumnRule:
    """Where the value of an element comes from: a column (`source`, "from" in TOML) or a constant.

    `values` are codes by the words of the file, "" for a word that means nothing; `empty` is the code of an empty cell.
    `derive` ("as" in TOML) is "age_at:COLUMN" for an age made of a date of birth and the day in COLUMN.
    """

    source: str = ""
    constant: str = ""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    empty: str = ""
    derive: str = ""

    @property
    def age_at(self) -> str:
        """The column with the day on which the age is wanted, "" where the column holds no date of birth."""
        return self.derive.removeprefix("age_at:") if self.derive else ""

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns that are read."""
        return tuple(name for name in (self.source, self.age_at) if name)


@dataclass(frozen=True, kw_only=True)
class EntryRule:
    """What came with a case: answers of one entry of a form for each row of the cases, or of a `sheet` of its own.

    `reference` is the column of that sheet with the reference of the case.
    """

    form: str
    name: str
    rules: Mapping[str, ColumnRule] = field(hash=False)
    sheet: str = ""
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Online:
    """Which cases happened online: all, those with one of `values` in `column`, or those in a list of `references`.

    Nobody has said so as long as all are empty: no source says it by itself, so it is asked and never assumed.
    """

    every: bool = False
    column: str = ""
    values: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    @property
    def is_said(self) -> bool:
        """Whether a person has said which cases happened online."""
        return self.every or bool(self.column and self.values) or bool(self.references)


@dataclass(frozen=True, kw_only=True)
class FileMapping:
    """What the columns and values of a kind of file mean.

    `groups` are signs that divide the name of a group from the name of a question in a header ("case/age"); `marks` are
    headers of which one must be there, by which the kind of file is recognised. `drop` names columns that are not kept;
    a "*" at its end stands for any ending. `where` are conditions on rows that are taken, such as "CONSENT = Yes".
    """

    kind: str = ""
    sheet: str = ""
    groups: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    order: Order = ""
    zone: str = "Asia/Baghdad"
    drop: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    online: Online = field(default_factory=Online)
    columns: Mapping[str, ColumnRule] = field(default_factory=dict, hash=False)
    entries: tuple[EntryRule, ...] = field(default=(), hash=False)
    version: int = 1

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read a mapping; raise ImportRefused with everything that is wrong in it, one sentence a line."""
        from dashboard.interchange.mapping.toml_reading import settings_of  # it makes the parts that are named above

        return cls(**settings_of(text))

    def to_toml(self) -> str:
        """Return the mapping as it is written down."""
        from dashboard.interchange.mapping.toml_writing import plain

        return tomli_w.dumps(plain(self))

    @property
    def digest(self) -> str:
        """What tells this mapping from any other, whatever it is called (SHA-256 of its text)."""
        return hashlib.sha256(self.to_toml().encode()).hexdigest()

    @property
    def where_columns(self) -> tuple[str, ...]:
        """The columns that `where` looks at."""
        return tuple(Condition.read(condition).column for condition in self.where)

    def to_keep(self) -> Self:
        """Return the mapping as a workspace may keep it: without a list of references, which lead to survivors."""
        return replace(self, online=replace(self.online, references=()))
