"""From the sheets of a file to entries: one row is one entry, and the rows of its repeats stand in sheets of their own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from dashboard.casework.standalone import MADE_AT, REFERENCE, VERSION
from dashboard.errors import ImportRefused
from dashboard.forms import KINDS, Form, NotAnAnswer, Question
from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault
from dashboard.interchange.offline_entries import sound
from dashboard.interchange.offline_entries.columns import Columns
from dashboard.interchange.offline_entries.gathered import FilledForm, Gathered
from dashboard.interchange.offline_entries.layout import Layout
from dashboard.interchange.offline_entries.parents import PARENT_COLUMNS, Parents, instance_of
from dashboard.interchange.places import Place
from dashboard.interchange.source import Line, Sheet, Source

_ZONE = re.compile(r"(Z|[+-]\d\d:?\d\d)$")
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


def gather(source: Source, form: Form, area: str) -> Gathered:
    """Return the entries of a form in a file; raise ImportRefused when it is not a file of this form."""
    layout = Layout.of(form, area)
    sheet, columns = _main(source, layout)
    repeats, notes = _repeats(source, sheet, layout)
    parents = Parents(sheet)
    rows, faults = _by_parent(repeats, parents)
    reasons = {place: sound.left_out(sheet, line) for place, line in enumerate(sheet.lines)}
    kept = []
    for place, line in enumerate(sheet.lines):
        if not reasons[place]:
            kept.append(_filled(line, sheet, columns, layout, rows[place]))
            faults += sound.wrong(kept[-1], line, sheet, layout)
            faults += sound.wrong_rows(kept[-1], columns.answers(line), layout)
    notes += [*_unread(sheet, columns), *_without_zone(sheet, columns.at[layout.added[MADE_AT]])]
    return Gathered(tuple(kept), tuple(faults), Counter(filter(None, reasons.values())), (*source.notes, *notes))


def _main(source: Source, layout: Layout) -> tuple[Sheet, Columns]:
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


def _repeats(source: Source, main: Sheet, layout: Layout) -> tuple[list[tuple[Question, Sheet, Columns]], list[str]]:
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


def _filled(line: Line, sheet: Sheet, columns: Columns, layout: Layout, rows: Rows) -> FilledForm:
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


def _without_zone(sheet: Sheet, at: int) -> Iterator[str]:
    """Say where times have no zone: Kobo drops it when it writes days as days, and Briefcase always does."""
    times = [line.cells[at] for line in sheet.lines if line.cells[at]]
    if n := sum(not _ZONE.search(text) for text in times):
        yield _(
            "{n} entries do not say in which time zone they were filled in, and are read as in Iraq. Where telephones "
            "had another zone, export days and numbers as text."
        ).format(n=n)


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
