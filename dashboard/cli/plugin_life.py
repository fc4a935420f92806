"""ovtf plugin disable, enable and export: switch an area off or on, write its entries to a file."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.administration import areas
from dashboard.actions.supervisor import imports
from dashboard.actions.supervisor.area_export import export as export_entries
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.errors import ImportRefused
from dashboard.interchange.entries import as_files

AreaArgument = Annotated[str, typer.Argument(help="The name of an area, such as digital.")]
KINDS = (".xlsx", ".csv")


def register(app: typer.Typer) -> None:
    """Add the commands disable, enable and export to `app`, which is `ovtf plugin`."""
    for name, command in (("disable", disable), ("enable", enable), ("export", export)):
        app.command(name)(command)


def disable(area: AreaArgument, workspace: WorkspaceOption = DEFAULT) -> None:
    """Switch an area off: no pages, tasks or figures; what was recorded stays readable."""
    with opened(workspace) as context:
        areas.switch(context, operator(), area, False)
    print(f"The area {area!r} is off. Its entries stay readable in the history of each case.")


def enable(area: AreaArgument, workspace: WorkspaceOption = DEFAULT) -> None:
    """Switch an area on again."""
    with opened(workspace) as context:
        areas.switch(context, operator(), area, True)
    print(f"The area {area!r} is on.")


def export(
    area: AreaArgument,
    into: Annotated[Path, typer.Option(help="A file name that ends in .xlsx or .csv; a CSV for each form.")],
    agency: Annotated[str, typer.Option(help="The code of the agency whose entries these are.")],
    with_notes: Annotated[bool, typer.Option("--with-notes", help="Also free text; keep such a file as safe.")] = False,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Write an agency's entries of an area to a file, for its supervisor; the area need not be installed."""
    if into.suffix.lower() not in KINDS:
        raise ImportRefused(f"{into.name!r} is not a kind of table. Use a name that ends in .xlsx or .csv.")
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        tables = export_entries(context, operator("supervisor", agency), area, with_notes=with_notes)
    for name, content in as_files(into.stem, into.suffix.lower(), tables).items():
        target = into.with_name(name)
        target.touch(mode=0o600)
        target.write_bytes(content)
        print(f"{sum(len(table.rows) for table in tables)} entries are in {name}." if into.suffix == ".xlsx" else name)
