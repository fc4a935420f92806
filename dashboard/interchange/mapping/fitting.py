"""Whether a mapping fits a sheet: what it needs and the sheet has not, and what no mapping may read."""

from collections.abc import Iterator

from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping.cells import BadCell, constant
from dashboard.interchange.mapping.file_mapping import ColumnRule, FileMapping
from dashboard.interchange.mapping.header import Header
from dashboard.interchange.mapping.personal import SHOWN, forbidden
from dashboard.interchange.mapping.targets import Target, case_targets, entry_targets
from dashboard.interchange.source import Sheet


def unfitting(mapping: FileMapping, header: Header, sheet: Sheet) -> list[Fault]:
    """Return what is wrong with a mapping and a sheet together; with one of these no row is read."""
    found = [*_missing(mapping, header), *_codes(mapping), *_personal(mapping)]
    return [Fault(0, column[:SHOWN], message, sheet.name) for column, message in found]


def _missing(mapping: FileMapping, header: Header) -> Iterator[tuple[str, str]]:
    """Yield columns that are needed and not there. Others may be missing: what the source does not know is left out."""
    rules = mapping.columns
    for name, target in case_targets().items():
        rule = rules.get(name)
        if rule is None and target.needed:
            yield name, _('is needed and nothing is mapped to it. Name its column, or say constant = "unknown".')
        elif rule is not None and (target.needed or rule.age_at):
            text = _("is missing in the file: {name} is read from it.").format(name=name)
            yield from ((column, text) for column in rule.reads if not header.has(column))
    if not any(_is_there(rules[name], header) for name in ("age", "age_band") if name in rules):
        yield "age", _('is needed, or an age band. Name its column, or say constant = "unknown" for the band.')
    named = (mapping.online.column, *mapping.where_columns)
    text = _("is missing in the file: the mapping looks there for the rows that are taken.")
    yield from ((column, text) for column in named if column and not header.has(column))


def _is_there(rule: ColumnRule, header: Header) -> bool:
    return not rule.source or header.has(rule.source)


def _rules(mapping: FileMapping) -> Iterator[tuple[str, Target, ColumnRule]]:
    """Yield all rules of a mapping with their names and what they fill."""
    for name, rule in mapping.columns.items():
        yield name, case_targets()[name], rule
    for entry in mapping.entries:
        for name, rule in entry.rules.items():
            yield f"{entry.form}.{entry.name}.{name}", entry_targets()[entry.form][name], rule


def _codes(mapping: FileMapping) -> Iterator[tuple[str, str]]:
    """Yield the elements for which the mapping itself gives a code that is not in their list."""
    for name, target, rule in _rules(mapping):
        said = (rule.constant, rule.empty, *(code for code in rule.values.values() if code))
        if target.kind in ("code", "codes"):
            for code in filter(None, said):
                try:
                    constant(target, ColumnRule(constant=code))
                except BadCell as error:
                    yield name, str(error)


def _personal(mapping: FileMapping) -> Iterator[tuple[str, str]]:
    """Yield columns of names, birth dates and the like that would be kept: no mapping may read them.

    A column of codes may be called as it likes, as nothing but codes is taken from it.
    """
    for _name, target, rule in _rules(mapping):
        if target.kind in ("reference", "date") and (what := forbidden(rule.source)):
            yield (
                rule.source,
                _("looks like {what}. Such data must stay in your agency: map another column.").format(what=what),
            )
