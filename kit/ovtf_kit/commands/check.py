"""ovtf plugin check: the rules that every plugin keeps to."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated

import typer

from dashboard.errors import ContractError
from dashboard.registry.loading import GROUP

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
WriteOption = Annotated[
    bool, typer.Option("--write-names", help="Write the names of this version into the package's names.toml.")
]
RuleOption = Annotated[list[str] | None, typer.Option("--rule", help="Only this rule; may be repeated.")]
WhichArgument = Annotated[
    str | None, typer.Argument(metavar="[AREA|PATH]", help="An installed area, or a plugin's folder; all if left out.")
]


def check(
    which: WhichArgument = None, rule: RuleOption = None, as_json: JsonOption = False, write_names: WriteOption = False
) -> None:
    """Look whether a plugin keeps to every rule; each finding says what was found, what was expected, what to do."""
    path = _path(which)
    if path is not None and (path / "pyproject.toml").exists():
        rules = [part for name in rule or () for part in ("--rule", name)]
        raise typer.Exit(_unpacked(path, [*["--json"] * as_json, *["--write-names"] * write_names, *rules]))
    if path is not None and os.sep in str(which):
        raise ContractError(f"{which!r} is no plugin: there is no pyproject.toml in that folder.")
    areas = (which,) if which else ()
    raise typer.Exit(_names(areas) if write_names else _checked(areas, rule or (), as_json))


def _path(which: str | None) -> Path | None:
    """Return the folder that [AREA|PATH] names, None when it names an installed area or nothing."""
    return None if which is None or which in entry_points(group=GROUP).names else Path(which)


def _unpacked(path: Path, options: list[str]) -> int:
    """Check a folder in a process of its own, in which the plugin is installed beside the others."""
    from ovtf_kit.building import unpacked

    code = 0
    with unpacked(path) as (target, points, how):
        print(f"{path.name}: {how}.", file=sys.stderr)
        paths = filter(None, (str(target), os.environ.get("PYTHONPATH", "")))
        for point in points:
            command = [
                sys.executable,
                "-P",
                "-c",
                "from dashboard.cli import main; main()",
                "plugin",
                "check",
                point.name,
            ]
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
            code |= subprocess.run([*command, *options], env=environment, check=False).returncode
    return code


def _checked(areas: tuple[str, ...], rules: Sequence[str], as_json: bool) -> int:
    from ovtf_kit.checking import check, has_errors  # the rules load Streamlit, pyarrow and more
    from ovtf_kit.opening import opened

    logging.getLogger("dashboard.registry").setLevel(logging.ERROR)  # the findings say it better
    with opened(areas) as subjects:
        reports = [check(subject, rules) for subject in subjects]
    print(json.dumps([report.as_json() for report in reports], indent=2) if as_json else "\n\n".join(map(str, reports)))
    return int(has_errors(reports))


def _names(areas: tuple[str, ...]) -> int:
    from ovtf_kit.opening import opened
    from ovtf_kit.snapshot import write

    with opened(areas) as subjects:
        for subject in subjects:
            print(f"{subject.name}: {write(subject)}")
    return 0
