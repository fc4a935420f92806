"""Put the commands together; turn every expected error into one clear sentence."""

import sys

import typer

from dashboard.cli import (
    added,
    cases,
    contribution,
    export,
    imports,
    people,
    plugin_forms,
    plugins,
    release,
    server,
    upkeep,
)
from dashboard.cli.complaints import exit_code
from dashboard.private import keep_private

app = typer.Typer(
    name="ovtf",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="The OVTF response dashboard: case work and safe figures for the response to online violence.",
)
app.command("serve")(server.serve)
app.command("init")(server.init)
app.command("check")(upkeep.check)
app.add_typer(people.user, name="user")
app.add_typer(people.agency, name="agency")
app.add_typer(cases.case, name="case")
app.add_typer(plugins.app, name="plugin")
app.add_typer(plugin_forms.app, name="form")
app.add_typer(imports.app, name="import")
app.add_typer(export.app, name="export")
app.add_typer(release.app, name="release")
app.add_typer(contribution.app, name="contribution")
app.add_typer(upkeep.audit, name="audit")
app.add_typer(upkeep.projection, name="projection")
added.attach({"": app, "plugin": plugins.app})


def main() -> None:
    """Run the command line and exit with 0, or with 1 (refused), 2 (wrong arguments), 3 (still open) or 130 (stopped)."""
    keep_private()
    sys.exit(exit_code(typer.main.get_command(app)))
