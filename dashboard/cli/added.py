"""Commands that other packages add to `ovtf`, found by entry point: the dashboard imports none of them."""

from collections.abc import Mapping
from importlib.metadata import entry_points

import typer

GROUP = "ovtf_dashboard.commands"


def attach(groups: Mapping[str, typer.Typer]) -> None:
    """Add each command of another package to its group: "demo" becomes `ovtf demo`, "plugin.new" `ovtf plugin new`."""
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        group, _dot, name = point.name.rpartition(".")
        groups[group].command(name)(point.load())
