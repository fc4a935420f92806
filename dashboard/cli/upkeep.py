"""ovtf check, ovtf audit and ovtf projection: checks and repairs."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.administration import audit as audit_actions
from dashboard.actions.administration import health
from dashboard.actions.context import Context
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.errors import RecordError
from dashboard.records import heads
from dashboard.records.heads import Head
from dashboard.workspace import Workspace

audit = typer.Typer(no_args_is_help=True, help="The log of who saw and did what.")
projection = typer.Typer(no_args_is_help=True, help="The typed relations behind live figures.")


@audit.callback()
def _audit() -> None:
    """The log of who saw and did what."""


@audit.command("verify")
def verify(
    head: Annotated[
        list[str] | None,
        typer.Option(help="A head that was kept elsewhere: the line, or a file of lines; may be repeated."),
    ] = None,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Prove that no line of the audit was changed or taken out."""
    kept = [line for text in head or () for line in _heads(text)]
    with opened(workspace) as context:
        check = audit_actions.verify(context, operator(), kept)
    if not check.ok:
        raise RecordError(audit_actions.in_words(check))
    print(audit_actions.in_words(check))
    if check.rows:
        print(f"Keep its head on paper or on another machine: {check.head}")


def _heads(text: str) -> list[Head]:
    """Return the heads of a file of this name, or the one that the text itself says."""
    return heads.read(Path(text)) if Path(text).is_file() else [heads.parse(text)]


@audit.command("head")
def head(workspace: WorkspaceOption = DEFAULT) -> None:
    """Print the newest line's number, time and hash: one line, to be kept on paper or on another machine."""
    with opened(workspace) as context:
        newest = audit_actions.note_head(context, operator())
    print(newest or "The audit is empty.")


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
