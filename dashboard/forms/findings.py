"""The rows of a form's sheets, and what proofreading finds wrong in them, for the person who made the form."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from dashboard.forms.supported import column_of
from dashboard.forms.workbook import ROW_NUMBERS, Book

Level = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found and where, what was expected, and what to do, for the person who made a form or a plugin.

    In a form's file `sheet` is "survey", "choices" or "settings", "" where the finding is about the whole file; `row`
    is the number of the row, the header being row 1, and 0 where the finding is about the whole sheet.
    """

    rule: str = ""
    level: Level = "error"
    where: str = "the file"
    sheet: str = ""
    row: int = 0
    found: str
    expected: str
    todo: str

    @property
    def sentence(self) -> str:
        """The finding in one line."""
        return f"{self.where}: {self.found}. Expected: {self.expected}. {self.todo}"

    def __str__(self) -> str:
        lines = (
            f"{self.level} {self.rule}: {self.where}",
            f"  found:    {self.found}",
            f"  expected: {self.expected}",
            f"  do:       {self.todo}",
        )
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return the finding as JSON values."""
        return asdict(self)


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings for which a form is refused."""
    return [finding for finding in findings if finding.level == "error"]


@dataclass(frozen=True)
class SheetRow:
    """A filled row of a sheet: `number` counts the header as row 1; `cells` are its texts by column.

    Where a column is there in several languages, the cell is that of the first.
    """

    sheet: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def kind(self) -> str:
        """The kind of question, the first word of the type; "begin group" is "begin_group"."""
        words = self["type"].split()
        if words and words[0] in ("begin", "end"):
            return "_".join(words[:2])
        return words[0] if words else ""

    @property
    def list_name(self) -> str:
        """The list of a select_one or select_multiple, "" for every other type."""
        words = self["type"].split()
        return words[1] if self.kind in ("select_one", "select_multiple") and len(words) > 1 else ""

    def finding(self, rule: str, found: str, expected: str, todo: str, level: Level = "error") -> Finding:
        """Return a finding about this row."""
        return Finding(
            rule=rule,
            level=level,
            where=f"{self.sheet}, row {self.number}",
            sheet=self.sheet,
            row=self.number,
            found=found,
            expected=expected,
            todo=todo,
        )


def sheet_rows(book: Book, sheet: str) -> list[SheetRow]:
    """Return the filled rows of a sheet."""
    rows = book.get(sheet) or []
    numbers = book.get(ROW_NUMBERS, {}).get(sheet, [])
    if len(numbers) != len(rows):  # a workbook, whose reader keeps the empty rows
        numbers = range(2, len(rows) + 2)
    filled_rows = []
    for number, row in zip(numbers, rows, strict=True):
        cells: dict[str, str] = {}
        for header, cell in row.items():
            if header and cell not in (None, ""):
                column, _language = column_of(header)
                cells.setdefault(column, str(cell))
        if cells:
            filled_rows.append(SheetRow(sheet, number, cells))
    return filled_rows
