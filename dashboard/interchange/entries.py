"""Entries of an area as tables: one for each form, over all its versions, and one that explains the questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.forms import Form, Question, rows_of
from dashboard.i18n import local
from dashboard.records.submissions import Submission
from dashboard.spreadsheets import Sheet, csv_file, neutral, xlsx_file

Sent = tuple[Submission, Form]
"""An entry, and the version of its form that was filled in."""
Row = Sequence[Any]
FIXED = ("case_key", "sent_at", "form_version", "replaced")


@dataclass
class Table:
    """The entries of one form, or the rows of one repeat in it.

    `questions` are by column: the kind and label of the question, and the versions of the form that asked it. `rows`
    are answers by column.
    """

    form: str
    questions: dict[str, tuple[str, str, list[str]]] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def head(self) -> Row:
        """The names of the columns."""
        return (*FIXED, *self.questions)

    def column(self, question: Question, version: str) -> str:
        """Return the column of a question, and note that this version asked it.

        A question whose kind has changed between versions gets a column for each kind.
        """
        name = question.name
        if name in FIXED or self.questions.get(name, (question.kind,))[0] != question.kind:
            name = f"{question.name}__{question.kind}"
        versions = self.questions.setdefault(name, (question.kind, question.label, []))[2]
        if version not in versions:
            versions.append(version)
        return name

    def lines(self) -> Iterable[Row]:
        """Yield the rows in the order of `head`."""
        return ([plain(row.get(column)) for column in self.head] for row in self.rows)


def tables(entries: Iterable[Sent], *, with_notes: bool = False) -> list[Table]:
    """Return a table for each form, and for each repeat in it; texts are left out unless `with_notes`."""
    entries_read = list(entries)
    replaced = {sent.supersedes for sent, _form in entries_read}
    by_name: dict[str, Table] = {}
    for sent, form in entries_read:
        cells = (sent.case_key, _when(sent), sent.form_version, _truth(sent.id in replaced))
        fixed = dict(zip(FIXED, cells, strict=True))
        _put(by_name, sent.form, fixed, form.questions, sent.answers, with_notes)
        for question in form.questions:
            if question.row is None:
                continue
            for row_answers in rows_of(sent.answers.get(question.name)):
                name = f"{sent.form}__{question.name}"
                _put(by_name, name, fixed, question.row.questions, row_answers, with_notes)
    return list(by_name.values())


def _put(
    by_name: dict[str, Table],
    name: str,
    fixed: Mapping[str, Any],
    questions: Iterable[Question],
    answers: Mapping[str, Any],
    with_notes: bool,
) -> None:
    """Add a row to the table `name`: the cells of the FIXED columns, then the answers; free text only `with_notes`."""
    table, row = by_name.setdefault(name, Table(name)), dict(fixed)
    for question in questions:
        if question.kind == "note" or question.row or (question.kind == "text" and not with_notes):
            continue
        column = table.column(question, str(fixed["form_version"]))
        row[column] = answers.get(question.name)
    table.rows.append(row)


def _when(sent: Submission) -> str:
    return f"{local(sent.at):%Y-%m-%d %H:%M}"


def _truth(value: bool) -> str:
    return "yes" if value else "no"


def plain(value: Any) -> Any:
    """Return a number as it is, and any other answer as text that no spreadsheet takes for a formula."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return _truth(value)
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return neutral(text)


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """Return a workbook: a sheet that explains the columns, and one for each form."""
    questions = [
        [table.form, *map(plain, (column, kind, label, versions))]
        for table in tables
        for column, (kind, label, versions) in table.questions.items()
    ]
    head = ("form", "question", "kind", "label", "versions")
    sheets = [Sheet(name=table.form, rows=[table.head, *table.lines()]) for table in tables]
    return xlsx_file([Sheet(name="questions", rows=[head, *questions]), *sheets])


def as_csv(table: Table) -> bytes:
    """Return one table as a CSV file."""
    return csv_file([table.head, *table.lines()])


def as_files(name: str, suffix: str, tables: Sequence[Table]) -> Mapping[str, bytes]:
    """Return the content of each file by its name: one workbook, or one CSV for each form."""
    if suffix == ".xlsx":
        return {f"{name}.xlsx": as_xlsx(tables)}
    return {f"{name}-{table.form}.csv": as_csv(table) for table in tables}
