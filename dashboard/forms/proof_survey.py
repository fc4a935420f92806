"""Proofreading the survey sheet: types, names, labels, what begins and ends, and every expression."""

import re
from collections.abc import Iterator

from dashboard.errors import FormError, did_you_mean
from dashboard.forms.expressions import Expression, is_computed
from dashboard.forms.findings import Finding, SheetRow, sheet_rows
from dashboard.forms.supported import code_list_columns, why_not
from dashboard.forms.workbook import Book

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_UNLABELLED = ("calculate", "hidden", "begin_group", "begin_repeat")
_RULES = ("relevant", "constraint", "calculation", "choice_filter", "required", "default")
_PLAIN_TRUTHS = ("yes", "no", "true", "false", "true()", "false()")
_NOT_COLUMNS = re.compile(r"'[^']*'|\"[^\"]*\"|\$\{[^}]*\}|[\w.-]+\s*\(")
"""Literals, references and calls in a choice_filter; the other words in it are columns and operators."""
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NO_COLUMN = {"and", "or", "div", "mod", "name", "label"}
"""Words of a choice_filter that are operators, or columns that every list has."""


def survey_findings(book: Book) -> Iterator[Finding]:
    """Yield what is wrong with single rows of the survey, with its groups, and with its expressions."""
    rows = sheet_rows(book, "survey")
    for row in rows:
        yield from _type(row)
        yield from _name(row)
        yield from _content(row)
    yield from _double_names(rows)
    yield from _groups(rows)
    yield from _expressions(rows, book)


def _type(row: SheetRow) -> Iterator[Finding]:
    if not row["type"]:
        yield row.finding("type", "a row without a type", "a question type", "Write one, or empty the row.")
    elif reason := why_not(row["type"]):
        yield row.finding("type", f"the type {row['type']!r}", "a question type that is taken here", reason)


def _name(row: SheetRow) -> Iterator[Finding]:
    name = row["name"]
    if row.kind.startswith("end_") or why_not(row["type"]):
        return
    if not name:
        yield row.finding("name", "a row without a name", "a name", "Give the question a name of its own.")
    elif not _NAME.fullmatch(name):
        expected = "lower_snake_case: small letters, digits and underscores, a letter first, at most 60"
        todo = f"Write {_snake_case(name)!r}, here and in every rule that uses it."
        yield row.finding("name", f"the name {name!r}", expected, todo)


def _snake_case(name: str) -> str:
    """Return a name as lower_snake_case that begins with a letter, at most 60 long."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", "_", name).lower().strip("_")
    return (words if words[:1].isalpha() else f"q_{words}").rstrip("_")[:60]


def _content(row: SheetRow) -> Iterator[Finding]:
    if row.kind == "calculate" and not (row["calculation"] or row["default"]):
        yield row.finding("calculation", "a calculate row without a calculation", "an expression", "Write it.")
    asked = row["type"] and not why_not(row["type"]) and not row.kind.startswith("end_")
    if asked and row.kind not in _UNLABELLED and not (row["label"] or row["hint"]):
        yield row.finding("label", f"no label for {row['name']!r}", "what the person reads", "Write a label.")
    if "${" in row["label"] + row["hint"]:
        todo = "Answers are not put into texts here: it is shown as it is written."
        yield row.finding("label", "${...} in a label or hint", "a text that stands for itself", todo, "warning")


def _double_names(rows: list[SheetRow]) -> Iterator[Finding]:
    first_row: dict[str, int] = {}  # by name
    for row in rows:
        name = row["name"]
        if name and not row.kind.startswith("end_"):
            if name in first_row:
                found = f"the name {name!r} again; row {first_row[name]} has it already"
                todo = "Rename one of them, also in the rules that use it."
                yield row.finding("double_name", found, "a name of its own for every question and group", todo)
            first_row.setdefault(name, row.number)


def _groups(rows: list[SheetRow]) -> Iterator[Finding]:
    """Yield groups and repeats that do not end, end where they did not begin, or are nested wrongly."""
    open_: list[SheetRow] = []  # the rows that began what has not ended yet, the innermost last
    for row in rows:
        begin_or_end, _underscore, what = row.kind.partition("_")
        if begin_or_end not in ("begin", "end") or what not in ("group", "repeat"):
            continue
        if begin_or_end == "begin":
            if what == "repeat" and any(outer.kind == "begin_repeat" for outer in open_):
                todo = "Make the inner one a form of its own with occurs='many', or ask for its number only."
                yield row.finding("nested_repeat", "a repeat inside a repeat", "repeats one level deep", todo)
            open_.append(row)
        elif not open_ or open_[-1].kind != f"begin_{what}":
            yield _unexpected_end(row, what, open_)
        else:
            open_.pop()
    for row in open_:
        what = row.kind.removeprefix("begin_")
        found = f"the {what} {row['name']!r} that begins here has no end"
        yield row.finding("group", found, f"a row 'end {what}' after its last question", "Add it.")


def _unexpected_end(row: SheetRow, what: str, open_: list[SheetRow]) -> Finding:
    if not open_:
        return row.finding("group", f"'end {what}' where nothing is open", f"a 'begin {what}' before", "Add it.")
    last = open_[-1]
    inner = last.kind.removeprefix("begin_")
    found = f"'end {what}', while the {inner} {last['name']!r} of row {last.number} is open"
    todo = f"End the {inner} first.{did_you_mean(row.kind, [f'end_{inner}'])}"
    return row.finding("group", found, f"'end {inner}'", todo)


def _expressions(rows: list[SheetRow], book: Book) -> Iterator[Finding]:
    """Yield what is wrong with the expressions of the survey, and with the names in them."""
    question_names = {row["name"] for row in rows if row["name"]}
    # "select_one relation or_other" makes a second question: "who" also makes "who_other".
    question_names |= {f"{row['name']}_other" for row in rows if row["type"].split()[2:] == ["or_other"]}
    filled_columns: dict[str, set[str]] = {}  # by list, the columns of the choices sheet that its choices fill
    for choice_row in sheet_rows(book, "choices"):
        filled_columns.setdefault(choice_row["list_name"], set()).update(choice_row.cells)
    for row in rows:
        for rule in _RULES:
            if row[rule] and _is_expression(rule, row[rule]):
                yield from _expression(row, rule, question_names)
        if row["choice_filter"] and row.list_name:
            columns = filled_columns.get(row.list_name) or code_list_columns(row.list_name)
            yield from _choice_filter(row, columns)


def _is_expression(rule: str, written: str) -> bool:
    """Return whether a cell of the column `rule` is an expression, and not a plain answer, "yes" or "no"."""
    if rule == "default":
        return is_computed(written)
    return not (rule == "required" and written.strip().lower() in _PLAIN_TRUTHS)


def _expression(row: SheetRow, rule: str, question_names: set[str]) -> Iterator[Finding]:
    """Yield what is wrong with the expression of a row in the column `rule`."""
    try:
        names = Expression(row[rule], where=rule, is_filter=rule == "choice_filter").names
    except FormError as error:
        todo = "Correct it; functions are those of ODK's XPath that this dashboard knows."
        yield row.finding("expression", str(error).rstrip("."), "an expression that can be computed", todo)
        return
    for name in sorted(names - question_names):
        found = f"{rule} looks at the question {name!r}, which the form does not have"
        todo = f"Correct the name, or add the question.{did_you_mean(name, question_names)}"
        yield row.finding("unknown_question", found, "the name of a question in this form", todo)


def _choice_filter(row: SheetRow, columns: set[str]) -> Iterator[Finding]:
    """Yield the words of a choice_filter that are no columns of its list; nothing for a list without columns."""
    if not columns:
        return
    words = set(_WORD.findall(_NOT_COLUMNS.sub(" ", row["choice_filter"]))) - _NO_COLUMN
    for word in sorted(words - columns):
        found = f"choice_filter looks at the column {word!r}, which no choice of {row.list_name!r} fills"
        todo = f"Add the column to the choices sheet.{did_you_mean(word, columns)}"
        yield row.finding("choice_filter", found, "a column of the choices sheet", todo)
