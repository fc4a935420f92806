"""Proofreading the rules of a survey: every expression, and the questions that it looks at."""

import re
from collections.abc import Iterator

from dashboard import codes
from dashboard.errors import DashboardError, FormError, did_you_mean
from dashboard.forms.expressions import Expression
from dashboard.forms.findings import Finding
from dashboard.forms.lines import Line, lines
from dashboard.forms.workbook import Book

_RULES = ("relevant", "constraint", "calculation", "choice_filter", "required", "default")
_TRUTHS = ("yes", "no", "true", "false", "true()", "false()")
_ASIDE = re.compile(r"'[^']*'|\"[^\"]*\"|\$\{[^}]*\}|[\w.-]+\s*\(")
"""Literals, references and calls: what is left of a choice_filter are columns."""
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_OPERATORS = {"and", "or", "div", "mod", "name", "label"}


def rule_findings(book: Book) -> Iterator[Finding]:
    """Yield what is wrong with the expressions of the survey."""
    rows = lines(book, "survey")
    known = {line["name"] for line in rows if line["name"]}
    known |= {f"{line['name']}_other" for line in rows if line["type"].split()[2:] == ["or_other"]}
    columns = _columns(book)
    for line in rows:
        for rule in _RULES:
            if line[rule] and _is_rule(rule, line[rule]):
                yield from _rule(line, rule, known)
        if line["choice_filter"] and line.list_name:
            yield from _filter(line, columns.get(line.list_name) or _of_code_list(line.list_name))


def _is_rule(rule: str, written: str) -> bool:
    if rule == "default":
        return "${" in written or written.endswith(")")
    return not (rule == "required" and written.strip().lower() in _TRUTHS)


def _rule(line: Line, rule: str, known: set[str]) -> Iterator[Finding]:
    try:
        names = Expression(line[rule], where=rule).names
    except FormError as error:
        todo = "Correct it; functions are those of ODK's XPath that this dashboard knows."
        yield _finding(line, "expression", str(error).rstrip("."), "an expression that can be computed", todo)
        return
    for name in sorted(names - known):
        found = f"{rule} looks at the question {name!r}, which the form does not have"
        todo = f"Correct the name, or add the question.{did_you_mean(name, known)}"
        yield _finding(line, "unknown_question", found, "the name of a question in this form", todo)


def _columns(book: Book) -> dict[str, set[str]]:
    """Return the columns that the choices of each list fill."""
    found: dict[str, set[str]] = {}
    for line in lines(book, "choices"):
        found.setdefault(line["list_name"], set()).update(line.cells)
    return found


def _of_code_list(name: str) -> set[str]:
    try:
        codes.codes(name)
    except DashboardError:
        return set()
    return {"group", "audience"}


def _filter(line: Line, columns: set[str]) -> Iterator[Finding]:
    words = set(_WORD.findall(_ASIDE.sub(" ", line["choice_filter"]))) - _OPERATORS
    for name in sorted(words - columns) if columns else ():
        found = f"choice_filter looks at the column {name!r}, which no choice of {line.list_name!r} fills"
        todo = f"Add the column to the choices sheet.{did_you_mean(name, columns)}"
        yield _finding(line, "choice_filter", found, "a column of the choices sheet", todo)


def _finding(line: Line, rule: str, found: str, expected: str, todo: str) -> Finding:
    return Finding(rule=rule, sheet=line.sheet, row=line.row, found=found, expected=expected, todo=todo)
