"""ovtf check, ovtf audit and ovtf projection: checks and repairs."""

import typer

from dashboard.access import operator
from dashboard.actions.administration import audit as audit_actions
from dashboard.actions.administration import health
from dashboard.actions.context import Context
from dashboard.cli.common import DEFAULT, WorkspaceOption
from dashboard.errors import RecordError
from dashboard.workspace import Workspace

audit = typer.Typer(no_args_is_help=True, help="The log of who saw and did what.")
projection = typer.Typer(no_args_is_help=True, help="The typed relations behind live figures.")


@audit.callback()
def _audit() -> None:
    """The log of who saw and did what."""


@audit.command("verify")
def verify(workspace: WorkspaceOption = DEFAULT) -> None:
    """Prove that no line of the audit was changed or taken out."""
    context = Context.open(Workspace.open(workspace), live=False)
    check = audit_actions.verify(context, operator())
    if not check.ok:
        raise RecordError(
            f"The audit is broken at line {check.broken_at}. Keep a copy of the workspace and "
            "compare it with the last backup."
        )
    print(f"The audit is whole: {check.rows} lines. Its head is {check.head}")


def check(workspace: WorkspaceOption = DEFAULT) -> None:
    """Read everything that a workspace is made of, and say of each part whether it is well or what to do."""
    wrong = 0
    for finding in health.every(workspace):
        wrong += bool(finding.do)
        print(f"{'✕' if finding.do else '✓'} {finding.part}: {finding.found}")
        if finding.do:
            print(f"  {finding.do}")
    if wrong:
        raise typer.Exit(1)


@projection.callback()
def _projection() -> None:
    """The typed relations behind live figures."""


@projection.command("rebuild")
def rebuild(workspace: WorkspaceOption = DEFAULT) -> None:
    """Make the projection anew from the record (stop the server first)."""
    context = Context.open(Workspace.open(workspace))
    context.projection.rebuild(context.records)
    context.close()
    print("The projection was made anew.")
