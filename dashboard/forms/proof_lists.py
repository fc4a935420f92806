"""Proofreading the choices: every list that a question uses, and every row of the choices sheet."""

from collections.abc import Iterator, Mapping

from dashboard import codes
from dashboard.errors import DashboardError, did_you_mean
from dashboard.forms.findings import Finding, Level
from dashboard.forms.lines import Line, lines
from dashboard.forms.workbook import Book

FILES = ("services.csv",)
"""Lists that are filled in while a form is shown: services.csv is the service directory."""


def list_findings(book: Book) -> Iterator[Finding]:
    """Yield what is wrong with the choices of a form."""
    lists: dict[str, list[Line]] = {}
    for line in lines(book, "choices"):
        lists.setdefault(line["list_name"], []).append(line)
    survey = lines(book, "survey")
    used = {line.list_name for line in survey}
    for line in survey:
        yield from _used(line, lists)
    for name, rows in lists.items():
        yield from _rows(name, rows)
        if name and name not in used:
            todo = "Delete it, or ask a question with it."
            yield _finding(
                rows[0], "list", f"the list {name!r} that no question uses", "a list in use", todo, "warning"
            )


def _used(line: Line, lists: Mapping[str, list[Line]]) -> Iterator[Finding]:
    words = line["type"].split()
    if line.kind == "select_one_from_file" and words[1:2] not in [[name] for name in FILES]:
        found = f"choices from the file {' '.join(words[1:2])!r}"
        yield _finding(line, "list", found, " or ".join(FILES), "Write the choices on the choices sheet.")
    if line.kind not in ("select_one", "select_multiple"):
        return
    name = line.list_name
    if not name:
        yield _finding(line, "list", f"{line.kind} without a list", f"{line.kind} and a list's name", "Name the list.")
    elif name not in lists and not _is_code_list(name):
        found = f"the list {name!r}, which has no row on the choices sheet and is no code list"
        todo = f"Write its choices there.{did_you_mean(name, [each for each in lists if each])}"
        yield _finding(line, "list", found, "a list with choices", todo)


def _is_code_list(name: str) -> bool:
    try:
        return bool(codes.codes(name))
    except DashboardError:
        return False


def _rows(name: str, rows: list[Line]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for line in rows:
        for column in ("list_name", "name", "label"):
            if not line[column]:
                yield _finding(
                    line, "choice", f"a choice without a {column}", "list_name, name and label", "Fill it in."
                )
        choice = line["name"]
        if len(choice.split()) > 1:
            found = f"the choice name {choice!r} with a space in it"
            yield _finding(line, "choice", found, "one word", f"Write {'_'.join(choice.split())!r}.")
        if choice and choice in first:
            found = f"the choice {choice!r} of {name!r} again; row {first[choice]} has it already"
            yield _finding(line, "choice", found, "a name once in its list", "Rename or delete one of them.")
        first.setdefault(choice, line.row)


def _finding(line: Line, rule: str, found: str, expected: str, todo: str, level: Level = "error") -> Finding:
    return Finding(rule=rule, sheet=line.sheet, row=line.row, found=found, expected=expected, todo=todo, level=level)
