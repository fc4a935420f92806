"""Which rows of a file are taken: conditions on a column, as a mapping writes them."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.interchange.mapping.words import fold


@dataclass(frozen=True)
class Condition:
    """A row is taken when its cell in `column` is (or with `negated` is not) one of `values`, however they are written."""

    column: str
    values: tuple[str, ...]
    negated: bool

    @classmethod
    def read(cls, text: str) -> "Condition":
        """Read "COLUMN = value | value" or "COLUMN != value"; a ValueError says that it is neither."""
        # No pattern with three lazy parts: a mapping of 400 blanks kept the server busy for a minute.
        written, sign, values = text.partition("=")
        column, values = written.removesuffix("!").strip(), values.strip()
        if not (sign and column and values):
            raise ValueError("no condition")
        return cls(column, tuple(fold(value) for value in values.split("|")), written.endswith("!"))

    def holds(self, cell: Callable[[str], str]) -> bool:
        """Return whether the condition holds for a row, whose cell in a column is given by `cell`."""
        return (fold(cell(self.column)) in self.values) != self.negated


def readable(text: str) -> bool:
    """Return whether a text is a condition."""
    try:
        Condition.read(text)
    except ValueError:
        return False
    return True
