"""ovtf import."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli import import_cases, import_commit, import_entries, import_map, import_planning
from dashboard.errors import ImportRefused
from dashboard.interchange import template_csv, template_xlsx

app = typer.Typer(no_args_is_help=True, help="Bring in cases from a table.")
app.command("cases")(import_cases.cases)
app.command("map")(import_map.map_file)
app.command("plan")(import_planning.plan)
app.command("commit")(import_commit.commit)
app.command("drop")(import_commit.drop)
app.command("list")(import_commit.list_plans)
app.command("entries")(import_entries.entries)


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
