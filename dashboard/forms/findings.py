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

    Of a form's file `sheet` is "survey", "choices", "settings" or "" for all of it; `row` counts from the header as 1, 0
    is the sheet.
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
    """A filled row of a sheet: `number` counts the header as 1; `cells` are texts by column, the first language of each."""

    sheet: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def kind(self) -> str:
        """The first word of the type, with "begin group" as one word."""
        words = self["type"].split()
        return "_".join(words[:2]) if words[:1] in (["begin"], ["end"]) else (words or [""])[0]

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
    written = book.get(sheet) or []
    numbers = book.get(ROW_NUMBERS, {}).get(sheet, [])
    if len(numbers) != len(written):  # a workbook, whose reader keeps the empty rows
        numbers = range(2, len(written) + 2)
    rows = []
    for number, row in zip(numbers, written, strict=True):
        cells: dict[str, str] = {}
        for header, value in row.items():
            if header and value not in (None, ""):
                cells.setdefault(column_of(header)[0], str(value))
        if cells:
            rows.append(SheetRow(sheet, number, cells))
    return rows
