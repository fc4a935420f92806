"""Finding: something about a plugin that is not as it should be, for the person who wrote it."""

from dataclasses import dataclass
from typing import Any

from dashboard.forms import findings

RULES = "docs/plugins/rules.md"


@dataclass(frozen=True, kw_only=True)
class Finding(findings.Finding):
    """A finding of a rule, with where to read more about the rule; `rule` is filled in when the rules are run."""

    @property
    def more(self) -> str:
        """Where to read more: the heading of the rule in docs/plugins/rules.md."""
        return f"{RULES}#{self.rule}"

    def __str__(self) -> str:
        return f"{super().__str__()}\n  more:     {self.more}"

    def as_json(self) -> dict[str, Any]:
        """Return the finding as JSON values; `where` says the sheet and row."""
        fields = ("rule", "level", "where", "found", "expected", "todo", "more")
        return {field: getattr(self, field) for field in fields}
