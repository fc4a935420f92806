"""From the sheets of a file to entries: one row is one entry, and the rows of its repeats stand in sheets of their own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.casework.standalone import (
    MADE_AT,
    REFERENCE,
    TITLE,
    VERSION,
    asks_for_rows,
    facts_asked,
    number,
    own_name,
    standalone,
)
from dashboard.errors import ImportRefused
from dashboard.forms import KINDS, Form, NotAnAnswer, Question
from dashboard.i18n import gettext as _
from dashboard.interchange.filled.columns import Columns
from dashboard.interchange.filled.gathered import FilledForm, Gathered, Place
from dashboard.interchange.filled.parents import PARENT_COLUMNS, Parents, cell, instance_of
from dashboard.interchange.mapped import Fault
from dashboard.interchange.source import Line, Sheet, Source

_STATES = ("ReviewState", "__system/reviewState", "_validation_status", "_validation_status/uid")
_REJECTED = ("rejected", "not approved", "validation_status_not_approved")
_STATUS = ("Status", "__system/status")
_SEALED = ("notdecrypted", "missingencryptedformdata")
_SYSTEM = (
    "_",
    "meta",
    "KEY",
    "Submi",
    "Attach",
    "Device",
    "Edits",
    "Form",
    "Review",
    "Status",
    "instance",
    "start",
    "end",
)
"""How columns begin that Kobo and ODK add; nobody has to be told that they are not read."""


@dataclass(frozen=True)
class _Layout:
    """How a form stands in a file."""

    form: Form
    area: str
    asked: tuple[Question, ...]
    added: Mapping[str, str]
    """What the questions that a standalone form adds are called in this form."""
    facts: Mapping[str, Question]

    @classmethod
    def of(cls, form: Form, area: str) -> "_Layout":
        added = {name: own_name(form, name) for name in (REFERENCE, MADE_AT, VERSION, TITLE)}
        return cls(form, area, standalone(form, area).questions, added, facts_asked(form, area))

    @property
    def number(self) -> int:
        return number(self.area, self.form.name)


def gather(source: Source, form: Form, area: str) -> Gathered:
    """Return the entries of a form in a file; raise ImportRefused when it is not a file of this form."""
    layout = _Layout.of(form, area)
    sheet, columns = _main(source, layout)
    repeats, notes = _repeats(source, sheet, layout)
    parents = Parents(sheet)
    rows, faults = _by_parent(repeats, parents)
    reasons = {place: _left_out(sheet, line) for place, line in enumerate(sheet.lines)}
    kept = []
    for place, line in enumerate(sheet.lines):
        if not reasons[place]:
            kept.append(_filled(line, sheet, columns, layout, rows[place]))
            faults += _wrong(kept[-1], line, sheet, layout)
            faults += _without_rows(kept[-1], columns.answers(line), layout)
    notes = [*source.notes, *notes, *_unread(sheet, columns)]
    return Gathered(tuple(kept), tuple(faults), Counter(filter(None, reasons.values())), tuple(notes))


def _main(source: Source, layout: _Layout) -> tuple[Sheet, Columns]:
    """Return the sheet of the entries: the one with the reference and the time of filling in."""
    sheets = [(sheet, Columns.of(sheet, layout.asked)) for sheet in source.sheets]
    found = [each for each in sheets if {layout.added[name] for name in (REFERENCE, MADE_AT)} <= each[1].at.keys()]
    if len(found) > 1:
        raise ImportRefused(_("The files hold the entries of two exports. Give one export at a time."))
    if found:
        return found[0]
    raise ImportRefused(
        _(
            "The file has no columns {reference} and {made_at}. In Kobo choose the export with XML values and headers, in "
            "ODK Central the data as CSV; and only entries of a form that was taken from here for filling in offline come back."
        ).format(reference=layout.added[REFERENCE], made_at=layout.added[MADE_AT])
    )


def _repeats(source: Source, main: Sheet, layout: _Layout) -> tuple[list[tuple[Question, Sheet, Columns]], list[str]]:
    """Return the sheets that hold rows of repeats, and what is to be said of others."""
    found, notes = [], []
    for sheet in source.sheets:
        if sheet is main:
            continue
        about = [
            (question, sheet, Columns.of(sheet, question.row.questions, (*question.groups, question.name)))
            for question in layout.asked
            if question.row is not None
        ]
        best = max(about, key=lambda each: len(each[2].read), default=None)
        if best and best[2].read and any(head in PARENT_COLUMNS for head in sheet.header):
            found.append(best)
        elif sheet.lines:
            notes.append(
                _("Sheet {name} was not read: it belongs to no question of the form.").format(
                    name=repr(sheet.name[:40])
                )
            )
    return found, notes


Rows = list[tuple[Question, Place, dict[str, str]]]


def _by_parent(
    repeats: Iterable[tuple[Question, Sheet, Columns]], parents: Parents
) -> tuple[dict[int, Rows], list[Fault]]:
    """Return the rows of repeats by the place of the entry to which they belong, and those that belong to none."""
    rows: dict[int, Rows] = {place: [] for place in parents.places}
    faults: list[Fault] = []
    for question, sheet, columns in repeats:
        for line in sheet.lines:
            if not (answers := columns.answers(line)):
                continue
            place = parents.of(sheet, line)
            if place is None:
                text = _(
                    "belongs to no entry of the file. Export entries and repeats together, and give all files at once."
                )
                faults.append(Fault(line.number, question.name, text, sheet.name))
            else:
                rows[place].append((question, (sheet.name, line.number), answers))
    return rows, faults


def _filled(line: Line, sheet: Sheet, columns: Columns, layout: _Layout, rows: Rows) -> FilledForm:
    texts = columns.answers(line)
    own = {question.name for question in layout.form.questions if question.is_asked}
    answers: dict[str, Any] = {name: text for name, text in texts.items() if name in own}
    places: dict[str, list[Place]] = {}
    for question, place, row in rows:
        answers.setdefault(question.name, []).append(row)
        places.setdefault(question.name, []).append(place)
    return FilledForm(
        place=(sheet.name, line.number),
        instance=instance_of(sheet, line),
        reference=texts.get(layout.added[REFERENCE], ""),
        made_at=_moment(texts.get(layout.added[MADE_AT], "")),
        version=texts.get(layout.added[VERSION], ""),
        facts={name: text for name, text in texts.items() if name in layout.facts},
        answers=answers,
        rows=places,
    )


def _moment(text: str) -> datetime | None:
    """Return a day and time as a telephone writes it, None for what is none."""
    try:
        at: datetime | None = KINDS["datetime"].typed(text)
    except NotAnAnswer:
        return None
    return at


def _left_out(sheet: Sheet, line: Line) -> str:
    """Return why an entry is left out, "" when it is not."""
    states = {cell(sheet, line, name).strip().lower() for name in _STATES}
    return _("rejected there") if states & set(_REJECTED) else ""


def _wrong(filled: FilledForm, line: Line, sheet: Sheet, layout: _Layout) -> Iterator[Fault]:
    """Yield what is wrong with an entry before its answers are looked at; raise ImportRefused for another form's."""
    if any(cell(sheet, line, name).replace(" ", "").lower() in _SEALED for name in _STATUS):
        yield filled.fault("", _("is still encrypted. Export it again and give the passphrase, or decrypt it first."))
        return
    if cell(sheet, line, "isValidated").lower() == "false":
        yield filled.fault(
            "", _("was changed after it left the telephone: its signature does not hold. Ask who sent it.")
        )
    if not filled.instance:
        yield filled.fault("", _("has no id (_uuid, KEY or instanceID). Export it again with all columns."))
    of_form, _dot, _version = filled.version.partition(".")
    if of_form and of_form != str(layout.number):
        raise ImportRefused(
            _("The file holds entries of another form than Form {number}. Choose the form that was filled in.").format(
                number=layout.number
            )
        )


def _without_rows(filled: FilledForm, texts: Mapping[str, str], layout: _Layout) -> Iterator[Fault]:
    """Yield a fault where rows were written down and are not in the file: Kobo's CSV leaves them out in silence."""
    for question in layout.form.questions:
        is_empty = question.row is not None and not filled.rows.get(question.name)
        if is_empty and texts.get(asks_for_rows(layout.form, question.name)) == "yes":
            text = _("has rows that are not in the file. Export from Kobo as XLSX, from ODK Central with repeats.")
            yield filled.fault(question.name, text)


def _unread(sheet: Sheet, columns: Columns) -> Iterator[str]:
    """Say which columns of the entries were not read, but for those that Kobo and ODK add."""
    unread = [head for at, head in enumerate(sheet.header) if at not in columns.read and not head.startswith(_SYSTEM)]
    unread = [head for head in unread if not _is_choice(head, sheet, columns)]
    if unread:
        text = _("Columns that were not read, because no question of the form has this name: {names}.")
        yield text.format(names=", ".join(repr(head[:40]) for head in unread[:20]))


def _is_choice(head: str, sheet: Sheet, columns: Columns) -> bool:
    """Whether a column belongs to one choice of a question that has a column for all of its choices."""
    return any(head.startswith(f"{sheet.header[at]}{between}") for at in columns.at.values() for between in "/-.")
