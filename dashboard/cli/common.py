"""What several commands share: the workspace option, and how a workspace is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from dashboard.actions.context import Context
from dashboard.workspace import Workspace

WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", envvar="OVTF_WORKSPACE", help="The workspace folder.")
]
DEFAULT = Path("workspace")


@contextmanager
def opened(path: Path) -> Iterator[Context]:
    """Open a workspace for one command. A server may be running: the relations of live figures are left to it alone."""
    context = Context.open(Workspace.open(path), live=False)
    try:
        yield context
    finally:
        context.close()
