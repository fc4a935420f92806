"""ovtf plugin."""

import json
from typing import Annotated, Any

import typer

from dashboard.cli import plugin_check, plugin_forms, plugin_new
from dashboard.registry import Plugin, Registry

app = typer.Typer(no_args_is_help=True, help="Response areas, each a plugin.")
app.command("new")(plugin_new.new)
app.command("check")(plugin_check.check)
app.add_typer(plugin_forms.app, name="form")
PARTS = ("forms", "checklists", "guidance", "services", "datasets", "views", "indicators")


@app.callback()
def _plugin() -> None:
    """Response areas, each a plugin."""


@app.command("list")
def list_plugins(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List every plugin that was found, what it contributes, and why one failed."""
    found = [_row(plugin) for plugin in Registry.load().plugins]
    print(json.dumps(found, indent=2) if as_json else "\n".join(_lines(row) for row in found) or "No plugin was found.")


def _row(plugin: Plugin) -> dict[str, Any]:
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "source": plugin.source,
        "status": plugin.status,
        "problem": plugin.problem,
        "unknown_hooks": list(plugin.unknown_hooks),
        "contributes": {part: len(getattr(plugin, part)) for part in PARTS},
    }


def _lines(row: dict[str, Any]) -> str:
    head = f"{row['name']:<12} {row['version']:<8} {row['source']:<8} {row['status']:<7}"
    parts = ", ".join(f"{count} {part}" for part, count in row["contributes"].items() if count)
    unknown = f"\n             unknown hooks: {', '.join(row['unknown_hooks'])}" if row["unknown_hooks"] else ""
    return f"{head} {row['problem'] or parts}{unknown}"
