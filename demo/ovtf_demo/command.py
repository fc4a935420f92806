"""ovtf demo: an invented workspace to look around in."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.context import Context
from dashboard.cli.progress import shown
from dashboard.cli.server import run
from ovtf_demo import making


def demo(
    workspace: Annotated[Path, typer.Option("--workspace", "-w", help="Where the demo lives.")] = Path(
        "demo-workspace"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    cases: Annotated[int, typer.Option(min=50, max=100_000, help="How many cases to invent.")] = 6000,
    start: Annotated[bool, typer.Option("--start/--no-start", help="Start the dashboard afterwards.")] = True,
) -> None:
    """Build a demo workspace with invented cases (once) and start the dashboard on it."""
    if not (workspace / "config.toml").exists():
        build(workspace, cases)
    print(_accounts(f"http://{host}:{port}"))
    if start:
        run(workspace, host, port)


def build(workspace: Path, cases: int) -> None:
    """Build beside the final place and move it there at the end, so that a stop in between leaves nothing half."""
    part = workspace.with_name(workspace.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    context = Context.open(making.create(part, cases))
    with shown("Inventing cases") as progress:
        making.make(context, operator(), cases=cases, progress=progress)
    context.close()
    part.rename(workspace)


def _accounts(address: str) -> str:
    rows = "\n".join(f"  {role:<14} {name:<8} {making.PASSWORD}" for role, name in making.ACCOUNTS)
    return (
        f"\nThe dashboard (invented data) is at {address}\n\nSign in with:\n"
        f"  {'role':<14} {'name':<8} password\n{rows}\n\nCtrl-C stops it. The data stay in place.\n"
    )
