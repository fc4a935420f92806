"""ovtf release."""

import csv
import json
import sys
from typing import Annotated

import typer

from dashboard.cli.common import DEFAULT, WorkspaceOption, opened, operator
from dashboard.desk import releases
from dashboard.errors import ReleaseError
from dashboard.release import Releases

app = typer.Typer(no_args_is_help=True, help="Frozen, disclosure-controlled figures for the task force.")


@app.command("build")
def build(
    period: Annotated[str, typer.Option(help="A closed quarter, such as 2026-Q3.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Close a period and publish its figures, once and for all."""
    with opened(workspace) as house:
        summary = releases.build(house, operator(), period)
    print(f"{summary.period} is published: {summary.tables} tables, {summary.cells} cells, "
          f"privacy budget {summary.mu:.2f} of {summary.mu_max:.2f}.")


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
        house_export(house, as_json or as_csv, period)
    chosen = period or found.newest()
    if chosen is None or chosen not in found.periods():
        raise ReleaseError("There is no such release yet. Build one with: ovtf release build --period 2026-Q3")
    rows = rows_of(found, chosen)
    _print_json(chosen, rows) if as_json else _print_csv(rows) if as_csv else _print_table(chosen, rows)


def house_export(house: object, exporting: bool, period: str | None) -> None:
    """Write an export into the audit."""
    if exporting:
        releases.note_export(house, operator("coordinator"), period or "newest")  # type: ignore[arg-type]


def rows_of(found: Releases, period: str) -> list[tuple[str, str, str, int | None]]:
    """Return (table, first code, second code, shown) of a release; None means fewer than the floor."""
    return [(name, row.d1 or "", row.d2 or "", row.shown)
            for name in found.tables(period) for row in found.table(period, name)]


def _print_json(period: str, rows: list[tuple[str, str, str, int | None]]) -> None:
    keys = ("table", "first", "second", "shown")
    print(json.dumps({"period": period, "cells": [dict(zip(keys, row, strict=True)) for row in rows]}, indent=2))


def _print_csv(rows: list[tuple[str, str, str, int | None]]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(("table", "first", "second", "shown"))
    writer.writerows((*row[:3], "" if row[3] is None else row[3]) for row in rows)


def _print_table(period: str, rows: list[tuple[str, str, str, int | None]]) -> None:
    print(f"Release {period}: reported, consented cases; rounded, with a small random change.")
    for table, first, second, shown in rows:
        print(f"{table:<36} {first:<24} {second:<24} {'fewer than the floor' if shown is None else shown}")
