"""Is everything that the plugin reads there when it is installed, and not only in its author's folder?"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dashboard.errors import ContractError
from ovtf_kit.building import build
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject

DATA = (".md", ".sql", ".po", ".toml", ".csv", ".xlsx", ".xls", ".svg")
"""Files that a plugin brings beside its Python."""
NOT_DATA = ("pyproject.toml", "README.md", "CHANGELOG.md")
"""Files of the folder, where that is the package at the same time."""
NO_PACKAGE = {"tests", "docs", "build", "dist"}
"""Folders of the source that are never installed."""


@rule(working=False)
def files_installed(subject: Subject) -> Iterator[Finding]:
    """Every form, text, query and catalog beside the module is in the installed package too."""
    source, package = subject.source, subject.folder
    if source is None or not isinstance(package, Path):
        yield from _recorded(subject)
        return
    in_source = folder_of(source, package)
    if in_source is None:
        return
    with tempfile.TemporaryDirectory(prefix="ovtf-files-") as place:
        try:
            installed = _built(source, Path(place), subject) if _is_editable(subject) else package
        except ContractError as error:
            yield Finding(
                where="pyproject.toml",
                found=str(error),
                expected="a folder that can be built and installed",
                todo="Correct pyproject.toml, or install what its [build-system] requires.",
            )
            return
        missing = [name for name in _data(in_source) if not (installed / name).exists()]
    for suffix in sorted({Path(name).suffix for name in missing}):
        yield _left_out(subject, suffix, [name for name in missing if name.endswith(suffix)])


def _left_out(subject: Subject, suffix: str, names: list[str]) -> Finding:
    return Finding(
        where="pyproject.toml, package data",
        found=f"{len(names)} {suffix} files are not in the installed package, such as {names[0]}",
        expected="every file that the plugin reads: it works in your folder and nowhere else",
        todo=f'Add "**/*{suffix}" to [tool.setuptools.package-data] under {subject.plugin.module}.',
    )


def _recorded(subject: Subject) -> Iterator[Finding]:
    """Yield each data file that was installed and is gone: all that can be checked without the author's folder."""
    files = (subject.point.dist.files if subject.point.dist else None) or []
    for file in files:
        if file.suffix not in DATA or Path(str(file.locate())).exists():
            continue
        yield Finding(
            where=str(file),
            found="the file was installed and is gone",
            expected="the package as it was installed",
            todo=f"Install {subject.plugin.distribution} again.",
        )


def _is_editable(subject: Subject) -> bool:
    """Whether the plugin runs from its author's folder (pip install -e): then only a build shows what is installed."""
    written = subject.point.dist.read_text("direct_url.json") if subject.point.dist else None
    return bool(json.loads(written or "{}").get("dir_info", {}).get("editable"))


def _built(source: Path, target: Path, subject: Subject) -> Path:
    """Build the plugin into `target` and return the folder of its package there."""
    build(source, target)
    return target.joinpath(*subject.plugin.module.split("."))


def folder_of(source: Path, package: Path) -> Path | None:
    """Return the folder of the installed package in its author's `source`, None when it is not found.

    It is known by its __init__.py, which has the same bytes as the installed one.
    """
    installed = (package / "__init__.py").read_bytes()
    for path in source.rglob("__init__.py"):
        is_skipped = NO_PACKAGE & set(path.relative_to(source).parts)
        if not is_skipped and path.read_bytes() == installed:
            return path.parent
    return None


def _data(folder: Path) -> list[str]:
    """Return the paths of the data files in a package, relative to its folder."""
    files = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.suffix in DATA and path.is_file()]
    names = []
    for file in files:
        is_hidden = any(part.startswith(".") for part in file.parts)
        if not is_hidden and not NO_PACKAGE & set(file.parts) and file.name not in NOT_DATA:
            names.append(str(file))
    return names
