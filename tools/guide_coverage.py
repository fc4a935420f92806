"""python -m tools.guide_coverage: where each element of the guide lives in the product, as a document."""

import csv
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

from tools.guide_places import ROOT, NowhereError, Product

DOCUMENT = ROOT / "docs" / "guide-coverage.md"
KINDS = (
    *("issue", "action", "bullet", "tool", "actor", "step", "risk_kind"),
    *("level", "source", "type", "note", "context", "hotline"),
)
CHAPTERS = {
    "Context": "Context-Specific Risks and Considerations",
    "MHPSS": "Mental Health & Psychosocial Support Services",
    "Safety": "Physical Safety/Protection",
    "Digital": "Digital Risk Management and Safe Removal of Harmful Content",
    "Legal": "Law Enforcement and Protection Services",
}
_FURNITURE = ("## ", "<sup>", "---", "[", "### **")
_STRUCTURE = {"### ISSUE", "### ACTIONS", "### ACTORS", "### Hotline Phone Numbers", "Iraq", "The Kurdistan Region"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One element of the guide: `print` is the fingerprint of its line in the guide's text.

    `where` are the places of the product that carry the element, as references such as "form:safety.safety_plan".
    """

    id: str
    section: str
    kind: str
    summary: str
    print: str
    where: tuple[str, ...]

    @property
    def chapter(self) -> str:
        """The guide's chapter, such as "Digital" of the section "Digital 1, Digital risk assessment"."""
        return re.sub(r" \d+$", "", self.section.partition(",")[0])


def rows() -> tuple[Row, ...]:
    """Return the rows of data/ovtf_data/guide.csv."""
    text = (files("ovtf_data") / "guide.csv").read_text("utf-8")
    return tuple(Row(**(row | {"where": tuple(row["where"].split())})) for row in csv.DictReader(text.splitlines()))


def is_section(source: str, found: Iterable[Row]) -> bool:
    """Whether a source such as "Safety, Issue" or "Guide: Physical Safety/Protection" names a section or a chapter."""
    short = re.sub(r" \(.*\)$", "", source.removeprefix("Guide: "))
    for chapter, heading in CHAPTERS.items():
        short = short.replace(heading, chapter)
    return any(short in (row.section, row.chapter) for row in found)


def fingerprint(line: str) -> str:
    """Return twelve hex digits that stand for a line of the guide, whatever its signs and capitals."""
    return hashlib.sha256(re.sub(r"[^a-z0-9]", "", line.lower()).encode()).hexdigest()[:12]


def lines_of(text: str) -> list[str]:
    """Return every line of the guide's text that says something: no contents, headings, footnotes or dividing lines."""
    body = text.partition("\n## Introduction\n")[2]
    return [line for line in map(str.strip, body.splitlines()) if line and _says_something(line)]


def _says_something(line: str) -> bool:
    if line.startswith(_FURNITURE) or line in _STRUCTURE:
        return False
    return not line.endswith(":") or line.startswith(("- ", "#", "*"))  # others that end so only lead to a list


def problems(found: Iterable[Row], product: Product) -> list[str]:
    """Return what is wrong with the rows: an id twice, an unknown kind, a long summary, no place, an unknown place."""
    every = list(found)
    twice = [f"{row_id} is there twice" for row_id, count in Counter(row.id for row in every).items() if count > 1]
    return twice + [problem for row in every for problem in _wrong(row, product)]


def _wrong(row: Row, product: Product) -> Iterator[str]:
    if row.kind not in KINDS:
        yield f"{row.id}: no such kind {row.kind!r}"
    if not 1 <= len(row.summary.split()) <= 12:
        yield f"{row.id}: its summary has not 1 to 12 words"
    if not row.where:
        yield f"{row.id}: lives nowhere"
    for reference in row.where:
        try:
            product.resolve(reference)
        except NowhereError as error:
            yield f"{row.id}: {error}"


def document(found: Iterable[Row], product: Product) -> str:
    """Return the document: counts, then one table for each chapter of the guide."""
    chapters = [(name, list(group)) for name, group in groupby(found, key=lambda row: row.chapter)]
    parts = [_OPENING, _counts(chapters), *(_chapter(name, group, product) for name, group in chapters)]
    return "\n\n".join(parts) + "\n"


_OPENING = """# Where the guide lives

Every element of the practitioner's guide, and where the dashboard carries it.
Written by `make documents` from `data/ovtf_data/guide.csv`: change that file, not this one."""


def _counts(chapters: list[tuple[str, list[Row]]]) -> str:
    lines = [f"| {CHAPTERS.get(name, name)} | {len(group)} | {_kinds(group)} |" for name, group in chapters]
    every = [row for _name, group in chapters for row in group]
    return "\n".join(
        ["| Section | Elements | Of them |", "|---|---|---|", *lines, f"| All | {len(every)} | {_kinds(every)} |"]
    )


def _kinds(group: list[Row]) -> str:
    counts = Counter(row.kind for row in group)
    return ", ".join(f"{kind.replace('_', ' ')} {counts[kind]}" for kind in KINDS if counts[kind])


def _chapter(name: str, group: list[Row], product: Product) -> str:
    lines = [f"## {CHAPTERS.get(name, name)}", "", "| What | Where it lives |", "|---|---|"]
    for section, members in groupby(group, key=lambda row: row.section):
        if section != name:  # a chapter without sections has its own name there
            lines.append(f"| **{section}** | |")
        lines += [_line(row, product) for row in members]
    return "\n".join(lines)


def _line(row: Row, product: Product) -> str:
    places = "<br>".join(product.resolve(reference) for reference in row.where)
    return f"| {row.summary} | {places.replace('|', '/')} |"


def main(arguments: list[str]) -> int:
    """Write the document, or with --check only compare it; return 1 after saying what is wrong."""
    elements, product = rows(), Product.load()
    wrong = problems(elements, product)
    if not wrong and "--check" not in arguments:
        DOCUMENT.write_text(document(elements, product), "utf-8")
    elif not wrong and DOCUMENT.read_text("utf-8") != document(elements, product):
        wrong = [f"{DOCUMENT.name} is not up to date: make documents"]
    print(*(wrong or [f"{len(elements)} elements of the guide, each with a home"]), sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
