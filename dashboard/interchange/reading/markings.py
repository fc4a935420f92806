"""What the cells alone do not tell of an XLSX: hidden rows and columns, formulas without a value, cells far away.

Plain patterns with bounded repetitions find it in the XML: they need the same time for any file of this size, and a reader
that builds a tree of a hostile file does not.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from posixpath import join, normpath
from xml.etree import ElementTree

from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.places import numbers, place
from dashboard.interchange.reading.cells import letters, number_of
from dashboard.interchange.reading.limits import LAST_ROW, MOST_MERGED, refuse_far

_COLUMN_FAR = rb"(?:[A-Z]{3}|K[O-Z]|[L-Z][A-Z])\d{1,7}"
_ROW_FAR = rb"[A-Z]{1,3}(?:\d{6,7}|[3-9]\d{4}|2[1-9]\d{3})"
assert LAST_ROW == 21_000, "the pattern for far rows says the same"
# A cell that has only a frame or a colour ends at once, and may stand anywhere.
_FAR = re.compile(rb' r="(?:' + _COLUMN_FAR + b"|" + _ROW_FAR + rb')"[^<>]{0,60}(?<!/)>(?!</)')
_ROW = re.compile(rb'\br="(\d{1,7})"')
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_LIMIT = re.compile(rb'\b(min|max)="(\d{1,5})"')
_PREFIX = re.compile(rb"<([a-z]{1,9}:)?sheetData")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def markings(archive: zipfile.ZipFile) -> Mapping[str, list[str]]:
    """Return by sheet what is to be said of it; raise ImportRefused for cells that stand far away."""
    return {name: list(_of_sheet(name, archive.read(part))) for name, part in _parts(archive)}


@dataclass(frozen=True)
class _Patterns:
    """What is looked for; each begins with plain letters, which is what makes it quick."""

    row: re.Pattern[bytes]
    column: re.Pattern[bytes]
    formula: re.Pattern[bytes]

    @classmethod
    @cache
    def of(cls, prefix: bytes) -> "_Patterns":
        """Return the patterns for a file whose tags have this prefix, such as b"x:"; most have none."""
        hidden = rb"(?=[^<>]{0,300}\bhidden=\"(?:1|true)\")[^<>]{0,300}>"
        value = rb"<Pv\s{0,9}/>|<Pv>\s{0,9}</Pv>"
        formula = rb"<Pf(?: [^<>]{0,400})?(?:/>|>[^<]{0,9000}</Pf>)\s{0,50}(" + value + rb")?\s{0,50}</Pc>"
        texts = (rb"<Prow " + hidden, rb"<Pcol " + hidden, formula)
        return cls(*(re.compile(text.replace(b"P", prefix)) for text in texts))


def _of_sheet(name: str, xml: bytes) -> Iterator[str]:
    if _FAR.search(xml):
        refuse_far(name)
    if xml.count(b"mergeCell ") > MOST_MERGED:
        raise ImportRefused(
            _("{sheet} has too many merged cells. Divide them, and save it again.").format(sheet=place(name))
        )
    found = _PREFIX.search(xml)
    patterns = _Patterns.of(found[1] or b"" if found else b"")
    if rows := [int(number[1]) for row in patterns.row.finditer(xml) if (number := _ROW.search(row[0]))]:
        text = _(
            "{sheet}: rows {rows} are hidden in the file. They were read like all others: look whether they belong in."
        )
        yield text.format(sheet=place(name), rows=numbers(rows))
    if columns := list(_hidden_columns(patterns, xml)):
        text = _("{sheet}: columns {columns} are hidden in the file. They were read like all others.")
        yield text.format(sheet=place(name), columns=", ".join(map(letters, columns[:20])))
    yield from _without_value(name, patterns, xml)


def _hidden_columns(patterns: _Patterns, xml: bytes) -> Iterator[int]:
    for found in patterns.column.finditer(xml):
        ends = {name: int(number) for name, number in _LIMIT.findall(found[0])}
        first = ends.get(b"min", 1)
        # A spreadsheet hides "all columns to the right" as one range of 16,000.
        yield from range(first - 1, min(ends.get(b"max", first), first + 20))


def _without_value(name: str, patterns: _Patterns, xml: bytes) -> Iterator[str]:
    rows: dict[str, list[int]] = {}
    for found in patterns.formula.finditer(xml):
        before = xml[max(0, found.start() - 400) : found.start()].rpartition(b"<")[2]
        cell = _CELL.search(before)
        if cell and not (found[1] and b't="str"' in before):  # a formula may well be computed to an empty text
            rows.setdefault(cell[1].decode(), []).append(int(cell[2]))
    for column in sorted(rows, key=number_of):
        text = _(
            "{sheet}, column {column}: rows {rows} have formulas that were never computed, so these cells were read as "
            "empty. Open the file in a spreadsheet, save it, and bring it again."
        )
        yield text.format(sheet=place(name), column=column, rows=numbers(rows[column]))


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the names of the sheets and the parts that hold them."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        target = targets.get(sheet.get(_RELATION)) if sheet.tag.endswith("}sheet") else None
        if target and (part := normpath(join("/xl", target)).lstrip("/")) in names:
            yield sheet.get("name", ""), part
