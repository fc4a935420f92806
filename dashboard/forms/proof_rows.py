"""Proofreading the survey sheet: types, names, labels, and what begins and ends."""

import re
from collections.abc import Iterator
from typing import Any

from dashboard.errors import did_you_mean
from dashboard.forms.findings import Finding
from dashboard.forms.lines import Line, lines
from dashboard.forms.refusals import why_not
from dashboard.forms.workbook import Book

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_UNLABELLED = ("calculate", "hidden", "begin_group", "begin_repeat")


def row_findings(book: Book) -> Iterator[Finding]:
    """Yield what is wrong with single rows of the survey, and with its groups."""
    rows = lines(book, "survey")
    for line in rows:
        yield from _type(line)
        yield from _name(line)
        yield from _content(line)
    yield from _double(rows)
    yield from _groups(rows)


def _finding(line: Line, rule: str, found: str, expected: str, todo: str, **more: Any) -> Finding:
    return Finding(rule=rule, sheet=line.sheet, row=line.row, found=found, expected=expected, todo=todo, **more)


def _type(line: Line) -> Iterator[Finding]:
    if not line["type"]:
        yield _finding(line, "type", "a row without a type", "a question type", "Write one, or empty the row.")
    elif reason := why_not(line["type"]):
        yield _finding(line, "type", f"the type {line['type']!r}", "a question type that is taken here", reason)


def _name(line: Line) -> Iterator[Finding]:
    name = line["name"]
    if line.kind.startswith("end_") or why_not(line["type"]):
        return
    if not name:
        yield _finding(line, "name", "a row without a name", "a name", "Give the question a name of its own.")
    elif not _NAME.fullmatch(name):
        yield _finding(
            line,
            "name",
            f"the name {name!r}",
            "lower_snake_case: small letters, digits and underscores, a letter first, at most 60",
            f"Write {_snake(name)!r}, here and in every rule that uses it.",
        )


def _snake(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", "_", name).lower().strip("_")
    return (words if words[:1].isalpha() else f"q_{words}").rstrip("_")[:60]


def _content(line: Line) -> Iterator[Finding]:
    if line.kind == "calculate" and not (line["calculation"] or line["default"]):
        yield _finding(line, "calculation", "a calculate row without a calculation", "an expression", "Write it.")
    asked = line["type"] and not why_not(line["type"]) and not line.kind.startswith("end_")
    if asked and line.kind not in _UNLABELLED and not (line["label"] or line["hint"]):
        yield _finding(line, "label", f"no label for {line['name']!r}", "what the person reads", "Write a label.")
    if "${" in line["label"] + line["hint"]:
        yield _finding(
            line,
            "label",
            "${...} in a label or hint",
            "a text that stands for itself",
            "Answers are not put into texts here: it is shown as it is written.",
            level="warning",
        )


def _double(rows: list[Line]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for line in rows:
        name = line["name"]
        if name and not line.kind.startswith("end_"):
            if name in first:
                found = f"the name {name!r} again; row {first[name]} has it already"
                todo = "Rename one of them, also in the rules that use it."
                yield _finding(line, "double_name", found, "a name of its own for every question and group", todo)
            first.setdefault(name, line.row)


def _groups(rows: list[Line]) -> Iterator[Finding]:
    open_: list[Line] = []
    for line in rows:
        turn, _line, what = line.kind.partition("_")
        if turn not in ("begin", "end") or what not in ("group", "repeat"):
            continue
        if turn == "begin":
            if what == "repeat" and any(each.kind == "begin_repeat" for each in open_):
                todo = "Make the inner one a form of its own with occurs='many', or ask for its number only."
                yield _finding(line, "nested_repeat", "a repeat inside a repeat", "repeats one level deep", todo)
            open_.append(line)
        elif not open_ or open_[-1].kind != f"begin_{what}":
            yield _unexpected(line, what, open_)
        else:
            open_.pop()
    for line in open_:
        what = line.kind.removeprefix("begin_")
        found = f"the {what} {line['name']!r} that begins here has no end"
        yield _finding(line, "group", found, f"a row 'end {what}' after its last question", "Add it.")


def _unexpected(line: Line, what: str, open_: list[Line]) -> Finding:
    if not open_:
        return _finding(line, "group", f"'end {what}' where nothing is open", f"a 'begin {what}' before", "Add it.")
    last = open_[-1]
    inner = last.kind.removeprefix("begin_")
    return _finding(
        line,
        "group",
        f"'end {what}', while the {inner} {last['name']!r} of row {last.row} is open",
        f"'end {inner}'",
        f"End the {inner} first.{did_you_mean(line.kind, [f'end_{inner}'])}",
    )
