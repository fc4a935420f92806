"""A first mapping for a file: what is certain is filled in, what is doubtful is proposed, and a person decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from rapidfuzz import fuzz, process

from dashboard import privacy
from dashboard.i18n import BAGHDAD
from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping.applying import apply, chosen
from dashboard.interchange.mapping.cells import BadCell, as_codes
from dashboard.interchange.mapping.columns import undecided
from dashboard.interchange.mapping.file_mapping import ColumnRule, EntryRule, FileMapping
from dashboard.interchange.mapping.header import header_of, is_dropped, reads, short
from dashboard.interchange.mapping.personal import forbidden, looks_personal
from dashboard.interchange.mapping.shipped_mappings import recognise, shipped
from dashboard.interchange.mapping.targets import RISK_NAMES, Target, case_targets, entry_targets
from dashboard.interchange.mapping.words import POSSIBLE, fold, is_empty, likely
from dashboard.interchange.source import Sheet, Source

RISK = "risk.level"
DROP = "drop"
"""The meaning of a column that is not kept."""
MOST_VALUES = 200
"""How many different unknown values of a column are shown."""


@dataclass(frozen=True)
class Proposal:
    """What a column, or a `value` of a column, most likely means; `sure` is from 75 to 100, 0 and no `meaning` for no idea.

    A value is shown only when the check for identifying text finds nothing in it; `shown` is False otherwise and `value`
    is "". It is for the page alone: never for a message, a log or the audit.
    """

    column: str
    meaning: str = ""
    sure: int = 0
    value: str = ""
    shown: bool = True


@dataclass(frozen=True)
class Question:
    """What a person has to say before the file can come in: `about` tells which part of the mapping answers it."""

    about: Literal["online", "date_order", "column", "needed"]
    sentence: str
    column: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A mapping for a file as far as it is certain, proposals for the rest, questions, and all problems of the file."""

    mapping: FileMapping
    kind: str | None
    columns: tuple[Proposal, ...]
    values: tuple[Proposal, ...]
    questions: tuple[Question, ...]
    problems: tuple[Fault, ...]


def draft(source: Source, *, today: date | None = None, mapping: FileMapping | None = None) -> Draft:
    """Return a first mapping for a file, or what is still open with the given one: everything in one run.

    A given one without a column only says which sheet holds the cases.
    """
    kind = mapping.kind if mapping else recognise(source)
    columns: tuple[Proposal, ...] = ()
    if mapping is None:
        mapping = shipped()[kind] if kind else FileMapping()
    sheet = _of_cases(source, mapping.sheet)
    if not mapping.columns and not mapping.entries:
        mapping, columns = _from_header(sheet, mapping.sheet)
    mapped = apply(mapping, source, today=today or datetime.now(BAGHDAD).date())
    taken, _notes = chosen(mapping, source)
    columns = columns or tuple(_of_columns(mapping, taken[0] if taken else sheet))
    values = tuple(proposal for each in taken for proposal in unknown_values(mapping, each))
    questions = tuple(_questions(mapping, taken))
    return Draft(mapping, kind, columns, values, questions, mapped.faults)


def _of_cases(source: Source, name: str) -> Sheet:
    """Return the sheet of this name, or else the one whose columns tell most: what comes first may be a title page."""
    named = [sheet for sheet in source.sheets if name and fold(sheet.name) == fold(name)]
    sheets = named or source.sheets or [Sheet("", 1, (), ())]
    return max(sheets, key=lambda sheet: sum(_proposal(header).sure > 0 for header in sheet.header if header))


def _from_header(sheet: Sheet, name: str) -> tuple[FileMapping, tuple[Proposal, ...]]:
    """Return a mapping with the columns whose names are certain, and a proposal for each column of the file."""
    proposals = tuple(_proposal(name) for name in sheet.header if name)
    certain = {proposal.meaning: proposal.column for proposal in reversed(proposals) if proposal.sure == 100}
    rules = {name: ColumnRule(source=column) for name, column in certain.items() if name in case_targets()}
    risk = ColumnRule(source=certain[RISK]) if RISK in certain else None
    entries = (EntryRule(form="risk", name="assessed", rules={"level": risk}),) if risk else ()
    return FileMapping(sheet=name, columns=rules, entries=entries), proposals


def _proposal(header: str) -> Proposal:
    """Return what a column most likely means; one that is named like personal data is never proposed for anything."""
    names = _names()
    if fold(header) in names:
        return Proposal(header, names[fold(header)], 100)
    if forbidden(header) or looks_personal(header):
        return Proposal(header, DROP, 99)
    near = process.extractOne(fold(header), names.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=POSSIBLE)
    return Proposal(header, names[near[0]], min(99, round(near[1]))) if near else Proposal(header)


def _names() -> dict[str, str]:
    """Return the meanings of columns by every folded name that is known for them, those of shipped mappings last."""
    names = {fold(name): RISK for name in RISK_NAMES}
    for target in case_targets().values():
        names |= {fold(name): target.name for name in (target.name, *target.other_names)}
    for mapping in shipped().values():
        for name, rule in mapping.columns.items():
            if rule.source and not rule.age_at:
                names.setdefault(fold(rule.source), name)
    return names


def _of_columns(mapping: FileMapping, sheet: Sheet) -> Iterator[Proposal]:
    """Return for each column what the mapping makes of it, or what it most likely means."""
    meanings = {fold(rule.source): name for name, rule in reversed(list(mapping.columns.items())) if rule.source}
    meanings |= {
        fold(rule.source): f"{entry.form}.{name}"
        for entry in mapping.entries
        for name, rule in entry.rules.items()
        if rule.source and fold(rule.source) not in meanings
    }
    header = header_of(mapping, sheet, reads(mapping))
    by_place = {place: meanings.get(name, "") for name, place in header.places.items()}
    for place, name in enumerate(sheet.header):
        if name:
            drops = is_dropped(mapping, name) or is_dropped(mapping, short(name, mapping.groups))
            meaning = by_place.get(place) or (DROP if drops else "")
            yield Proposal(name, meaning, 100) if meaning else _proposal(name)


def unknown_values(mapping: FileMapping, sheet: Sheet) -> Iterator[Proposal]:
    """Return the different values of columns of codes that mean no code, each with the code that is most likely meant."""
    header = header_of(mapping, sheet, reads(mapping))
    for target, rule in _coded(mapping):
        place = header.place(rule.source)
        texts = dict.fromkeys(line.cells[place] for line in sheet.lines) if place is not None else {}
        unknown = [text for text in texts if not is_empty(text) and _is_unknown(target, rule, text)]
        yield from (_of_value(sheet.header[place], target, text) for text in unknown[:MOST_VALUES] if place is not None)


def _coded(mapping: FileMapping) -> Iterator[tuple[Target, ColumnRule]]:
    forms = entry_targets()
    rules = [(case_targets()[name], rule) for name, rule in mapping.columns.items()]
    rules += [
        (forms[entry.form][name], rule)
        for entry in mapping.entries
        if not entry.sheet
        for name, rule in entry.rules.items()
    ]
    return (
        pair for pair in rules if pair[1].source and pair[0].kind in ("code", "codes") and pair[0].name != "age_band"
    )


def _is_unknown(target: Target, rule: ColumnRule, text: str) -> bool:
    try:
        as_codes(target, rule, text)
    except BadCell:
        return True
    return False


def _of_value(column: str, target: Target, text: str) -> Proposal:
    """Return the proposal for a value; one that looks like data of a person is not shown and nothing is proposed for it."""
    if looks_personal(text) or privacy.find(text):
        return Proposal(column, shown=False)
    code, sure = likely(target, text) or ("", 0)
    return Proposal(column, code, min(sure, 99), text)


def _questions(mapping: FileMapping, sheets: list[Sheet]) -> Iterator[Question]:
    """Return what has to be asked: which cases happened online, the order of dates, columns without a meaning."""
    if not mapping.online.is_said:
        columns = tuple(dict.fromkeys(name for sheet in sheets for name in sheet.header if name))
        yield Question("online", _("Which column says that it happened online, and with which value?"), "", columns)
    for sheet in sheets:
        text = _("Are the dates of this column written with the day first or with the month first?")
        yield from (Question("date_order", text, column, ("dmy", "mdy")) for column in undecided(mapping, sheet))
    for name, target in case_targets().items():
        if target.needed and name not in mapping.columns:
            yield Question("needed", _("Which column holds this? Or is it unknown for all cases?"), name)
