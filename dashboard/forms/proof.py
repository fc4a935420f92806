"""Proofreading a form's file: everything that cannot be taken, all together, with sheet and row.

This file looks at the file as a whole, its sheets, its columns and its choices; proof_survey.py at the questions.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from dashboard.errors import FormError, did_you_mean
from dashboard.forms.compiled import CompiledForm
from dashboard.forms.findings import Finding, SheetRow, errors, sheet_rows
from dashboard.forms.languages import COLUMNS, code_of
from dashboard.forms.proof_survey import survey_findings
from dashboard.forms.supported import (
    COUNT_COLUMNS,
    FILES,
    MEDIA_COLUMNS,
    TAKEN_COLUMNS,
    code_list_columns,
    column_of,
)
from dashboard.forms.workbook import SHEETS, Book, as_csv, decoded, kind_of, read_book
from dashboard.forms.xlsform import KEPT_TEXTS, parse

_ALSO = {"xlsx": ("xlsm",), "md": ("markdown", "txt"), "csv": ("txt", "tsv")}
"""Other extensions that fit a file of each type."""
_WORDS = {
    "xlsx": "an Excel workbook (.xlsx)",
    "xls": "an old Excel workbook (.xls)",
    "md": "a Markdown table",
    "csv": "a table of text (.csv)",
}


def proof_file(content: bytes, name: str) -> list[Finding]:
    """Return every finding about a file; none of level "error" means that `Form.read` takes it."""
    try:
        book = read_book(content)
    except FormError as error:
        expected = "an XLSForm: .xlsx, .xls, .csv or .md"
        todo = "Correct the file and check it again."
        return [Finding(rule="file", found=str(error), expected=expected, todo=todo)]
    findings = [*_extension(content, name), *_book_findings(book)]
    return findings if errors(findings) else [*findings, *_form_findings(content)]


def survey_rows(content: bytes) -> int:
    """Return how many rows the survey has; raise FormError when the file cannot be read."""
    return sum(bool(row) for row in read_book(content).get("survey") or [])


@lru_cache(maxsize=KEPT_TEXTS)
def text_of(content: bytes) -> str:
    """Return the text that is kept of a file; raise FormError with the first row that is wrong."""
    book = read_book(content)
    if wrong := errors(_book_findings(book)):
        more = f" (and {len(wrong) - 1} more)" if wrong[1:] else ""
        raise FormError(wrong[0].sentence + more)
    return decoded(content) if kind_of(content) == "md" else as_csv(book)


def _extension(content: bytes, name: str) -> Iterator[Finding]:
    """Yield a finding when the extension of a file's name does not fit what is in the file."""
    file_type, extension = kind_of(content), PurePosixPath(name.lower()).suffix.lstrip(".")
    ending = f".{extension}" if extension else "nothing"
    if extension not in (file_type, *_ALSO.get(file_type, ())):
        yield Finding(
            rule="extension",
            level="warning",
            found=f"the name ends in {ending}, but the file is {_WORDS[file_type]}",
            expected=f".{file_type}",
            todo="It is read all the same; rename it to spare others the puzzle.",
        )


def _form_findings(content: bytes) -> Iterator[Finding]:
    """Yield what is wrong when the form is read as `Form.read` reads it, such as questions that depend in a circle."""
    try:
        form = parse(text_of(content))
        CompiledForm(form.questions, form.groups).try_out()
    except FormError as error:
        expected, todo = "a form that can be filled in", "Correct it and check it again."
        yield Finding(rule="form", found=str(error).rstrip("."), expected=expected, todo=todo)


def _book_findings(book: Book) -> list[Finding]:
    """Return every finding about the sheets of a form, errors and warnings, in the order of the sheets."""
    if not sheet_rows(book, "survey"):
        return [_no_survey(book)]
    findings = [*_other_sheets(book), *_column_findings(book), *survey_findings(book), *_list_findings(book)]
    position = {sheet: index for index, sheet in enumerate(SHEETS)}  # what is about another sheet comes first
    return sorted(findings, key=lambda finding: (position.get(finding.sheet, -1), finding.row))


def _no_survey(book: Book) -> Finding:
    names = [str(name) for name in book.get("sheet_names") or []]
    near = next((name for name in names if did_you_mean(name.lower(), SHEETS)), "")
    return Finding(
        rule="survey",
        found=f"no questions: the sheets are {', '.join(map(repr, names)) or 'none'}",
        expected="a sheet 'survey' with the columns type, name and label, and a row for each question",
        todo=f"Rename the sheet {near!r}." if near and near.lower() not in SHEETS else "Write the questions there.",
    )


def _other_sheets(book: Book) -> Iterator[Finding]:
    for sheet in map(str, book.get("sheet_names") or []):
        if sheet.lower() not in SHEETS and sheet_rows(book, "choices"):
            yield Finding(
                rule="sheet",
                where=sheet,
                sheet=sheet,
                level="warning",
                found="a sheet that is no part of a form here",
                expected=", ".join(SHEETS),
                todo=f"It is not read.{did_you_mean(sheet.lower(), SHEETS)}",
            )


def _column_findings(book: Book) -> Iterator[Finding]:
    for sheet in SHEETS:
        headers = (book.get(f"{sheet}_header") or [{}])[0]
        for header in (str(header) for header in headers if header):
            if advice := _column(sheet, header):
                expected, todo = advice
                header_row = SheetRow(sheet, 1, {})
                yield header_row.finding("column", f"the column {header!r}", expected, todo, "warning")


def _column(sheet: str, header: str) -> tuple[str, str] | None:
    """Return what is expected instead of a column that is not read, and what to do; None for one that is read."""
    name, language = column_of(header)
    if language and not code_of(language):
        return f"one of {', '.join(COLUMNS.values())}", "Its texts are not shown."
    if name.split("::")[0] in MEDIA_COLUMNS:
        return "text", "Pictures, sounds and films are not shown in a form."
    if name in COUNT_COLUMNS:
        return "no fixed number", "People add as many rows as they need."
    taken = TAKEN_COLUMNS.get(sheet)
    if taken is not None and name not in taken:
        return "a column that is read here", f"It is not read.{did_you_mean(name, taken)}"
    return None


def _list_findings(book: Book) -> Iterator[Finding]:
    """Yield what is wrong with the lists that questions name, and with the lists of the choices sheet."""
    lists: dict[str, list[SheetRow]] = {}
    for row in sheet_rows(book, "choices"):
        lists.setdefault(row["list_name"], []).append(row)
    survey = sheet_rows(book, "survey")
    used_lists = {row.list_name for row in survey}
    for row in survey:
        yield from _list_of_question(row, lists)
    for list_name, rows in lists.items():
        yield from _choices(list_name, rows)
        if list_name and list_name not in used_lists:
            found = f"the list {list_name!r} that no question uses"
            yield rows[0].finding("list", found, "a list in use", "Delete it, or ask a question with it.", "warning")


def _list_of_question(row: SheetRow, lists: Mapping[str, list[SheetRow]]) -> Iterator[Finding]:
    """Yield a finding when a question of the survey takes its choices from a file or a list that is not there."""
    words = row["type"].split()
    file_name = words[1] if len(words) > 1 else ""
    if row.kind == "select_one_from_file" and file_name not in FILES:
        found = f"choices from the file {file_name!r}"
        yield row.finding("list", found, " or ".join(FILES), "Write the choices on the choices sheet.")
    if row.kind not in ("select_one", "select_multiple"):
        return
    if not row.list_name:
        yield row.finding("list", f"{row.kind} without a list", f"{row.kind} and a list's name", "Name the list.")
    elif row.list_name not in lists and not code_list_columns(row.list_name):
        found = f"the list {row.list_name!r}, which has no row on the choices sheet and is no code list"
        named_lists = [list_name for list_name in lists if list_name]
        todo = f"Write its choices there.{did_you_mean(row.list_name, named_lists)}"
        yield row.finding("list", found, "a list with choices", todo)


def _choices(list_name: str, rows: list[SheetRow]) -> Iterator[Finding]:
    """Yield what is wrong with the rows of one list on the choices sheet."""
    first_row: dict[str, int] = {}  # by choice
    for row in rows:
        for column in ("list_name", "name", "label"):
            if not row[column]:
                yield row.finding("choice", f"a choice without a {column}", "list_name, name and label", "Fill it in.")
        choice = row["name"]
        if len(choice.split()) > 1:
            found = f"the choice name {choice!r} with a space in it"
            yield row.finding("choice", found, "one word", f"Write {'_'.join(choice.split())!r}.")
        if choice and choice in first_row:
            found = f"the choice {choice!r} of {list_name!r} again; row {first_row[choice]} has it already"
            yield row.finding("choice", found, "a name once in its list", "Rename or delete one of them.")
        first_row.setdefault(choice, row.number)
