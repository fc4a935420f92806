"""ovtf release."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.taskforce import clearances, corrections, releases, reporting
from dashboard.actions.taskforce.plans import Planned
from dashboard.actions.taskforce.release_child import Order, in_child
from dashboard.cli.asked import typed
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.cli.plan import WithoutOption, plan, told
from dashboard.cli.progress import shown
from dashboard.cli.show import show
from dashboard.errors import ReleaseError
from dashboard.release import AgencyReport, Releases
from dashboard.release.ledger import Entry
from dashboard.release.limits import at_most, power, spent
from dashboard.release.outside import Clearance
from dashboard.release.policy import MU_MAX
from dashboard.release.reasons import REASONS, reason_words

app = typer.Typer(no_args_is_help=True, help="Frozen, disclosure-controlled figures for the task force.")


app.command("plan")(plan)
app.command("show")(show)


@app.command("reported")
def reported(
    period: Annotated[str, typer.Option(help="A period, such as 2026-Q3.")], workspace: WorkspaceOption = DEFAULT
) -> None:
    """Show which agencies have reported for a period so far: on time, late or missing. Ask it before a build."""
    with opened(workspace) as context:
        agencies = reporting.expected(context, operator(), period)
    told_of(agencies)
    if not agencies:
        print(f"No agency was expected to report for {period}.")


def told_of(agencies: Iterable[AgencyReport]) -> None:
    """Print how each agency stands."""
    for agency in agencies:
        print(f"{agency.code:<12} {agency.name:<40} {agency.state.replace('_', ' ')}")


DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Say what would happen, from the calendar and past releases; read no case.")
]


@app.command("build")
def build(
    period: Annotated[str, typer.Option(help="A closed quarter, such as 2026-Q3.")],
    without: WithoutOption = None,
    dry_run: DryRunOption = False,
    yes: Annotated[bool, typer.Option("--yes", help="For scripts: do not ask for the period to be typed.")] = False,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Close a period and publish its figures, once and for all: its quarters can never be built again."""
    order = Order(period=period, without=tuple(without or ()))
    if dry_run or not yes:
        _rehearse(workspace, order)
    if not dry_run:
        if not yes:
            typed(period)
        _build(workspace, order)


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
    dry_run: DryRunOption = False,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Publish a period anew, once, when a coordinator has approved it: the same tables. The first version stays in the file."""
    order = Order(period=period, correcting=True)
    (_rehearse if dry_run else _build)(workspace, order)


def _rehearse(workspace: Path, order: Order) -> None:
    with opened(workspace) as context:
        would = releases.rehearse(context, operator(), order.period, without=order.without, correcting=order.correcting)
    _who_reported(would)
    if would.lacking:
        raise ReleaseError(would.lacking)
    print(f"{would.period} can be built; no case was looked at. It counts {', '.join(would.quarters)}.")
    print(_for_good(would))
    print(f"{len(would.policy.tables)} tables, privacy budget {would.mu:.2f} of {MU_MAX:.2f}.{_others(would)}")
    if would.expected:
        part = Planned("", would.policy, len(would.quarters))
        told(part, would.expected)


def _who_reported(would: releases.Rehearsal) -> None:
    """Say who was expected and who has reported, from what agencies declared only."""
    told_of(would.reports)
    print(f"{sum(report.has_reported for report in would.reports)} of {len(would.reports)} agencies have reported.")


def _for_good(would: releases.Rehearsal) -> str:
    if would.is_correction:
        return "Its first version stays in the file, and this one beside it for good."
    text = (
        f"Closed for good by it: {', '.join(would.quarters)}. An agency that has not reported by then is missing in it."
    )
    later = " A release of the year counts them once more." if would.policy.place == "short" else ""
    return text + later


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
        standing = clearances.every(context, operator("coordinator"))
    for entry in published.entries:
        notes = [_corrected(published, entry)] if entry.revision else []
        if not entry.is_held and published.about(entry.period).digest == entry.digest:
            notes.append(_outside(standing.get(entry.period)))
        print(
            f"{entry.period:<9} {entry.outcome:<10} {entry.built_at:<26} budget {entry.mu:.2f} {'; '.join(notes)}".rstrip()
        )
    if not published.entries:
        print("There is no release yet. Build one with: ovtf release build --period 2026-Q3")


def _outside(clearance: Clearance | None) -> str:
    """Say whether a release may leave the task force, and who agreed to it."""
    if clearance is None or clearance.state == "asked":
        return "not cleared for outside"
    return f"cleared for outside by {clearance.asked_by} and {clearance.agreed_by} on {clearance.at:%Y-%m-%d}"


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
