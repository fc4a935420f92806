"""What a person answers about a file, put into its mapping: columns, values, dates, and which cases happened online."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dashboard.interchange.mapping import ColumnRule, EntryRule, FileMapping, Online
from dashboard.interchange.mapping.drafting import RISK
from dashboard.interchange.mapping.file_mapping import Order

LEFT, DROPPED = "", "-"
"""What a column may mean beside an element: nobody has said it yet, and it is personal or of no use here."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was said of a file so far. `columns` are elements by header, LEFT or DROPPED; `values` are codes by header and
    the word of the file, "" for a word that says nothing; `constants` are codes of elements that no column holds."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    order: Order = ""
    online: Online = field(default_factory=Online)


def answered(mapping: FileMapping, said: Answers) -> FileMapping:
    """Return a mapping with a person's answers in it; what was not answered stays as it was."""
    mapping = replace(
        mapping,
        order=said.order or mapping.order,
        online=said.online if said.online.is_said else mapping.online,
        drop=_dropped(mapping, said),
        columns=_columns(mapping, said),
        entries=_entries(mapping, said),
    )
    for header, words in said.values.items():
        mapping = _with_words(mapping, header, words)
    return mapping


def _dropped(mapping: FileMapping, said: Answers) -> tuple[str, ...]:
    kept = [name for name in mapping.drop if said.columns.get(name, DROPPED) == DROPPED]
    added = [header for header, meaning in said.columns.items() if meaning == DROPPED]
    return tuple(dict.fromkeys([*kept, *added]))


def _columns(mapping: FileMapping, said: Answers) -> dict[str, ColumnRule]:
    """Return the rules of a case's elements: a column that means another thing now no longer fills what it filled."""
    moved = {header for header, meaning in said.columns.items() if meaning != LEFT}
    rules = {
        name: rule for name, rule in mapping.columns.items() if rule.source not in moved or _same(said, name, rule)
    }
    for header, meaning in said.columns.items():
        if meaning not in (LEFT, DROPPED, RISK) and not (meaning in rules and rules[meaning].source == header):
            rules[meaning] = ColumnRule(source=header)
    constants = {name: ColumnRule(constant=code) for name, code in said.constants.items() if code}
    return rules | {name: rule for name, rule in constants.items() if name not in rules or rules[name].constant}


def _same(said: Answers, name: str, rule: ColumnRule) -> bool:
    """Whether a rule stays as it was: its column means the same, or is read for an age before it is dropped."""
    meaning = said.columns[rule.source]
    return meaning == name or (meaning == DROPPED and bool(rule.age_at))


def _entries(mapping: FileMapping, said: Answers) -> tuple[EntryRule, ...]:
    """Return the rules of what came with a case, with the column that a person named for the level of risk."""
    header = next((header for header, meaning in said.columns.items() if meaning == RISK), "")
    if not header or any(rule.source == header for entry in mapping.entries for rule in entry.rules.values()):
        return mapping.entries
    others = tuple(entry for entry in mapping.entries if entry.form != "risk")
    return (*others, EntryRule(form="risk", name="assessed", rules={"level": ColumnRule(source=header)}))


def _with_words(mapping: FileMapping, header: str, words: Mapping[str, str]) -> FileMapping:
    """Return the mapping with codes for words of a column, wherever that column is read."""

    def told(rules: Mapping[str, ColumnRule]) -> dict[str, ColumnRule]:
        return {
            name: replace(rule, values={**rule.values, **words}) if rule.source == header else rule
            for name, rule in rules.items()
        }

    entries = tuple(replace(entry, rules=told(entry.rules)) for entry in mapping.entries)
    return replace(mapping, columns=told(mapping.columns), entries=entries)
