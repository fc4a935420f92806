"""The names of a plugin that records, releases and addresses depend on, and their committed snapshot."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Self

from dashboard.forms import Form
from dashboard.registry import Plugin
from ovtf_kit.fingerprint import fingerprint, names_its_version

FILE = "names.toml"
CHOICES = "choices"
VERSIONS = "versions"
"""The section with the fingerprints of forms by "form.version"; an earlier version of a form may be missing in it."""
HEAD = """\
# Names that records, releases and addresses depend on. Written by: ovtf plugin check {area} --write-names
# New names are added. To give a name up, move it to `retired`, such as "questions stay.room"; it never comes back.
"""
Name = tuple[str, str]
"""(section, name), such as ("questions", "stay.room")."""


class Names(dict[Name, str]):
    """What each name of a plugin stands for, such as a question's kind; names in `retired` are never used again."""

    retired: frozenset[str] = frozenset()

    @classmethod
    def of(cls, plugin: Plugin) -> Self:
        """Return the names that a plugin declares."""
        return cls(_declared(plugin))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a snapshot; raises tomllib.TOMLDecodeError."""
        tables = tomllib.loads(text)
        retired = frozenset(map(str, tables.pop("retired", [])))
        names = cls(entry for section, rows in tables.items() for entry in _read(section, rows))
        names.retired = retired
        return names

    def joined(self, others: "Names") -> "Names":
        """Return these names and those of `others` that are not among them; these keep what they stand for."""
        joined = Names({**others, **self})
        joined.retired = self.retired
        return joined

    def write(self, area: str) -> str:
        """Return the snapshot as TOML."""
        retired = f"retired = {json.dumps(sorted(self.retired))}\n"
        sections = sorted({section for section, _name in self})
        return HEAD.format(area=area) + retired + "".join(_section(section, self) for section in sections)


def _section(section: str, names: Names) -> str:
    """Return a section as a TOML table: a choice "form.question.choice" goes into the list of its question."""
    rows: dict[str, str | list[str]] = {}
    for name, meaning in sorted((name, meaning) for (part, name), meaning in names.items() if part == section):
        if section == CHOICES:
            question, _, choice = name.rpartition(".")
            rows[question] = [*rows.get(question, []), choice]
        else:
            rows[name] = meaning
    lines = (f"{json.dumps(name)} = {json.dumps(meaning)}\n" for name, meaning in rows.items())
    return f"\n[{section}]\n" + "".join(lines)


def _read(section: str, rows: Mapping[str, Any]) -> Iterator[tuple[Name, str]]:
    """Yield the names in a TOML table of the snapshot; in the section "choices" a row is a question and its choices."""
    for name, meaning in rows.items():
        if section == CHOICES:
            yield from (((section, f"{name}.{choice}"), "choice") for choice in meaning)
        else:
            yield (section, name), str(meaning)


def _declared(plugin: Plugin) -> Iterator[tuple[Name, str]]:
    for form in plugin.forms:
        yield from _of_form(form)
    for checklist in plugin.checklists:
        yield from ((("steps", f"{checklist.name}.{item.name}"), "step") for item in checklist.items)
    yield from ((("services", service.name), service.kind) for service in plugin.services)
    yield from ((("figures", view.name), "view") for view in plugin.views)
    yield from ((("figures", indicator.name), "indicator") for indicator in plugin.indicators)
    yield from ((("released", table.name), " by ".join(table.by)) for table in plugin.released)


def _of_form(form: Form) -> Iterator[tuple[Name, str]]:
    yield ("forms", form.name), form.occurs
    if names_its_version(form):
        yield (VERSIONS, f"{form.name}.{form.version}"), fingerprint(form)
    for question in form.all_questions:
        if question.kind != "note":
            yield ("questions", f"{form.name}.{question.name}"), question.kind
        for choice in question.choices:
            if "audience" not in choice.columns:  # choices of code lists are the dashboard's to keep
                yield (CHOICES, f"{form.name}.{question.name}.{choice.name}"), "choice"
