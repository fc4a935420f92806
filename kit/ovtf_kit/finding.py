"""Finding: something about a plugin that is not as it should be, for the person who wrote it."""

from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["error", "warning"]
RULES = "docs/plugins/rules.md"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found and where, what was expected, and what to do; `rule` is filled in by whoever runs the rules."""

    where: str
    found: str
    expected: str
    todo: str
    level: Level = "error"
    rule: str = ""

    @property
    def more(self) -> str:
        """Where to read more: the rule's own heading."""
        return f"{RULES}#{self.rule}"

    def __str__(self) -> str:
        lines = (
            f"{self.level} {self.rule}: {self.where}",
            f"  found:    {self.found}",
            f"  expected: {self.expected}",
            f"  do:       {self.todo}",
            f"  more:     {self.more}",
        )
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return the finding as JSON values."""
        names = ("rule", "level", "where", "found", "expected", "todo", "more")
        return {name: getattr(self, name) for name in names}
