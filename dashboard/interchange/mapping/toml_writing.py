"""A mapping as plain tables, for TOML: what is not said is not written."""

from collections.abc import Mapping
from typing import Any

from dashboard.interchange.mapping.file_mapping import ColumnRule, EntryRule, FileMapping, Online


def plain(mapping: FileMapping) -> dict[str, Any]:
    """Return the tables of a mapping in their usual order."""
    tables: dict[str, Any] = {
        "version": mapping.version,
        "source": {
            "kind": mapping.kind,
            "sheet": mapping.sheet,
            "groups": list(mapping.groups),
            "marks": list(mapping.marks),
        },
        "date": {"order": mapping.order, "zone": mapping.zone},
        "drop": {"columns": list(mapping.drop)},
        "rows": {"where": list(mapping.where)},
        "online": _online(mapping.online),
        "column": {name: _rule(rule) for name, rule in mapping.columns.items()},
    }
    for entry in mapping.entries:
        tables.setdefault(entry.form, {})[entry.name] = _entry(entry)
    return _said(tables)


def _online(online: Online) -> dict[str, Any]:
    return {
        "all": online.every or None,
        "column": online.column,
        "values": list(online.values),
        "references": list(online.references),
    }


def _rule(rule: ColumnRule) -> dict[str, Any]:
    return {
        "from": rule.source,
        "constant": rule.constant,
        "as": rule.derive,
        "empty": rule.empty,
        "values": {**rule.values} or None,
    }


def _entry(entry: EntryRule) -> dict[str, Any]:
    return {
        "sheet": entry.sheet,
        "reference": entry.reference,
        **{name: _rule(rule) for name, rule in entry.rules.items()},
    }


def _said(table: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty; the words of `values` stay, where "" means that a word of the file says nothing."""
    said = {
        name: _said(value) if isinstance(value, Mapping) and name != "values" else value
        for name, value in table.items()
    }
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}
