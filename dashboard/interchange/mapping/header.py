"""The header of a sheet: which column the mapping reads where, and everything that is wrong with it, at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from dashboard.errors import did_you_mean
from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping.choices_apart import Places, choices_apart, positions
from dashboard.interchange.mapping.file_mapping import EntryRule, FileMapping
from dashboard.interchange.mapping.personal import SHOWN, forbidden, looks_personal
from dashboard.interchange.mapping.targets import RISK_NAMES, Target, case_targets
from dashboard.interchange.mapping.words import fold
from dashboard.interchange.source import Sheet

FOR_PEOPLE = "→"
"""How the columns begin that our workbook of rows with faults puts before its rows: it is corrected and sent again."""


@dataclass(frozen=True)
class Header:
    """Where the columns of a sheet are: `places` by the folded name, and the columns that are dropped, by their name.

    `apart` are columns for the single choices of a question that takes several.
    """

    places: dict[str, int] = field(default_factory=dict)
    apart: Places = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def place(self, name: str) -> int | None:
        """Return the position of a column that the mapping names, or None."""
        return self.places.get(fold(name))

    def has(self, name: str) -> bool:
        """Return whether something can be read for a column that the mapping names."""
        return fold(name) in self.places or fold(name) in self.apart


def short(header: str, groups: Iterable[str]) -> str:
    """Return the name of a question without the groups before it: "age" of "case/age"."""
    for sign in groups:
        header = header.rpartition(sign)[2] or header
    return header.strip()


def reads(mapping: FileMapping) -> list[str]:
    """Return the columns that a mapping reads of a sheet of cases, each once."""
    rules = [
        *mapping.columns.values(),
        *(rule for entry in mapping.entries if not entry.sheet for rule in entry.rules.values()),
    ]
    names = [name for rule in rules for name in rule.reads]
    return list(dict.fromkeys(name for name in (*names, *mapping.where_columns, mapping.online.column) if name))


def entry_reads(entry: EntryRule) -> list[str]:
    """Return the columns that are read of a sheet of what came with cases."""
    return [entry.reference, *(name for rule in entry.rules.values() for name in rule.reads)]


def is_dropped(mapping: FileMapping, name: str) -> bool:
    """Return whether the mapping drops a column: named, or by the beginning of its name ("_*")."""
    folded = fold(name)
    return any(
        fnmatchcase(name.casefold(), pattern.casefold()) if "*" in pattern else fold(pattern) == folded
        for pattern in mapping.drop
    )


def header_of(mapping: FileMapping, sheet: Sheet, wanted: Iterable[str]) -> Header:
    """Return where the columns of a sheet are, and what is wrong with its header."""
    known = {name: {fold(name), *_other_names(name)} for name in wanted}
    places: dict[str, int] = {}
    apart = choices_apart(sheet.header, _several(mapping))
    dropped, faults = list[str](), list[Fault]()
    for position, written in enumerate(sheet.header):
        if written.startswith(FOR_PEOPLE):
            continue
        name = short(written, mapping.groups)
        drops = is_dropped(mapping, name) or is_dropped(mapping, written)
        meant = [column for column, names in known.items() if {fold(written), fold(name)} & names]
        if drops:
            meant = [column for column in meant if _is_read_all_the_same(column, written, name, mapping)]
        dropped += [_shown(written, position)] if drops and (is_dropped(mapping, written) or not meant) else []
        if position in positions(apart):
            continue
        if any(fold(column) in places for column in meant):
            faults.append(_fault(sheet, written, position, _("is there twice. Keep one of them.")))
        places |= {fold(column): position for column in meant}
        if not (meant or drops) and (text := _refusal(mapping, sheet, position)):
            faults.append(_fault(sheet, written, position, text))
    return Header(places, apart, tuple(dropped), tuple(faults))


def _is_read_all_the_same(column: str, written: str, name: str, mapping: FileMapping) -> bool:
    """Whether a column that is dropped is read first, as a date of birth is for the age.

    "_status" of Kobo is dropped where the mapping reads "status", and so is "Status" of ODK Central beside a question
    "status": what [drop] names letter for letter is read only under just this name.
    """
    if written in mapping.drop:
        return column in (written, name)
    return column.casefold() in (written.casefold(), name.casefold())


def _several(mapping: FileMapping) -> dict[str, Target]:
    """Return the questions that take several codes, by the name of their column."""
    targets = case_targets()
    return {rule.source: targets[name] for name, rule in mapping.columns.items() if targets[name].kind == "codes"}


def _other_names(name: str) -> set[str]:
    """Return other headers for a column that the mapping calls by the name of an element: those that agencies use."""
    target = case_targets().get(name)
    others = target.other_names if target else RISK_NAMES if name == "risk_level" else ()
    return {fold(other) for other in others}


def _refusal(mapping: FileMapping, sheet: Sheet, position: int) -> str:
    """Return what is wrong with a column that the mapping neither reads nor drops; "" for one that is empty."""
    written = sheet.header[position]
    if not written:
        filled = any(line.cells[position] for line in sheet.lines if position < len(line.cells))
        return _("has no name in the row of the header. Name it, or take it out.") if filled else ""
    if what := forbidden(short(written, mapping.groups)):
        return _(
            "looks like {what}. Such data must stay in your agency: take the column out of the file, or name it under "
            "[drop] of the mapping. Nothing was read from it."
        ).format(what=what)
    hint = "" if looks_personal(written) else did_you_mean(written, reads(mapping))
    return _("is not one that is taken.{hint} Say in the mapping what it means, drop it there, or take it out.").format(
        hint=hint
    )


def _fault(sheet: Sheet, written: str, position: int, message: str) -> Fault:
    return Fault(0, _shown(written, position), message, sheet.name)


def _shown(written: str, position: int) -> str:
    """Return what a column is called in a message: its name, unless that is none or itself looks personal."""
    if not written or looks_personal(written):
        return _("column {n}").format(n=position + 1)
    return written[:SHOWN]
