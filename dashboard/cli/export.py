"""ovtf export: what an agency takes away, and what the task force hands on."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.supervisor import agency_export, gbvims_export, imports
from dashboard.actions.taskforce import release_export
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.errors import RecordError
from dashboard.packages import check_free

app = typer.Typer(no_args_is_help=True, help="Take cases of an agency, or a release, away as tables.")
AgencyOption = Annotated[str, typer.Option(help="The code of the agency whose cases these are.")]
PlaceOption = Annotated[Path, typer.Option(help="A new folder, or a file name that ends in .zip.")]


@app.command("agency")
def agency(
    agency: AgencyOption,
    to: PlaceOption,
    with_notes: Annotated[bool, typer.Option("--with-notes", help="Also free text; keep such a file as safe.")] = False,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Write all that is on record of an agency's own cases as a Data Package (datapackage.json and CSV)."""
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        taken = agency_export.export(context, operator("supervisor", agency), to, with_notes=with_notes)
    print(
        f"{taken.cases} cases with {taken.entries} entries are in {to.name}. Whoever has it can find a survivor in it."
    )
    print("Cases that are restricted are not in it: the supervisor who holds one takes it away on her own page.")


@app.command("gbvims")
def gbvims(
    agency: AgencyOption,
    to: Annotated[Path, typer.Option(help="A file name that ends in .xlsx.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Write an agency's own cases in the columns of the GBVIMS Incident Recorder."""
    if to.suffix.lower() != ".xlsx":
        raise RecordError(f"{to.name!r} is no workbook. Use a name that ends in .xlsx.")
    check_free(to)
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        content = gbvims_export.export(context, operator("supervisor", agency))
    to.touch(mode=0o600)
    to.write_bytes(content)
    print(f"The cases are in {to.name}. Read its sheets “To confirm” and “Read first” before you use it.")


@app.command("release")
def release(
    period: Annotated[str, typer.Option(help="A published period, such as 2026-Q3.")],
    to: PlaceOption,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Write a published release as a Data Package: every shown number with its words, and what it means."""
    with opened(workspace) as context:
        cells = release_export.export(context, operator("coordinator"), period, to)
    print(
        f"{cells} cells of {period} are in {to.name}. notes.txt says what they mean, and whether they may go outside."
    )
