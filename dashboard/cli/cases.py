"""ovtf case: restricted cases that wait because nobody who knows of them works in their agency any more."""

from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.administration import unheld
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened

case = typer.Typer(no_args_is_help=True, help="Restricted cases that nobody holds any more.")


@case.command("waiting")
def case_waiting(workspace: WorkspaceOption = DEFAULT) -> None:
    """List the agency, key and status of each; nothing of what is in it."""
    with opened(workspace) as context:
        for agency, key, status in unheld.unheld(context, operator()):
            print(f"{agency:<12} {key}  {status}")


@case.command("supervisor")
def case_supervisor(
    key: Annotated[str, typer.Argument(help="The case's key.")],
    username: Annotated[str, typer.Argument(help="A supervisor of its agency.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Name who supervises a case that waits. She alone reads it then, and gives it to somebody.

    Ask the head of the agency first who has no part in the conflict: this opens the whole case to her.
    """
    with opened(workspace) as context:
        unheld.name_supervisor(context, operator(), key, username)
    print(f"{username} supervises {key} now.")
