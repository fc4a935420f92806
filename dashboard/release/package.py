"""A release as a Data Package: its published numbers with their words, what they mean, and who reported.

Made of the file of releases alone: what is not shown there is not here.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dashboard import codes
from dashboard.i18n import area_text
from dashboard.languages import LANGUAGES
from dashboard.packages import Described, Field, ForeignKey, Resource, package
from dashboard.release.meaning import CAVEAT, CHANGED, CLEARED, EMPTY, NOT_CLEARED, RANGE
from dashboard.release.naming import cell_label, definition, dimension_label, title
from dashboard.release.periods import Period
from dashboard.release.policy import MU_MAX, Codes
from dashboard.release.released_table import ReleasedTable
from dashboard.release.silence import uncovered
from dashboard.release.store import About, Releases

SHOWN, TOO_FEW, NOBODY = "shown", "too_few_to_show", "nobody_who_reported_works_there"
_DIMENSIONS = ("1", "2")
"""A table has at most two dimensions."""


def _words(name: str, of: str) -> list[Field]:
    return [Field(name=f"{name}_{lang}", title=f"{of} in {LANGUAGES[lang].english_name}") for lang in LANGUAGES]


TABLES = Resource(
    name="tables",
    title="The tables of the release",
    fields=[
        Field(name="table", required=True),
        *_words("title", "Title"),
        *_words("definition", "What is counted"),
        Field(name="area", description="The area that declared it."),
        Field(name="dimensions", description="What it counts by, with blanks between."),
        Field(name="floor", kind="integer", description="No smaller number is shown."),
        Field(name="probably_under", kind="integer", description="What a number that is not shown is probably under."),
    ],
    key=("table",),
)
CELLS = Resource(
    name="cells",
    title="Every cell of every table",
    fields=[
        Field(name="period", required=True),
        Field(name="table", required=True),
        *(
            field
            for n in _DIMENSIONS
            for field in (
                Field(name=f"dimension_{n}"),
                Field(name=f"code_{n}"),
                Field(name=f"label_{n}", description="In English; the other languages are in codebook.csv."),
            )
        ),
        Field(name="pcode", title="P-code", description="Of the governorate, where the table counts by it."),
        Field(name="value", kind="integer", description="New cases. Empty is not zero: see status."),
        Field(name="low", kind="integer", description="The true number is at least this, in 19 of 20 cells."),
        Field(name="high", kind="integer", description="The true number is at most this, in 19 of 20 cells."),
        Field(name="floor", kind="integer", description="No smaller number is shown in this table."),
        Field(name="status", required=True, codes=(SHOWN, TOO_FEW, NOBODY)),
    ],
    key=("period", "table", "code_1", "code_2"),
    foreign_keys=(ForeignKey(column="table", table="tables", at="table"),),
)
CODEBOOK = Resource(
    name="codebook",
    title="What the codes mean",
    fields=[
        Field(name="table", required=True),
        Field(name="dimension", required=True),
        *_words("dimension", "Dimension"),
        Field(name="code", required=True),
        *_words("label", "Label"),
        Field(name="pcode", title="P-code"),
    ],
    key=("table", "dimension", "code"),
    foreign_keys=(ForeignKey(column="table", table="tables", at="table"),),
)
REPORTED = Resource(
    name="reported",
    title="Who was expected to report, and did",
    fields=[
        Field(name="agency", required=True),
        Field(name="name"),
        Field(name="state", codes=("on_time", "late", "missing")),
        Field(name="governorates", description="Where it says it works, as codes with blanks between."),
    ],
    key=("agency",),
)


def write(releases: Releases, period: str, target: Path, *, is_cleared: bool, at: datetime) -> int:
    """Write the published release of a period to `target`, a folder or a .zip, and return how many cells it has.

    It says of itself whether it may leave the task force (`is_cleared`). Raises ReleaseError when the period is not published.
    """
    about = releases.about(period)
    tables = [releases.table(period, name) for name in releases.names(period)]
    nowhere = uncovered(releases, period)
    with package(target, _described(about, is_cleared, at)) as made:
        made.table(TABLES).write(map(_table, tables))
        cells = made.table(CELLS)
        for table in tables:
            cells.write(_cell(period, table, cell, nowhere) for cell in table.cells)
        made.table(CODEBOOK).write(row for table in tables for row in _codes(table))
        made.table(REPORTED).write(
            [report.code, report.name, report.state, " ".join(report.governorates)]
            for report in releases.reports(period)
        )
        made.note("notes.txt", notes(about, is_cleared))
    return cells.rows


def _table(table: ReleasedTable) -> list[Any]:
    words = (say(table, lang) for say in (title, definition) for lang in LANGUAGES)
    return [table.name, *words, table.area, " ".join(table.dims), table.floor, table.under]


def _cell(period: str, table: ReleasedTable, cell: Codes, nowhere: Sequence[str]) -> list[Any]:
    value = table.cells[cell]
    low, high = table.interval(cell) or (None, None)
    status = SHOWN if value is not None else NOBODY if set(cell) & set(nowhere) else TOO_FEW
    by = [(dim, code, cell_label(table, dim, code, "en")) for dim, code in zip(table.dims, cell, strict=True)]
    padded = [*by, *[("", "", "")] * (len(_DIMENSIONS) - len(by))]
    of = (text for column in padded for text in column)
    place = next((codes.pcode(code) for dim, code, _label in by if dim == "governorate"), "")
    return [period, table.name, *of, place, value, low, high, table.floor, status]


def _codes(table: ReleasedTable) -> Iterator[list[Any]]:
    for at, dim in enumerate(table.dims):
        called = [dimension_label(table, dim, lang) for lang in LANGUAGES]
        for code in dict.fromkeys(cell[at] for cell in table.cells):
            labels = (cell_label(table, dim, code, lang) for lang in LANGUAGES)
            yield [table.name, dim, *called, code, *labels, codes.pcode(code) if dim == "governorate" else ""]


def notes(about: About, is_cleared: bool) -> str:
    """Return in each language what the numbers are and what they are not."""
    sentences = (CLEARED if is_cleared else NOT_CLEARED, CAVEAT, CHANGED, RANGE, EMPTY)
    texts = ("\n".join(area_text("dashboard", sentence, lang) for sentence in sentences) for lang in LANGUAGES)
    parts = dict.fromkeys(texts)  # a language without a text of its own has that of another one
    first = f"Release {about.period}, revision {about.revision}. Fingerprint {about.digest}."
    return "\n\n".join((first, *parts)) + "\n"


def _described(about: About, is_cleared: bool, at: datetime) -> Described:
    english = {name: area_text("dashboard", text, "en") for name, text in _MEANING.items()}
    standing = CLEARED if is_cleared else NOT_CLEARED
    return Described(
        name=f"ovtf-release-{about.period.lower()}",
        title=f"Online violence in Iraq: cases reported to the task force, {about.period}",
        description=f"{english['caveats']} {english['methodology']} {standing}.",
        made_at=at,
        more={
            "version": f"{about.period}.{about.revision}",
            "keywords": ["gender-based violence", "child protection", "online violence", "Iraq", "Kurdistan Region"],
            # DCAT's words for what a catalog asks; HDX takes them as they are here, and the rest by hand.
            "issued": about.built_at.isoformat(timespec="seconds"),
            "temporal": _days(about),
            "accrualPeriodicity": "R/P3M",
            "sources": [{"title": "Member agencies of the Online Violence Task Force"}],
            "spatial": {"name": "Iraq", "code": "IRQ"},
            "caveats": f"{english['caveats']} {english['empty']}",
            "methodology": f"{english['methodology']} {english['range']}",
            "private": not is_cleared,
            "clearance": standing,
            "release": {
                "period": about.period,
                "quarters": list(about.quarters),
                "revision": about.revision,
                "fingerprint": about.digest,
                "agencies_expected": about.agencies,
                "privacy_budget": {"mu": round(about.mu, 4), "most": MU_MAX},
            },
        },
    )


_MEANING: Mapping[str, str] = {"caveats": CAVEAT, "methodology": CHANGED, "range": RANGE, "empty": EMPTY}


def _days(about: About) -> dict[str, str]:
    """Return the first and the last day whose cases a release counts."""
    first, last = Period.parse(about.quarters[0]), Period.parse(about.quarters[-1])
    return {"start": first.start.date().isoformat(), "end": (last.end - timedelta(days=1)).date().isoformat()}
