"""ovtf plugin."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.access import operator
from dashboard.actions.administration import areas
from dashboard.cli import plugin_forms, plugin_life
from dashboard.cli.common import opened
from dashboard.registry import Plugin, Registry

app = typer.Typer(no_args_is_help=True, help="Response areas, each a plugin.")
app.add_typer(plugin_forms.app, name="form")
plugin_life.register(app)
PARTS = ("forms", "checklists", "guidance", "services", "datasets", "views", "indicators", "released")
GONE: dict[str, Any] = {
    "distribution": "",
    "version": "-",
    "source": "-",
    "problem": "",
    "unknown_hooks": [],
    "warnings": [],
    "contributes": {},
}
"""What the list says of an area that is not installed any more and has entries in the workspace."""


@app.callback()
def _plugin() -> None:
    """Response areas, each a plugin."""


@app.command("list")
def list_plugins(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    workspace: Annotated[
        Path | None, typer.Option("--workspace", "-w", envvar="OVTF_WORKSPACE", help="Also what a workspace keeps.")
    ] = None,
) -> None:
    """List every plugin that was found, what it contributes, and why one failed; with a workspace, what is kept."""
    rows = _in_workspace(workspace) if workspace else [_row(plugin) for plugin in Registry.load().plugins]
    print(json.dumps(rows, indent=2) if as_json else "\n".join(_lines(row) for row in rows) or "No plugin was found.")


def _in_workspace(path: Path) -> list[dict[str, Any]]:
    """Return a row for every plugin, switched off or not, and for every area of which only entries are left."""
    with opened(path) as context:
        statuses = areas.overview(context, operator())
    rows = []
    for status in statuses:
        row = _row(status.plugin) if status.plugin else GONE | {"name": status.name}
        rows.append(row | {"status": status.state, "kept": status.kept, "moved": list(status.moved)})
    return rows


def _row(plugin: Plugin) -> dict[str, Any]:
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "source": plugin.source,
        "status": plugin.status,
        "problem": plugin.problem,
        "unknown_hooks": list(plugin.unknown_hooks),
        "warnings": list(plugin.warnings),
        "contributes": {part: len(getattr(plugin, part)) for part in PARTS},
    }


def _lines(row: dict[str, Any]) -> str:
    head = f"{row['name']:<12} {row['version']:<8} {row['source']:<8} {row['status']:<7}"
    parts = ", ".join(f"{count} {part}" for part, count in row["contributes"].items() if count)
    notes = [f"unknown hooks: {', '.join(row['unknown_hooks'])}"] if row["unknown_hooks"] else []
    notes += row["warnings"]
    notes += [f"a question came back with another kind: {column}" for column in row.get("moved", ())]
    kept = f" ({row['kept']} entries kept)" if row.get("kept") else ""
    text = row["problem"] or ("not installed" if row["status"] == "gone" else parts)
    return f"{head} {text}{kept}" + "".join(f"\n             {note}" for note in notes)
