"""What was read of a file before anybody knows what its columns mean: sheets of texts, numbered as a person sees them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One row: its number as a spreadsheet shows it (a record's place in JSON, from 1), and its cells as texts.

    A cell is text without blanks around it and with digits 0 to 9: a day as "2026-09-02", a time as ISO with its zone
    where the file has one, a whole number without ".0", a truth value as "TRUE" or "FALSE", an empty cell as "".
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table: its name ("" where the file has one table without a name), its header and its rows, all equally long."""

    name: str
    header_row: int
    header: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Source:
    """What was read of a file; `notes` say in sentences what was not read or had to be guessed, without any cell's text."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
