"""Which rows of a file are taken: conditions on a column, as a mapping writes them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.interchange.mapping.words import fold

_CONDITION = re.compile(r"\s*(.+?)\s*(!=|=)\s*(.+?)\s*")


@dataclass(frozen=True)
class Condition:
    """A row is taken when its cell in `column` is (or with `negated` is not) one of `values`, however they are written."""

    column: str
    values: tuple[str, ...]
    negated: bool

    @classmethod
    def read(cls, text: str) -> "Condition":
        """Read "COLUMN = value | value" or "COLUMN != value"; a ValueError says that it is neither."""
        match = _CONDITION.fullmatch(text)
        if match is None:
            raise ValueError("no condition")
        column, sign, values = match.groups()
        return cls(column, tuple(fold(value) for value in values.split("|")), sign == "!=")

    def holds(self, cell: Callable[[str], str]) -> bool:
        """Return whether the condition holds for a row, whose cell in a column is given by `cell`."""
        return (fold(cell(self.column)) in self.values) != self.negated


def readable(text: str) -> bool:
    """Return whether a text is a condition."""
    return _CONDITION.fullmatch(text) is not None
