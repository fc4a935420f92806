"""ovtf contribution."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.taskforce import contribution_keys, contributions
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.errors import ReleaseError
from dashboard.release.envelope import MOST_BYTES

app = typer.Typer(no_args_is_help=True, help="Counts of agencies that run a server of their own, sealed.")
STANDING = {
    "waits": "waits for the release",
    "counted": "is in the release",
    "held": "was held back with it: send the longer period's",
    "late": "came after the release and does not count in it: send the year's",
    "replaced": "gave way to a newer one, or to another key",
}
"""How a contribution stands, in words."""


@app.command("key")
def key(
    new: Annotated[
        bool, typer.Option("--new", help="Make new keys. Files for the old one can still be opened.")
    ] = False,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Show this workspace's public keys, and make them on first use. The private ones stay in its folder secrets."""
    with opened(workspace) as context:
        keys = contribution_keys.public_keys(context, operator(), new=new)
    print(f"as a task force, give agencies:  {keys.sealing}")
    print(f"as an agency, give your task force:  {keys.signing}")


@app.command("trust")
def trust(
    code: Annotated[str, typer.Argument(help="The agency's code, here and on its own server.")],
    signing: Annotated[str, typer.Argument(help="The key that the agency gave you, or none to end it.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Say with which key an agency signs. From now on it reports by contributions, and is counted by them alone."""
    with opened(workspace) as context:
        contribution_keys.trust(context, operator(), code, "" if signing == "none" else signing)
    print(f"{code} sends no contributions any more." if signing == "none" else f"Contributions of {code} are taken.")


@app.command("make")
def make(
    file: Annotated[Path, typer.Argument(help="Where to write it, such as A04-2026-Q3.json.")],
    period: Annotated[str, typer.Option(help="A period that is over, such as 2026-Q3 or 2026-Y.")],
    agency: Annotated[str, typer.Option(help="The agency's code, the same as at the task force.")],
    recipient: Annotated[str, typer.Option("--for", help="The task force's public key: age1...")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """On the agency's server: count its cases of a period, seal and sign the counts. Nothing of a case is in the file."""
    if file.exists():
        raise ReleaseError(f"{file.name} is there already. Choose another name.")
    with opened(workspace) as context:
        content = contributions.make(context, operator(), period, agency, recipient)
    file.write_bytes(content)
    print(f"The contribution is in {file.name}. Send it to the task force; only it can open it.")


@app.command("take")
def take(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="What an agency sent.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """At the task force: take in what an agency sent. It stays sealed until a release is built."""
    with file.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    with opened(workspace) as context:
        claim = contributions.take(context, operator(), content)
        standing = contributions.every(context, operator())[-1][1]
    print(f"{claim.agency} has reported {', '.join(claim.quarters)}: {STANDING[standing]}.")


@app.command("list")
def list_all(workspace: WorkspaceOption = DEFAULT) -> None:
    """List what was taken in: agency, quarters, when it was made and when it came, and whether it counts."""
    with opened(workspace) as context:
        found = contributions.every(context, operator())
    for each, standing in found:
        print(
            f"{each.agency:<12} {' '.join(each.quarters):<32} made {each.made_at:%Y-%m-%d %H:%M} "
            f"came {each.at:%Y-%m-%d %H:%M}  {STANDING[standing]}"
        )
    if not found:
        print("No contribution was taken in yet.")
