"""The mappings that come with the dashboard, and which of them fits a file."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from dashboard.interchange.mapping.file_mapping import FileMapping
from dashboard.interchange.mapping.header import header_of, reads
from dashboard.interchange.mapping.targets import case_targets
from dashboard.interchange.source import Sheet, Source

NAMES = ("template", "gbvims_ir", "primero_gbv", "primero_cp", "kobo", "odk")
_FITS = 0.8
"""Which share of a file's columns a mapping has to know."""


@cache
def shipped() -> dict[str, FileMapping]:
    """Return the mappings that come with the dashboard, by name."""
    folder = files("dashboard.interchange.mapping") / "shipped"
    return {name: FileMapping.from_toml((folder / f"{name}.toml").read_text("utf-8")) for name in NAMES}


def recognise(source: Source) -> str | None:
    """Return the name of the shipped mapping that fits a file by its header, None where none does."""
    fits = {
        name: max((_fit(mapping, sheet) for sheet in source.sheets), default=0.0) for name, mapping in shipped().items()
    }
    best = max(fits, key=lambda name: fits[name])
    return best if fits[best] >= _FITS else None


def _fit(mapping: FileMapping, sheet: Sheet) -> float:
    """Return the share of a sheet's columns that a mapping knows, 0 where one that it needs or marks it by is missing."""
    named = [name for name in sheet.header if name]
    marks = {mark.casefold() for mark in mapping.marks}  # not folded: Kobo's "_id" is not the "__id" of ODK
    if not named or (marks and not marks & {name.casefold() for name in named}):
        return 0.0
    header = header_of(mapping, sheet, reads(mapping))
    if any(not header.has(name) for name in _needed(mapping)):
        return 0.0
    return 1 - len(header.faults) / len(named) + (0.1 if mapping.marks else 0.0)


def _needed(mapping: FileMapping) -> Iterable[str]:
    """Return the columns that have to be there."""
    rules = (rule for name, rule in mapping.columns.items() if case_targets()[name].needed)
    return [name for rule in rules for name in rule.reads]
