"""Proofreading a form's file: everything that cannot be taken, all together, with sheet and row."""

from collections.abc import Iterator

from dashboard.errors import did_you_mean
from dashboard.forms.findings import Finding
from dashboard.forms.languages import COLUMNS, code_of
from dashboard.forms.lines import column_of, lines
from dashboard.forms.proof_lists import list_findings
from dashboard.forms.proof_rows import row_findings
from dashboard.forms.proof_rules import rule_findings
from dashboard.forms.workbook import SHEETS, Book

_TAKEN = {
    "survey": {
        *("type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint"),
        *("constraint_message", "calculation", "default", "choice_filter", "appearance", "read_only"),
    },
    "settings": {"form_title", "form_id", "id_string", "title", "version", "default_language", "style"},
}
_MEDIA = ("image", "audio", "video", "big-image", "media")
_COUNTS = ("repeat_count", "count", "jr:count")


def proof(book: Book) -> list[Finding]:
    """Return every finding about the sheets of a form, errors and warnings, in the order of the sheets."""
    if not lines(book, "survey"):
        return [_no_survey(book)]
    found = [*_sheets(book), *_columns(book), *row_findings(book), *rule_findings(book), *list_findings(book)]
    return sorted(found, key=lambda each: (SHEETS.index(each.sheet) if each.sheet in SHEETS else -1, each.row))


def _no_survey(book: Book) -> Finding:
    names = [str(name) for name in book.get("sheet_names") or []]
    near = next((name for name in names if did_you_mean(name.lower(), SHEETS)), "")
    return Finding(
        rule="survey",
        found=f"no questions: the sheets are {', '.join(map(repr, names)) or 'none'}",
        expected="a sheet 'survey' with the columns type, name and label, and a row for each question",
        todo=f"Rename the sheet {near!r}." if near and near.lower() not in SHEETS else "Write the questions there.",
    )


def _sheets(book: Book) -> Iterator[Finding]:
    for name in book.get("sheet_names") or []:
        if str(name).lower() not in SHEETS and lines(book, "choices"):
            yield Finding(
                rule="sheet",
                sheet=str(name),
                level="warning",
                found="a sheet that is no part of a form here",
                expected=", ".join(SHEETS),
                todo=f"It is not read.{did_you_mean(str(name).lower(), SHEETS)}",
            )


def _columns(book: Book) -> Iterator[Finding]:
    for sheet in SHEETS:
        header = (book.get(f"{sheet}_header") or [{}])[0]
        for written in (str(each) for each in header if each):
            name, language = column_of(written)
            if language and not code_of(language):
                yield _warning(sheet, written, f"one of {', '.join(COLUMNS.values())}", "Its texts are not shown.")
            elif name.split("::")[0] in _MEDIA:
                yield _warning(sheet, written, "text", "Pictures, sounds and films are not shown in a form.")
            elif name in _COUNTS:
                yield _warning(sheet, written, "no fixed number", "People add as many rows as they need.")
            elif sheet in _TAKEN and name not in _TAKEN[sheet]:
                near = did_you_mean(name, _TAKEN[sheet])
                yield _warning(sheet, written, "a column that is read here", f"It is not read.{near}")


def _warning(sheet: str, written: str, expected: str, todo: str) -> Finding:
    found = f"the column {written!r}"
    return Finding(rule="column", sheet=sheet, row=1, level="warning", found=found, expected=expected, todo=todo)
