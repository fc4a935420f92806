"""A plugin keeps to every rule of docs/plugins/rules.md. Run with: pytest --pyargs ovtf_kit --area AREA"""

import warnings

import pytest

from ovtf_kit.rules import RULES
from ovtf_kit.subject import Subject


def test_plugin(subject: Subject, rule: str) -> None:
    """A warning is shown and does not fail; an error fails with what was found, what was expected and what to do."""
    checked_rule = RULES[rule]
    if checked_rule.working and not subject.works:
        pytest.skip("the plugin does not load yet")
    findings = checked_rule.findings(subject)
    for finding in findings:
        if finding.level == "warning":
            warnings.warn(str(finding), stacklevel=1)
    if errors := [str(finding) for finding in findings if finding.level == "error"]:
        pytest.fail("\n\n".join(errors), pytrace=False)
