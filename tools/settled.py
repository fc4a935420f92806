"""python -m tools.settled: write docs/settled-steps.md, which decision makes which step needless, and which none and why."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from dashboard.casework import consent
from dashboard.contract import ChecklistItem, Decision
from dashboard.contract.recorded import Recorded
from dashboard.registry import Plugin, Registry

DOC = Path(__file__).parents[1] / "docs" / "settled-steps.md"
DECIDING = frozenset(
    [
        "child_procedure",
        "declined",
        "later",
        "not_needed",
        "not_now",
        "not_report",
        "not_wanted",
        "nothing",
        "unavailable",
        "undecided",
        "unsafe",
        "unsafe_now",
        "withdrawn",
    ]
)
"""Codes of answers that decide against a step, or put it off; in every form of the shipped areas each is on the page."""
_HEAD = """# What a decision makes needless

Written by `make documents` from the declarations; a test compares. A step that is not needed leaves *Do now* and says why.
Nothing is written for it: it follows from the newest entries and consents, so it comes back by itself when she decides
otherwise. What was done or marked by hand stands, and steps after it do not wait for it. Urgent help and what stops the clock
can never be settled. Why: [decision 0033](decisions/0033-decisions-settle-steps.md).

"""


def shipped() -> list[Plugin]:
    """Return the areas that are part of the dashboard."""
    return [plugin for plugin in Registry.load().active if plugin.source == "shipped"]


def steps() -> Iterator[tuple[Plugin, ChecklistItem]]:
    """Yield every step of the shipped areas."""
    for plugin in shipped():
        for checklist in plugin.checklists:
            for item in checklist.items:
                yield plugin, item


def nothing() -> dict[str, str]:
    """Return why an answer settles nothing, by "area.form[question=answer]" or, for all its answers, "area.form[question]"."""
    return dict(tomllib.loads(Path(__file__).with_name("settled.toml").read_text("utf-8")))


def deciding() -> Iterator[tuple[str, str]]:
    """Yield the deciding answers of the shipped areas' forms as ("area.form[question", "answer")."""
    for plugin in shipped():
        for form in plugin.forms:
            for question in form.all_questions:
                for choice in question.choices:
                    if choice.name in DECIDING:
                        yield f"{plugin.name}.{form.name}[{question.name}", choice.name


def settling() -> set[str]:
    """Return every answer that is part of a decision, as "area.form[question=answer]"."""
    return {
        _whole(plugin, answer) for plugin, item in steps() for decision in item.settled_by for answer in decision.when
    }


def _whole(plugin: Plugin, answer: str) -> str:
    return answer if "." in answer.partition("[")[0] else f"{plugin.name}.{answer}"


def page() -> str:
    """Return the page."""
    by_decision: dict[tuple[str, str, Decision], list[str]] = {}
    for plugin, item in steps():
        for decision in item.settled_by:
            if {item.audience, decision.audience} == {"adult", "child"}:
                continue
            when = " and ".join(f"`{_whole(plugin, answer)}`" for answer in decision.when)
            by_decision.setdefault((plugin.name, when, decision), []).append(f"{plugin.name}: {item.label}")
    rows = [
        f"| {when}{_but(decision)} | {decision.audience} | {'<br>'.join(labels)} | {decision.because} |"
        for (_area, when, decision), labels in by_decision.items()
    ]
    lines = [
        "## Settles",
        "",
        "| decision | cases | steps that are not needed | what is shown |",
        "|---|---|---|---|",
        *rows,
    ]
    lines += ["", "## Consent that was refused or taken back", "", *_consents()]
    lines += ["", "## Settles nothing", "", "| answer | why |", "|---|---|"]
    lines += [f"| `{answer}` | {why} |" for answer, why in nothing().items()]
    return _HEAD + "\n".join(lines) + "\n"


def _but(decision: Decision) -> str:
    return f", unless she agreed to `{decision.unless}` under Consent" if decision.unless else ""


def _consents() -> Iterator[str]:
    yield "An adult's no settles every step that needs this consent. A child's does not: who refuses may be the one who harms."
    yield ""
    yield "| consent | steps |"
    yield "|---|---|"
    for scope in consent.SCOPES:
        labels = [f"{plugin.name}: {item.label}" for plugin, item in steps() if item.needs_consent == scope]
        if labels and scope != "services":
            yield f"| `{scope}` | {'<br>'.join(labels)} |"


def missing() -> set[str]:
    """Return the deciding answers that neither settle a step nor say why not."""
    known = {*settling(), *nothing()}
    return {
        f"{question}={answer}]"
        for question, answer in deciding()
        if f"{question}={answer}]" not in known and f"{question}]" not in known
    }


def unknown() -> set[str]:
    """Return the answers of settled.toml that no form has, or that do settle a step."""
    forms = {(plugin.name, form.name): form for plugin in shipped() for form in plugin.forms}
    wrong = set(nothing()) & settling()
    for written in nothing():
        named = Recorded.parse(written)
        choices = {choice.name for choice in forms[named.area, named.form].question(named.question).choices}
        if named.answer and named.answer not in choices:
            wrong.add(written)
    return wrong


if __name__ == "__main__":
    DOC.write_text(page(), "utf-8")
