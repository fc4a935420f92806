"""Finding: something in a form's file that cannot be taken, for the person who made the form."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found and where, what was expected, and what to do.

    `sheet` is "survey", "choices", "settings" or "" for the file; `row` counts from the header as 1, 0 is the sheet.
    """

    rule: str
    found: str
    expected: str
    todo: str
    sheet: str = ""
    row: int = 0
    level: Level = "error"

    @property
    def where(self) -> str:
        """The place in words, such as "survey, row 12"."""
        return f"{self.sheet}, row {self.row}" if self.row else self.sheet or "the file"

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
        names = ("rule", "level", "where", "sheet", "row", "found", "expected", "todo")
        return {name: getattr(self, name) for name in names}


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings for which a form is refused."""
    return [each for each in findings if each.level == "error"]
