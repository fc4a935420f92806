"""Proofreading a file as a whole: what it is, what it says, and whether a form comes of it."""

from dashboard.errors import FormError
from dashboard.forms.findings import Finding, Level, errors
from dashboard.forms.form import Form
from dashboard.forms.proof import proof
from dashboard.forms.workbook import Book, extension_of, kind_of, read_book

_ALSO = {"xlsx": ("xlsm",), "md": ("markdown", "txt"), "csv": ("txt", "tsv")}
"""Extensions that are right too for what a file holds."""


def proof_file(content: bytes, name: str) -> list[Finding]:
    """Return every finding about a file; none of level "error" means that `Form.read` takes it."""
    try:
        book = read_book(content)
    except FormError as error:
        return [
            _whole("file", str(error), "an XLSForm: .xlsx, .xls, .csv or .md", "Correct the file and check it again.")
        ]
    found = [*_extension(content, name), *proof(book)]
    return found if errors(found) else [*found, *_form(content)]


def survey_rows(content: bytes) -> int:
    """Return how many rows the survey has; raise FormError when the file cannot be read."""
    book: Book = read_book(content)
    return sum(bool(row) for row in book.get("survey") or [])


def _extension(content: bytes, name: str) -> list[Finding]:
    is_, says = kind_of(content), extension_of(name)
    if says in (is_, *_ALSO.get(is_, ())):
        return []
    found = f"the name ends in {f'.{says}' if says else 'nothing'}, but the file is {_WORDS[is_]}"
    return [
        _whole("extension", found, f".{is_}", "It is read all the same; rename it to spare others the puzzle.", True)
    ]


def _form(content: bytes) -> list[Finding]:
    """Read it as Form.read does: what only the whole form shows, such as rules that run in a circle."""
    try:
        Form.from_file(content, name="form")
    except FormError as error:
        return [
            _whole("form", str(error).rstrip("."), "a form that can be filled in", "Correct it and check it again.")
        ]
    return []


def _whole(rule: str, found: str, expected: str, todo: str, warning: bool = False) -> Finding:
    level: Level = "warning" if warning else "error"
    return Finding(rule=rule, found=found, expected=expected, todo=todo, level=level)


_WORDS = {
    "xlsx": "an Excel workbook (.xlsx)",
    "xls": "an old Excel workbook (.xls)",
    "md": "a Markdown table",
    "csv": "a table of text (.csv)",
}
