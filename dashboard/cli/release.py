"""ovtf release."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.taskforce import corrections, releases, reporting
from dashboard.actions.taskforce.plans import Planned
from dashboard.actions.taskforce.release_child import Order, in_child
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.cli.plan import WithoutOption, plan, told
from dashboard.cli.progress import shown
from dashboard.errors import ReleaseError
from dashboard.release import About, ReleasedTable, Releases
from dashboard.release.ledger import Entry
from dashboard.release.limits import at_most, power, spent
from dashboard.release.policy import MU_MAX
from dashboard.release.reasons import REASONS, reason_words
from dashboard.spreadsheets import csv_text


@dataclass(frozen=True)
class Row:
    """One cell of a published table: its codes (`first`, `second`; "" for none).

    `shown` is None for a number that is hidden: it is then probably under `under`. `interval` holds the true number behind
    a shown one in 19 of 20 tries.
    """

    table: str
    first: str
    second: str
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


app = typer.Typer(no_args_is_help=True, help="Frozen, disclosure-controlled figures for the task force.")


app.command("plan")(plan)


@app.command("reported")
def reported(
    period: Annotated[str, typer.Option(help="A period, such as 2026-Q3.")], workspace: WorkspaceOption = DEFAULT
) -> None:
    """Show which agencies have reported for a period so far: on time, late or missing. Ask it before a build."""
    with opened(workspace) as context:
        agencies = reporting.expected(context, operator(), period)
    for agency in agencies:
        print(f"{agency.code:<12} {agency.name:<40} {agency.state.replace('_', ' ')}")
    if not agencies:
        print(f"No agency was expected to report for {period}.")


DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Say what would happen, from the calendar and past releases; read no case.")
]


@app.command("build")
def build(
    period: Annotated[str, typer.Option(help="A closed quarter, such as 2026-Q3.")],
    without: WithoutOption = None,
    dry_run: DryRunOption = False,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Close a period and publish its figures, once and for all."""
    order = Order(period=period, without=tuple(without or ()))
    (_rehearse if dry_run else _build)(workspace, order)


@app.command("ask-correction")
def ask_correction(
    period: Annotated[str, typer.Option(help="A published period, such as 2026-Q3.")],
    reason: Annotated[str, typer.Option(help=f"Why: {', '.join(REASONS)}.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Ask that a published period be built anew. A coordinator approves it on her page, never on the command line."""
    with opened(workspace) as context:
        corrections.ask(context, operator(), period, reason)
    print(f"Asked. A coordinator decides on the page Corrections; then: ovtf release correct --period {period}")


@app.command("correct")
def correct(
    period: Annotated[str, typer.Option(help="A published period, such as 2026-Q3.")],
    without: WithoutOption = None,
    dry_run: DryRunOption = False,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Publish a period anew, once, when a coordinator has approved it; the first version stays in the file."""
    order = Order(period=period, without=tuple(without or ()), correcting=True)
    (_rehearse if dry_run else _build)(workspace, order)


def _rehearse(workspace: Path, order: Order) -> None:
    with opened(workspace) as context:
        would = releases.rehearse(context, operator(), order.period, without=order.without, correcting=order.correcting)
    print(f"{would.period} can be built; no case was looked at. It counts {', '.join(would.quarters)}.")
    print(f"{len(would.policy.tables)} tables, privacy budget {would.mu:.2f} of {MU_MAX:.2f}.{_others(would)}")
    if would.expected:
        part = Planned("", would.policy, len(would.quarters))
        told(part, would.expected)
    print(f"{sum(report.has_reported for report in would.reports)} of {len(would.reports)} agencies have reported.")


def _others(would: releases.Rehearsal) -> str:
    """Say what cases will have spent that are in another release too."""
    return f" With the other releases that hold its cases: {would.together:.2f}." if would.together > would.mu else ""


def _build(workspace: Path, order: Order) -> None:
    with shown("Starting") as progress:
        summary = in_child(workspace, order, progress)
    print(
        f"{summary.message} {summary.tables} tables, {summary.cells} cells, "
        f"privacy budget {summary.mu:.2f} of {MU_MAX:.2f}."
    )


@app.command("list")
def list_all(workspace: WorkspaceOption = DEFAULT) -> None:
    """List every decision: published, corrected, or held back for too little data."""
    with opened(workspace) as context:
        published = releases.open_releases(context, operator("coordinator"))
    for entry in published.entries:
        by = _corrected(published, entry) if entry.revision else ""
        print(f"{entry.period:<9} {entry.outcome:<10} {entry.built_at:<26} budget {entry.mu:.2f} {by}".rstrip())
    if not published.entries:
        print("There is no release yet. Build one with: ovtf release build --period 2026-Q3")


def _corrected(published: Releases, entry: Entry) -> str:
    """Say who approved a correction and why, and what a case that is in both versions has spent."""
    together = spent(published.entries, entry.period)
    return (
        f"approved by {entry.approver}: {reason_words(entry.reason)}; a case in both versions has spent {together:.2f}, "
        f"and is found in at most {at_most(100 * power(together))} of 100 tries with 5 false alarms in 100"
    )


@app.command("attack")
def attack(
    period: Annotated[str | None, typer.Option(help="A published period; the newest if left out.")] = None,
    cells: Annotated[int, typer.Option(min=1, max=5000, help="How many cells to attack.")] = 200,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Read a release as an attacker would, and try to prove small cells with a solver."""
    with opened(workspace) as context:
        tried, broken = releases.attack(context, operator(), period, cells)
    for bounds in broken:
        print("proved: " + " x ".join(map(str, bounds.cell.values())) + f": {bounds.low} to {bounds.high} cases")
    if broken:
        raise typer.Exit(1)
    print(f"{tried} cells attacked, none proved to be there or bounded closely.")


@app.command("verify")
def verify(workspace: WorkspaceOption = DEFAULT) -> None:
    """Check every published release: digest, full grid, steps of 5 and floors, budget."""
    with opened(workspace) as context:
        problems = releases.verify(context, operator())
        known = len(releases.open_releases(context, operator("coordinator")).periods())
    for problem in problems:
        print(f"{problem.period}: {problem.text}")
    if problems:
        raise typer.Exit(1)
    print(f"{known} releases: every number is as it was published, on its grid and within the budget.")


@app.command("show")
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
    first, second = (*codes, "", "")[:2]  # a table has at most two dimensions
    return Row(table.name, first, second, shown, table.under, table.interval(codes))


def _json(about: About, rows: list[Row]) -> None:
    cells = [
        {
            "table": row.table,
            "first": row.first,
            "second": row.second,
            "shown": row.shown,
            "probably_under": row.under if row.shown is None else None,
            "interval": row.interval,
        }
        for row in rows
    ]
    print(json.dumps({"period": about.period, "digest": about.digest, "cells": cells}, indent=2))


def _csv(_about: About, rows: list[Row]) -> None:
    cells = (
        (row.table, row.first, row.second, row.hidden if row.shown is None else row.shown, *(row.interval or ("", "")))
        for row in rows
    )
    print(csv_text([("table", "first", "second", "shown", "low", "high"), *cells]), end="")


def _text(about: About, rows: list[Row]) -> None:
    print(
        f"Release {about.period}: reported, consented cases of {about.agencies} agencies; "
        "rounded to 5 with a small random change; not a measure of how common online violence is."
    )
    for row in rows:
        print(f"{row.table:<36} {row.first:<24} {row.second:<24} {row.words}")
