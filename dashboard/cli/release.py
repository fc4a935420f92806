"""ovtf release."""

import csv
import json
import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from dashboard.cli.common import DEFAULT, WorkspaceOption, opened, operator
from dashboard.desk import releases
from dashboard.errors import ReleaseError
from dashboard.release import About, ReleasedTable, Releases


@dataclass(frozen=True)
class Row:
    """One published cell; `shown` is None where the number is under `floor`."""

    table: str
    first: str
    second: str
    shown: int | None
    floor: int

    @property
    def words(self) -> str:
        """The number, or "fewer than 10" in words."""
        return f"fewer than {self.floor}" if self.shown is None else str(self.shown)


app = typer.Typer(no_args_is_help=True, help="Frozen, disclosure-controlled figures for the task force.")


@app.command("build")
def build(
    period: Annotated[str, typer.Option(help="A closed quarter, such as 2026-Q3.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Close a period and publish its figures, once and for all."""
    with opened(workspace) as house:
        summary = releases.build(house, operator(), period)
    print(f"{summary.message} {summary.tables} tables, {summary.cells} cells, privacy budget {summary.mu:.2f} of 1.20.")


@app.command("show")
def show(
    period: Annotated[str | None, typer.Option(help="A published period; the newest if left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Show a published release: only what the task force may see."""
    with opened(workspace) as house:
        found = releases.open_releases(house, operator("coordinator"))
        chosen = period or found.newest()
        if chosen is None:
            raise ReleaseError("There is no release yet. Build one with: ovtf release build --period 2026-Q3")
        rows = _rows(found, chosen)
        if as_json or as_csv:
            releases.note_export(house, operator("coordinator"), chosen)
    writer = _json if as_json else _csv if as_csv else _text
    writer(found.about(chosen), rows)


def _rows(found: Releases, period: str) -> list[Row]:
    tables = (found.table(period, each.name) for each in found.about(period).policy)
    return [_row(table, codes, shown) for table in tables for codes, shown in table.cells.items()]


def _row(table: ReleasedTable, codes: tuple[str, ...], shown: int | None) -> Row:
    first, second = (*codes, "", "")[:2]
    return Row(table.name, first, second, shown, table.floor)


def _json(about: About, rows: list[Row]) -> None:
    cells = [{"table": row.table, "first": row.first, "second": row.second, "shown": row.shown} for row in rows]
    print(json.dumps({"period": about.period, "digest": about.digest, "cells": cells}, indent=2))


def _csv(_about: About, rows: list[Row]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(("table", "first", "second", "shown"))
    writer.writerows((row.table, row.first, row.second, row.words) for row in rows)


def _text(about: About, rows: list[Row]) -> None:
    print(
        f"Release {about.period}: reported, consented cases of {about.agencies} agencies; "
        "rounded to 5 with a small random change; not a measure of how common online violence is."
    )
    for row in rows:
        print(f"{row.table:<36} {row.first:<24} {row.second:<24} {row.words}")
