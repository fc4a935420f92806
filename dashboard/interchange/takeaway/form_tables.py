"""A table for each form over all its versions, and one for each repeat in it: what was answered, one column a choice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.forms import Form, Question, rows_of
from dashboard.forms.labels import choice_label, text
from dashboard.i18n import noted
from dashboard.interchange.takeaway.record_tables import in_each_language
from dashboard.interchange.takeaway.table import Column, Labels, OutTable, one_a_choice, typed
from dashboard.languages import LANGUAGES
from dashboard.packages import ForeignKey, Kind
from dashboard.records.submissions import Submission

_KINDS: Mapping[str, Kind] = {
    "integer": "integer",
    "decimal": "number",
    "date": "date",
    "datetime": "datetime",
    "acknowledge": "boolean",
}


@dataclass(frozen=True)
class FormInVersion:
    """A form of an area in one version, and the package whose catalogs translate it."""

    area: str
    package: str
    form: Form


@dataclass(frozen=True)
class Entry:
    """An entry, or a row (from 1) of a repeat in it: `asked` is the kind of each question that its version asks."""

    sent: Submission
    replaced: bool
    answers: Mapping[str, Any]
    asked: Mapping[str, str] = field(default_factory=dict)
    row: int = 0

    def answer(self, question: str, kind: str) -> Any:
        """Return the answer to a question, None where this version asks it in another way or not at all."""
        return self.answers.get(question) if self.asked.get(question) == kind else None


_FIXED = (
    Column(name="entry_id", read=lambda entry: entry.sent.id, labels=in_each_language(noted("Entry")), required=True),
    Column(
        name="case_key",
        read=lambda entry: entry.sent.case_key,
        labels=in_each_language(noted("Key of the case")),
        required=True,
    ),
    Column(
        name="sent_at", kind="datetime", read=lambda entry: entry.sent.at, labels=in_each_language(noted("Sent in"))
    ),
    Column(
        name="sent_by",
        read=lambda entry: entry.sent.by,
        labels=in_each_language(noted("By whom, as the number of an account")),
    ),
    Column(
        name="form_version",
        read=lambda entry: entry.sent.form_version,
        labels=in_each_language(noted("Version of the form")),
    ),
    Column(
        name="replaces",
        read=lambda entry: entry.sent.supersedes,
        labels=in_each_language(noted("The entry that it replaces")),
    ),
    Column(
        name="replaced",
        kind="boolean",
        read=lambda entry: entry.replaced,
        labels=in_each_language(noted("Replaced by a newer entry")),
    ),
)
_ROW = Column(
    name="row",
    kind="integer",
    read=lambda entry: entry.row,
    labels=in_each_language(noted("Row in the entry")),
    required=True,
)


class FormTables:
    """The tables of one form, over the versions in which it was filled in."""

    def __init__(self, versions: Sequence[FormInVersion], *, with_notes: bool) -> None:
        newest = versions[-1]
        name = f"{newest.area}__{newest.form.name}".lower()
        self._asked = {each.form.version: _kinds(each.form.questions) for each in versions}
        self._inside = {
            each.form.version: {
                repeat.name: _kinds(repeat.row.questions) for repeat in _repeats(each.form) if repeat.row
            }
            for each in versions
        }
        asked = [(each, each.form.questions) for each in versions]
        self.main = OutTable(
            name=name,
            title=newest.form.label,
            columns=[*_FIXED, *_columns(asked, with_notes, _FIXED)],
            key=("entry_id",),
            of=(ForeignKey(column="case_key", table="cases", at="case_key"),),
        )
        self.repeats = {
            repeat.name: _repeat_table(name, repeat, versions, with_notes)
            for repeat in {repeat.name: repeat for each in versions for repeat in _repeats(each.form)}.values()
        }

    @property
    def tables(self) -> list[OutTable]:
        """The table of the form, then those of its repeats."""
        return [self.main, *self.repeats.values()]

    def rows(self, entries: Iterable[Submission], replaced: set[str]) -> Iterator[tuple[str, list[Any]]]:
        """Yield (name of the table, row) for entries of this form."""
        for sent in entries:
            entry = Entry(sent, sent.id in replaced, sent.answers, self._asked[sent.form_version])
            yield from ((self.main.name, row) for row in self.main.rows([entry]))
            for name, asked in self._inside[sent.form_version].items():
                table = self.repeats[name]
                answered = enumerate(rows_of(sent.answers.get(name)), start=1)
                inside = [Entry(sent, entry.replaced, answers, asked, number) for number, answers in answered]
                yield from ((table.name, row) for row in table.rows(inside))


def form_tables(forms: Iterable[FormInVersion], *, with_notes: bool) -> dict[tuple[str, str], FormTables]:
    """Return the tables of each form by (area, form), for all the versions that are given of it."""
    by_form: dict[tuple[str, str], list[FormInVersion]] = {}
    for version in forms:
        by_form.setdefault((version.area, version.form.name), []).append(version)
    return {form: FormTables(versions, with_notes=with_notes) for form, versions in by_form.items()}


def _repeat_table(form: str, repeat: Question, versions: Sequence[FormInVersion], with_notes: bool) -> OutTable:
    asked = [
        (each, inside.row.questions)
        for each in versions
        for inside in _repeats(each.form)
        if inside.name == repeat.name and inside.row
    ]
    fixed = (_FIXED[0], _ROW, _FIXED[1])
    return OutTable(
        name=f"{form}__{repeat.name}".lower(),
        title=repeat.label or repeat.name,
        columns=[*fixed, *_columns(asked, with_notes, fixed)],
        key=("entry_id", "row"),
        of=(ForeignKey(column="entry_id", table=form, at="entry_id"),),
    )


def _repeats(form: Form) -> list[Question]:
    return [question for question in form.questions if question.row is not None]


def _kinds(questions: Iterable[Question]) -> dict[str, str]:
    return {question.name: question.kind for question in questions}


def _columns(
    asked: Sequence[tuple[FormInVersion, Sequence[Question]]], with_notes: bool, fixed: Sequence[Column]
) -> list[Column]:
    """Return the columns of questions over all versions: a question whose kind has changed has one for each kind."""
    by_kind: dict[tuple[str, str], list[tuple[FormInVersion, Question]]] = {}
    for version, questions in asked:
        for question in questions:
            if question.kind != "note" and question.row is None and (with_notes or question.kind != "text"):
                by_kind.setdefault((question.name, question.kind), []).append((version, question))
    names = {column.name for column in fixed}
    columns = []
    for (name, kind), askers in by_kind.items():
        columns += _of_question(f"{name}__{kind}" if name in names else name, askers)
        names.add(name)
    return columns


def _of_question(column: str, askers: Sequence[tuple[FormInVersion, Question]]) -> list[Column]:
    newest, question = askers[-1]
    labels = {lang: text(newest.form, newest.package, question.label, lang) for lang in LANGUAGES}
    versions = tuple(dict.fromkeys(version.form.version for version, _question in askers))
    choices: dict[str, Labels] = {
        choice.name: {lang: choice_label(version.package, asked, choice, lang) for lang in LANGUAGES}
        for version, asked in askers
        for choice in asked.choices
    }
    if question.kind == "select_multiple":
        return one_a_choice(
            column, choices, lambda entry: entry.answer(question.name, question.kind), labels, versions=versions
        )
    kind: Kind = _KINDS.get(question.kind, "string")
    return [
        Column(
            name=column,
            kind=kind,
            read=lambda entry: typed(kind, entry.answer(question.name, question.kind)),
            labels=labels,
            choices=choices,
            versions=versions,
        )
    ]
