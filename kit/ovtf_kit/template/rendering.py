"""The template's files, filled in for one area."""

import string
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

ENDING = ".tmpl"
"""Every file of the template ends so, that no tool takes it for a part of the dashboard."""


class _Page(string.Template):
    """Text with ~{area} to fill in: forms use the dollar that string.Template has, and Python the @."""

    delimiter = "~"


def render(area: str, *, label: str, owner: str, reviewed: str) -> dict[str, str]:
    """Return the text of each file of a new package by its path; `reviewed` is a month, such as "2026-11"."""
    values = {"area": area, "dashed": area.replace("_", "-"), "label": label, "owner": owner, "reviewed": reviewed}
    templates = _walk(files("ovtf_kit.template") / "files")
    return {_path(path, area): _Page(file.read_text("utf-8")).substitute(values) for path, file in templates}


def _walk(folder: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield each file of the template, below a folder at any depth, with its path without the ending."""
    for child in sorted(folder.iterdir(), key=lambda child: child.name):
        if child.is_dir():
            yield from _walk(child, f"{path}{child.name}/")
        elif child.name.endswith(ENDING):
            yield path + child.name.removesuffix(ENDING), child


def _path(path: str, area: str) -> str:
    """Return where a file of the template goes: the folder "package" is named after the area."""
    top, _, inside = path.partition("/")
    return f"ovtf_{area}/{inside}" if top == "package" else path.replace("AREA", area)
