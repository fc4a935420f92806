"""A released table as data for other programs: a row for each cell, with codes, labels and the interval of a shown number."""

from datetime import date
from typing import Any

from dashboard.release import ReleasedTable, Releases
from dashboard.release.naming import cell_label, definition, title
from dashboard.release.policy import Codes
from dashboard.spreadsheets import csv_file
from dashboard.ui.taskforce.panel import caveat, rounding


def about(releases: Releases, period: str, *, cleared_on: date) -> dict[str, Any]:
    """Return what has to be known of a release, and the names of its tables; no number of a case is in it."""
    of = releases.about(period)
    return {
        "period": period,
        "quarters": list(of.quarters),
        "released_on": of.built_at.date().isoformat(),
        "revision": of.revision,
        "cleared_on": cleared_on.isoformat(),
        "fingerprint": of.digest,
        "agencies_expected": of.agencies,
        "agencies_reported": sum(report.has_reported for report in releases.reports(period)),
        "means": [caveat(), rounding()],
        "tables": [
            {"name": name, "title": title(table), "dimensions": list(table.dims)}
            for name in releases.names(period)
            for table in [releases.table(period, name)]
        ],
    }


def as_json(releases: Releases, period: str, name: str) -> dict[str, Any]:
    """Return a table with its words and a row for each cell."""
    table = releases.table(period, name)
    return {
        "period": period,
        "table": name,
        "title": title(table),
        "definition": definition(table),
        "dimensions": list(table.dims),
        "hidden_is_probably_under": table.under,
        "means": [caveat(), rounding()],
        "rows": [_row(table, codes) for codes in table.cells],
    }


def as_csv(releases: Releases, period: str, name: str) -> bytes:
    """Return the same rows as CSV: data alone, a column for each dimension's code and label."""
    table = releases.table(period, name)
    head = [
        "period",
        *(column for dim in table.dims for column in (dim, f"{dim}_label")),
        "value",
        "low",
        "high",
        "status",
    ]
    rows = [
        [
            period,
            *(text for dim in table.dims for text in (row[dim], row[f"{dim}_label"])),
            row["value"],
            row["low"],
            row["high"],
            row["status"],
        ]
        for row in (_row(table, codes) for codes in table.cells)
    ]
    return csv_file([head, *rows])


def _row(table: ReleasedTable, codes: Codes) -> dict[str, Any]:
    """Return one cell; a hidden number has no value and no interval, whatever it is."""
    low, high = table.interval(codes) or (None, None)
    of_dims = dict(zip(table.dims, codes, strict=True))
    labels = {f"{dim}_label": cell_label(table, dim, code) for dim, code in of_dims.items()}
    value = table.cells[codes]
    status = "too_few_to_show" if value is None else "shown"
    return {**of_dims, **labels, "value": value, "low": low, "high": high, "status": status}
