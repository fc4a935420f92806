"""ovtf import."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.supervisor import imports
from dashboard.cli import import_entries, import_file, import_map, import_plan
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.errors import ImportRefused
from dashboard.interchange import ImportReport, template_csv, template_xlsx

app = typer.Typer(no_args_is_help=True, help="Bring in cases from a table.")
app.command("map")(import_map.map_file)
app.command("plan")(import_file.plan)
app.command("commit")(import_plan.commit)
app.command("drop")(import_plan.drop)
app.command("list")(import_plan.list_plans)
app.command("entries")(import_entries.entries)
MOST = 50


@app.command("cases")
def cases(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV or XLSX file.")],
    agency: Annotated[str, typer.Option(help="The code of the agency whose cases these are.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would come in.")] = False,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Import cases: all of the file or nothing. Importing the same file twice changes nothing."""
    step = imports.check_file if dry_run else imports.bring_in
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        report = step(context, operator("supervisor", agency), file.name, file.read_bytes())
    print(_summary(report, dry_run))
    if not report.ok:
        raise ImportRefused("Nothing was imported. Correct the lines above in the file and import it again.")


@app.command("template")
def template(
    file: Annotated[Path, typer.Argument(help="Where to write it: a name that ends in .csv or .xlsx.")],
) -> None:
    """Write an empty template with the columns and codes."""
    makers = {".csv": template_csv, ".xlsx": template_xlsx}
    if file.suffix.lower() not in makers:
        raise ImportRefused(
            f"{file.suffix or file.name!r} is not a kind of table. Use a name that ends in .csv or .xlsx."
        )
    file.write_bytes(makers[file.suffix.lower()]())
    print(f"The template is in {file.name}.")


def _summary(report: ImportReport, dry_run: bool) -> str:
    lines = [f"row {problem.row}, {problem.column}: {problem.message}" for problem in report.problems[:MOST]]
    if len(report.problems) > MOST:
        lines.append(f"... and {len(report.problems) - MOST} more.")
    lines += [f"note: {note}" for note in report.notes]
    verb = "would come in" if dry_run else "came in"
    if report.ok and dry_run:
        lines += [" · ".join(f"{name} {value}" for name, value in row.items()) for row in report.sample]
    if report.ok:
        lines.append(f"{report.rows} rows read: {report.new} {verb}, {report.already_there} were there already.")
    return "\n".join(lines)
