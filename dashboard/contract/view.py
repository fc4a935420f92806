"""Dataset, View and Indicator: what a plugin's figures are made of. The shell writes every GROUP BY."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Literal, Self

from dashboard.contract.names import check_name
from dashboard.errors import ContractError

Chart = Literal["bar", "stacked", "line", "heat", "table"]
Base = Literal["reportable", "every"]
"""Whose cases count: the reportable base, or every case (only for figures about the record itself)."""
TimeBase = Literal["report", "opening", "day", "now"]
"""By which day a figure belongs to a period: the case's report or opening, the dataset's own column `day`, or none:
a figure of how things stand now."""


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """One SELECT that yields `case_key` and named columns; it sees `core` and the plugin's own relations.

    `core.clock` has one row with the time of asking: `now` (UTC) and `today` (in Iraq).
    """

    name: str
    sql: str

    def __post_init__(self) -> None:
        check_name("dataset", self.name)

    @classmethod
    def read(cls, package: str, path: str) -> Self:
        """Read a .sql file of a package; the dataset is named after the file."""
        return cls(name=PurePosixPath(path).stem, sql=files(package).joinpath(path).read_text("utf-8"))


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is counted: distinct cases, or rows of the dataset."""

    kind: Literal["cases", "rows"] = "cases"


def count_cases() -> Measure:
    """Count distinct cases."""
    return Measure(kind="cases")


def count_rows() -> Measure:
    """Count rows, such as referrals."""
    return Measure(kind="rows")


@dataclass(frozen=True, kw_only=True)
class View:
    """A measure by at most two dimensions. `dataset` is a Dataset, a form of the same area, or "cases"."""

    name: str
    label: str
    dataset: str
    by: tuple[str, ...]
    measure: Measure = Measure()
    chart: Chart = "bar"
    note: str = ""
    codes: tuple[str | None, ...] = ()
    """For each dimension the code list (data/ovtf_data/codes.csv) that labels it, or None for the form's own choices."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Words for codes that the dataset itself makes, such as bins."""
    source: str = ""
    time_base: TimeBase = "report"
    day: str = ""
    """In words what the dataset's column `day` is, such as "day of the referral"."""
    base: Base = "reportable"

    def __post_init__(self) -> None:
        check_name("view", self.name)
        if not 1 <= len(self.by) <= 2:
            raise ContractError(
                f"view {self.name!r} crosses {len(self.by)} dimensions. Use one or two: "
                "three or more would single people out."
            )


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A number with a definition, of one of three kinds.

    share: `numerator` and `denominator` are boolean columns (denominator "" = all rows); an empty numerator is
    "incomplete data" and shown apart. ratio: rows of the one for each row of the other, neither part of the other.
    duration: `numerator` is a column of hours, `running` one that says that the time still runs; shown as the
    median with quartiles, and beside it how many still run.
    """

    name: str
    label: str
    dataset: str
    numerator: str
    denominator: str = ""
    definition: str
    target: float | None = None
    source: str = ""
    kind: Literal["share", "ratio", "duration"] = "share"
    measure: Measure = Measure()
    running: str = ""
    time_base: TimeBase = "report"
    day: str = ""
    base: Base = "reportable"

    def __post_init__(self) -> None:
        check_name("indicator", self.name)
        if self.kind == "ratio" and not self.denominator:
            raise ContractError(
                f"indicator {self.name!r} is a ratio without a denominator. Name the column to divide by."
            )
