"""From the TOML of a mapping to its parts: everything that is wrong in it is said at once."""

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import available_timezones

from dashboard.errors import ImportRefused, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.interchange.mapping.conditions import readable
from dashboard.interchange.mapping.file_mapping import ColumnRule, EntryRule, Online
from dashboard.interchange.mapping.targets import case_targets, entry_targets

_SECTIONS: dict[str, dict[str, type]] = {
    "source": {"kind": str, "sheet": str, "groups": list, "marks": list},
    "date": {"order": str, "zone": str},
    "drop": {"columns": list},
    "rows": {"where": list},
    "online": {"all": bool, "column": str, "values": list, "references": list},
}
_RULE: dict[str, type] = {"from": str, "constant": str, "as": str, "empty": str, "values": dict}
_ORDERS = ("dmy", "mdy", "ymd")
BIGGEST = 500_000
"""How many characters the text of a mapping may have."""


class _Reading:
    """Reads the tables of a mapping and collects what is wrong in them."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def section(self, place: str, table: Any, known: Mapping[str, type]) -> dict[str, Any]:
        """Return the known keys of a table with values of the right kind."""
        if not isinstance(table, dict):
            self.wrong.append(_("[{place}] has to be a table of names and values.").format(place=place))
            return {}
        self.names(place, table, known)
        return {name: self._value(f"{place}.{name}", table[name], known[name]) for name in known if name in table}

    def names(self, place: str, written: Iterable[str], known: Iterable[str]) -> None:
        """Note the names that are not known here."""
        known = tuple(known)
        for name in written:
            if name not in known:
                hint = did_you_mean(name, known)
                self.wrong.append(_("[{place}] has no {name}.{hint}").format(place=place, name=repr(name), hint=hint))

    def _value(self, place: str, value: Any, kind: type) -> Any:
        """Return a value; a single text stands for a list of one."""
        if kind is list and isinstance(value, str):
            value = [value]
        parts: list[Any] = value if isinstance(value, list) else [*value.values()] if isinstance(value, dict) else []
        if not isinstance(value, kind) or not all(isinstance(part, str) for part in parts):
            expected = {str: _("a text"), list: _("a list of texts"), bool: _("true or false")}
            what = expected.get(kind, _("a table of words and codes"))
            self.wrong.append(_("{place} has to be {what}.").format(place=place, what=what))
            return kind()
        return tuple(parts) if kind is list else value

    def rules(self, place: str, tables: Any, known: Iterable[str]) -> dict[str, ColumnRule]:
        """Return the rules of a table of columns."""
        if not isinstance(tables, dict):
            self.section(place, tables, {})
            return {}
        known = tuple(known)
        self.names(place, tables, known)
        return {name: self._rule(f"{place}.{name}", tables[name]) for name in tables if name in known}

    def _rule(self, place: str, table: Any) -> ColumnRule:
        said = self.section(place, table, _RULE)
        if bool(said.get("from")) == ("constant" in said):
            self.wrong.append(_("[{place}] needs either from or constant.").format(place=place))
        derive = said.get("as", "")
        if derive and not (derive.startswith("age_at:") and derive != "age_at:" and place.endswith(".age")):
            text = _('[{place}] has an "as" that is not known. Only column.age has one: "age_at:COLUMN".')
            self.wrong.append(text.format(place=place))
        return ColumnRule(
            source=said.get("from", ""),
            constant=said.get("constant", ""),
            values=said.get("values", {}),
            empty=said.get("empty", ""),
            derive=derive,
        )

    def entry(self, form: str, name: str, table: Any) -> EntryRule:
        """Return the rule for what came with a case."""
        place, own = f"{form}.{name}", {"sheet": str, "reference": str}
        table = table if isinstance(table, dict) else {}
        said = self.section(place, {key: table[key] for key in own if key in table}, own)
        questions = {key: value for key, value in table.items() if key not in own}
        if bool(said.get("sheet")) != bool(said.get("reference")):
            self.wrong.append(_("[{place}] needs both sheet and reference, or neither.").format(place=place))
        return EntryRule(form=form, name=name, rules=self.rules(place, questions, entry_targets()[form]), **said)


def settings_of(text: str) -> dict[str, Any]:
    """Return the parts of a mapping by name; raise ImportRefused with everything that is wrong in its text."""
    tables, reading = _tables(text), _Reading()
    forms = entry_targets()
    reading.names("mapping", tables, ("version", "column", *_SECTIONS, *forms))
    parts = {name: reading.section(name, tables.get(name, {}), known) for name, known in _SECTIONS.items()}
    _sensible(parts, tables.get("version", 1), reading)
    found = {
        **{name: parts["source"][name] for name in _SECTIONS["source"] if name in parts["source"]},
        **parts["date"],
        "drop": parts["drop"].get("columns", ()),
        "where": parts["rows"].get("where", ()),
        "online": Online(**{"every" if name == "all" else name: value for name, value in parts["online"].items()}),
        "columns": reading.rules("column", tables.get("column", {}), case_targets()),
        "entries": _entries(tables, reading),
        "version": tables.get("version", 1),
    }
    if reading.wrong:
        raise ImportRefused("\n".join(reading.wrong))
    return found


def _entries(tables: Mapping[str, Any], reading: _Reading) -> tuple[EntryRule, ...]:
    """Return the rules for what came with a case."""
    written = {form: tables.get(form, {}) for form in entry_targets()}
    return tuple(
        reading.entry(form, name, table)
        for form, entries in written.items()
        for name, table in (entries if isinstance(entries, dict) else {}).items()
    )


def _tables(text: str) -> dict[str, Any]:
    if len(text) > BIGGEST:
        raise ImportRefused(_("The mapping is too long. It has at most {n} characters.").format(n=BIGGEST))
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):  # a number of 5,000 digits is no error of TOML
        text = _("The mapping is not readable TOML. Look for a missing quotation mark or bracket.")
        raise ImportRefused(text) from None


def _sensible(parts: Mapping[str, Mapping[str, Any]], version: Any, reading: _Reading) -> None:
    """Note values that nothing can be done with."""
    if not isinstance(version, int) or isinstance(version, bool) or version != 1:
        reading.wrong.append(_("version has to be 1: other versions are not known here."))
    order = parts["date"].get("order", "")
    if order not in ("", *_ORDERS):
        hint = did_you_mean(order, _ORDERS)
        reading.wrong.append(_("date.order is not known: write dmy, mdy or ymd.{hint}").format(hint=hint))
    zone = parts["date"].get("zone", "Asia/Baghdad")
    if zone not in available_timezones():
        hint = did_you_mean(zone, available_timezones())
        reading.wrong.append(_('date.zone is not known: write one such as "Asia/Baghdad".{hint}').format(hint=hint))
    for condition in parts["rows"].get("where", ()):
        if not readable(condition):
            reading.wrong.append(_('rows.where is a list of conditions such as "COLUMN = value" or "COLUMN != value".'))
