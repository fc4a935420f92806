"""ovtf init and ovtf serve."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.actions.context import Context
from dashboard.cli.common import DEFAULT, WorkspaceOption
from dashboard.workspace import Workspace


def init(workspace: WorkspaceOption = DEFAULT) -> None:
    """Make a new workspace folder with an empty record; one that is there stays as it is."""
    Context.open(Workspace.create(workspace), live=False).close()
    print(f"The workspace {workspace.name!r} is ready. Next: ovtf agency add, ovtf user add, ovtf serve.")


def serve(
    workspace: WorkspaceOption = DEFAULT,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8501,
) -> None:
    """Start the dashboard on a workspace."""
    Workspace.open(workspace)
    print(f"The dashboard is at http://{host}:{port}  (Ctrl-C stops it)")
    run(workspace, host, port)


def run(workspace: Path, host: str, port: int) -> None:
    """Serve until Ctrl-C."""
    from dashboard.ui.server import serve as serve_forever  # Streamlit takes half a second to import

    serve_forever(workspace, host, port)
