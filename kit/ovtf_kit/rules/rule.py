"""Rule: a function that looks at a plugin and yields what is wrong; and the list of all rules."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ovtf_kit.finding import Finding
from ovtf_kit.subject import Subject

Look = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule with its sentence; one that needs a `working` plugin is left out while the plugin does not load."""

    name: str
    sentence: str
    look: Look
    working: bool

    def findings(self, subject: Subject) -> list[Finding]:
        """Return what the rule finds; when the rule itself fails, that is a finding, and the other rules still run."""
        try:
            findings = list(self.look(subject))
        except (Exception, SystemExit) as error:  # a plugin may make a rule stop in any way
            findings = [_stopped(error)]
        return [replace(finding, rule=self.name) for finding in findings]


RULES: dict[str, Rule] = {}
"""Every rule by its name."""


def rule(*, working: bool = True) -> Callable[[Look], Look]:
    """Make a function a rule in RULES; its sentence is the first line of the function's docstring."""

    def register(look: Look) -> Look:
        sentence = (inspect.getdoc(look) or "").splitlines()[0]
        RULES[look.__name__] = Rule(look.__name__, sentence, look, working)
        return look

    return register


def _stopped(error: BaseException) -> Finding:
    return Finding(
        where="the rule itself",
        found=f"it stopped with {type(error).__name__}: {str(error).partition(chr(10))[0][:300]}",
        expected="a plugin that can be looked at to the end",
        todo="Mend the other findings first and check again. If it stays, tell the maintainers of the dashboard.",
    )
