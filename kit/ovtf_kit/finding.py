"""Finding: something about a plugin that is not as it should be, for the person who wrote it."""

from dataclasses import dataclass
from typing import Any

from dashboard.forms import findings

RULES = "docs/plugins/rules.md"


@dataclass(frozen=True, kw_only=True)
class Finding(findings.Finding):
    """A finding of a rule, with where to read more of it; `rule` is filled in by whoever runs the rules."""

    @property
    def more(self) -> str:
        """Where to read more: the rule's own heading."""
        return f"{RULES}#{self.rule}"

    def __str__(self) -> str:
        return f"{super().__str__()}\n  more:     {self.more}"

    def as_json(self) -> dict[str, Any]:
        """Return the finding as JSON values; sheet and row stand in `where`."""
        names = ("rule", "level", "where", "found", "expected", "todo", "more")
        return {name: getattr(self, name) for name in names}
