"""A table for each form over all its versions, and one for each repeat in it: what was answered, one column a choice."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    """An entry, or a row (from 1) of a repeat in it, with its answers."""

    sent: Submission
    replaced: bool
    answers: Mapping[str, Any]
    row: int = 0


def _fixed(name: str, label: str, read: Callable[[Entry], Any], kind: Kind = "string", **more: Any) -> Column:
    return Column(name=name, labels=in_each_language(label), read=read, kind=kind, **more)


_ENTRY = _fixed("entry_id", noted("Entry"), lambda entry: entry.sent.id, required=True)
_CASE = _fixed("case_key", noted("Key of the case"), lambda entry: entry.sent.case_key, required=True)
_ROW = _fixed("row", noted("Row in the entry"), lambda entry: entry.row, "integer", required=True)
_OF_ENTRY = (
    _ENTRY,
    _CASE,
    _fixed("sent_at", noted("Sent in"), lambda entry: entry.sent.at, "datetime"),
    _fixed("sent_by", noted("By whom, as the number of an account"), lambda entry: entry.sent.by),
    _fixed("form_version", noted("Version of the form"), lambda entry: entry.sent.form_version),
    _fixed("replaces", noted("The entry that it replaces"), lambda entry: entry.sent.supersedes),
    _fixed("replaced", noted("Replaced by a newer entry"), lambda entry: entry.replaced, "boolean"),
)
_OF_ROW = (_ENTRY, _ROW, _CASE)

Asked = tuple[FormInVersion, Question]
"""A question as one version of a form asks it."""


class FormTables:
    """The tables of one form, over the versions in which it was filled in."""

    def __init__(self, versions: Sequence[FormInVersion], *, with_notes: bool) -> None:
        newest = versions[-1]
        name = f"{newest.area}__{newest.form.name}".lower()
        asked = [(version, question) for version in versions for question in version.form.questions]
        self.main = OutTable(
            name=name,
            title=newest.form.label,
            columns=[*_OF_ENTRY, *_columns(asked, with_notes, _OF_ENTRY)],
            key=("entry_id",),
            of=(ForeignKey(column="case_key", table="cases", at="case_key"),),
        )
        repeats = _together((version, question) for version, question in asked if question.row is not None)
        self.repeats = {repeat: _repeat_table(name, askers, with_notes) for repeat, askers in repeats.items()}

    @property
    def tables(self) -> list[OutTable]:
        """The table of the form, then those of its repeats."""
        return [self.main, *self.repeats.values()]

    def rows(self, entries: Iterable[Submission], replaced: set[str]) -> Iterator[tuple[str, list[Any]]]:
        """Yield (name of the table, row) for entries of this form."""
        for sent in entries:
            entry = Entry(sent, sent.id in replaced, sent.answers)
            yield from ((self.main.name, row) for row in self.main.rows([entry]))
            for repeat, table in self.repeats.items():
                answered = enumerate(rows_of(sent.answers.get(repeat)), start=1)
                inside = (Entry(sent, entry.replaced, answers, number) for number, answers in answered)
                yield from ((table.name, row) for row in table.rows(inside))


def form_tables(forms: Iterable[FormInVersion], *, with_notes: bool) -> dict[tuple[str, str], FormTables]:
    """Return the tables of each form by (area, form), for all the versions that are given of it."""
    by_form: dict[tuple[str, str], list[FormInVersion]] = {}
    for version in forms:
        by_form.setdefault((version.area, version.form.name), []).append(version)
    return {form: FormTables(versions, with_notes=with_notes) for form, versions in by_form.items()}


def _together(asked: Iterable[Asked]) -> dict[str, list[Asked]]:
    """Return by its name how each version asks a question."""
    by_name: dict[str, list[Asked]] = {}
    for version, question in asked:
        by_name.setdefault(question.name, []).append((version, question))
    return by_name


def _repeat_table(form: str, askers: Sequence[Asked], with_notes: bool) -> OutTable:
    _version, newest = askers[-1]
    asked = [(version, question) for version, repeat in askers if repeat.row for question in repeat.row.questions]
    return OutTable(
        name=f"{form}__{newest.name}".lower(),
        title=newest.label or newest.name,
        columns=[*_OF_ROW, *_columns(asked, with_notes, _OF_ROW)],
        key=("entry_id", "row"),
        of=(ForeignKey(column="entry_id", table=form, at="entry_id"),),
    )


def _columns(asked: Iterable[Asked], with_notes: bool, fixed: Sequence[Column]) -> list[Column]:
    """Return the columns of questions over all versions: a question whose kind has changed has one for each kind."""
    names, columns = {column.name for column in fixed}, list[Column]()
    for name, askers in _together(asked).items():
        for kind in dict.fromkeys(question.kind for _version, question in askers):
            of_kind = [(version, question) for version, question in askers if question.kind == kind]
            if kind != "note" and of_kind[-1][1].row is None and (with_notes or kind != "text"):
                columns += _of_question(f"{name}__{kind}" if name in names else name, of_kind)
                names.add(name)
    return columns


def _of_question(column: str, askers: Sequence[Asked]) -> list[Column]:
    newest, question = askers[-1]
    labels = {lang: text(newest.form, newest.package, question.label, lang) for lang in LANGUAGES}
    versions = tuple(dict.fromkeys(version.form.version for version, _question in askers))
    kind: Kind = _KINDS.get(question.kind, "string")
    choices: dict[str, Labels] = {
        choice.name: {lang: choice_label(version.package, asked, choice, lang) for lang in LANGUAGES}
        for version, asked in askers
        for choice in asked.choices
    }

    def answer(entry: Entry) -> Any:
        """Return the answer, None where the version of the entry asks in another way or not at all."""
        return entry.answers.get(question.name) if entry.sent.form_version in versions else None

    if question.kind == "select_multiple":
        return one_a_choice(column, choices, answer, labels, versions=versions)
    return [
        Column(
            name=column,
            kind=kind,
            read=lambda entry: typed(kind, answer(entry)),
            labels=labels,
            choices=choices,
            versions=versions,
        )
    ]
