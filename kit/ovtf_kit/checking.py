"""Run the rules over plugins, and say what they found."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.errors import ContractError, did_you_mean
from ovtf_kit.finding import Finding
from ovtf_kit.rules import RULES
from ovtf_kit.subject import Subject


@dataclass(frozen=True)
class Report:
    """What was found about one plugin, and the rules that were left out because the plugin does not load."""

    area: str
    distribution: str
    version: str
    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]
    asked: int
    """How many rules were to be run, those that were left out included."""

    @property
    def errors(self) -> int:
        """How many findings have the level "error": these must be mended, warnings need not be."""
        return sum(finding.level == "error" for finding in self.findings)

    def __str__(self) -> str:
        head = f"{self.area} ({self.distribution} {self.version}): {self._counts()}"
        return "\n\n".join([head, *map(str, self.findings)])

    def _counts(self) -> str:
        kept = self.asked - len(self.left_out) - len({finding.rule for finding in self.findings})
        parts = [f"{kept} of {self.asked} rules kept"]
        for level in ("error", "warning"):
            if count := sum(finding.level == level for finding in self.findings):
                parts.append(f"{count} {level}{'s' if count > 1 else ''}")
        if self.left_out:
            parts.append(f"{len(self.left_out)} rules wait until it loads")
        return ", ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        fields = ("area", "distribution", "version")
        return {field: getattr(self, field) for field in fields} | {
            "findings": [finding.as_json() for finding in self.findings],
            "left_out": list(self.left_out),
        }


def check(subject: Subject, only: Collection[str] = ()) -> Report:
    """Run every rule over a plugin, or `only` those with these names; raises ContractError for an unknown name."""
    for name in only:
        if name not in RULES:
            raise ContractError(f"There is no rule {name!r}.{did_you_mean(name, RULES)} Rules: {', '.join(RULES)}.")
    rules = [rule for name, rule in RULES.items() if not only or name in only]
    runnable = [rule for rule in rules if subject.works or not rule.working]
    findings = [finding for rule in runnable for finding in rule.findings(subject)]
    plugin = subject.plugin
    return Report(
        area=plugin.name,
        distribution=plugin.distribution,
        version=plugin.version,
        findings=tuple(findings),
        asked=len(rules),
        left_out=tuple(rule.name for rule in rules if rule not in runnable),
    )


def has_errors(reports: Iterable[Report]) -> bool:
    """Whether a report has a finding of the level "error"."""
    return any(report.errors for report in reports)
