"""ovtf release show: a published release as text, JSON or CSV."""

import json
from dataclasses import dataclass
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.taskforce import releases
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.errors import ReleaseError
from dashboard.release import About, ReleasedTable, Releases
from dashboard.release.naming import cell_label
from dashboard.spreadsheets import csv_text


@dataclass(frozen=True)
class Row:
    """One cell of a published table: its codes (`first`, `second`; "" for none) and their names.

    `shown` is None for a number that is hidden: it is then probably under `under`. `interval` holds the true number behind
    a shown one in 19 of 20 tries.
    """

    table: str
    first: str
    first_name: str
    second: str
    second_name: str
    shown: int | None
    under: int
    interval: tuple[int, int] | None

    @property
    def hidden(self) -> str:
        """What is said in place of a number that is not shown: the same for every cell of the table."""
        return f"too few to show (probably under {self.under})"

    @property
    def words(self) -> str:
        """The number with its interval, or that it is too few to show."""
        if self.interval is None:
            return self.hidden
        low, high = self.interval
        return f"{self.shown} (about {low} to {high})"


def show(
    period: Annotated[str | None, typer.Option(help="A published period; the newest if left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Show a published release: only what the task force may see."""
    with opened(workspace) as context:
        published = releases.open_releases(context, operator("coordinator"))
        chosen = period or published.newest()
        if chosen is None:
            raise ReleaseError("There is no release yet. Build one with: ovtf release build --period 2026-Q3")
        rows = _rows(published, chosen)
        if as_json or as_csv:
            releases.audit_export(context, operator("coordinator"), chosen)
    writer = _json if as_json else _csv if as_csv else _text
    writer(published.about(chosen), rows)


def _rows(published: Releases, period: str) -> list[Row]:
    tables = [published.table(period, table.name) for table in published.about(period).policy]
    return [_row(table, codes, number) for table in tables for codes, number in table.cells.items()]


def _row(table: ReleasedTable, codes: tuple[str, ...], shown: int | None) -> Row:
    named = [(code, cell_label(table, dim, code, "en")) for dim, code in zip(table.dims, codes, strict=True)]
    first, second = (*named, ("", ""), ("", ""))[:2]  # a table has at most two dimensions
    return Row(table.name, *first, *second, shown, table.under, table.interval(codes))


def _json(about: About, rows: list[Row]) -> None:
    cells = [
        {
            "table": row.table,
            "first": row.first,
            "first_name": row.first_name,
            "second": row.second,
            "second_name": row.second_name,
            "shown": row.shown,
            "probably_under": row.under if row.shown is None else None,
            "interval": row.interval,
        }
        for row in rows
    ]
    print(json.dumps({"period": about.period, "digest": about.digest, "cells": cells}, indent=2))


def _csv(_about: About, rows: list[Row]) -> None:
    head = ("table", "first", "first_name", "second", "second_name", "shown", "low", "high")
    cells = (
        (
            *(row.table, row.first, row.first_name, row.second, row.second_name),
            row.hidden if row.shown is None else row.shown,
            *(row.interval or ("", "")),
        )
        for row in rows
    )
    print(csv_text([head, *cells]), end="")


def _text(about: About, rows: list[Row]) -> None:
    print(
        f"Release {about.period}: reported, consented cases of {about.agencies} agencies; "
        "rounded to 5 with a small random change; not a measure of how common online violence is."
    )
    for row in rows:
        names = " × ".join(filter(None, (row.first_name, row.second_name)))
        print(f"{row.table:<36} {row.first:<24} {row.second:<24} {row.words:<40} {names}".rstrip())
