"""Build a plugin from its folder and unpack it, as an installation would; the folder itself is left as it is."""

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from typing import Any

from dashboard.errors import ContractError
from dashboard.registry.loading import GROUP

LEFT_OUT = (".*", "build", "dist", "*.egg-info", "__pycache__", "node_modules")
"""Files that are not copied before a build: they would slow the copying down, or bring an older build back in."""
SECONDS = 300
"""How long a build may take."""
_BUILD = """
import importlib, sys
importlib.import_module(sys.argv[1]).build_wheel(sys.argv[2])
"""


def build(source: Path, target: Path) -> None:
    """Build a wheel with the folder's own build backend and unpack it into `target`; raises ContractError with why not."""
    backend = _project(source).get("build-system", {}).get("build-backend", "setuptools.build_meta")
    with tempfile.TemporaryDirectory(prefix="ovtf-build-") as place:
        copy, wheels = Path(place) / "source", Path(place) / "wheels"
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        wheels.mkdir()
        done = subprocess.run(
            [sys.executable, "-P", "-c", _BUILD, backend, str(wheels)],
            cwd=copy,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        built = sorted(wheels.glob("*.whl"))
        if done.returncode or not built:
            errors = [line for line in done.stderr.splitlines() if line.strip()]
            reason = errors[-1].strip() if errors else "it made no wheel"
            raise ContractError(f"The build with {backend} stopped: {reason}")
        with zipfile.ZipFile(built[0]) as wheel:
            wheel.extractall(target)


@contextmanager
def unpacked(source: Path) -> Iterator[tuple[Path, list[EntryPoint], str]]:
    """Yield a temporary folder in which the plugin is installed, its entry points, and in words how it was installed.

    A plugin that cannot be built has its package copied as it is. Raises ContractError when it has no entry point.
    """
    with tempfile.TemporaryDirectory(prefix="ovtf-plugin-") as place:
        target = Path(place)
        try:
            build(source, target)
            how = "built and installed in a temporary folder"
        except ContractError as error:
            _as_it_is(source, target)
            how = f"taken from the folder as it is, not installed. {error}"
        for info in target.glob("*.dist-info"):
            # as pip writes it: where a package was installed from
            origin = {"url": source.resolve().as_uri(), "dir_info": {"editable": not how.startswith("built")}}
            (info / "direct_url.json").write_text(json.dumps(origin), "utf-8")
        yield target, _points(source, target), how


def _points(source: Path, target: Path) -> list[EntryPoint]:
    """Return the entry points of plugins in `target`; raises ContractError when there is none."""
    points = [
        point for dist in distributions(path=[str(target)]) for point in dist.entry_points if point.group == GROUP
    ]
    if not points:
        raise ContractError(
            f"{source.name!r} offers no area: its pyproject.toml has no entry point in the group {GROUP!r}. "
            f'Add [project.entry-points."{GROUP}"] with a line such as: shelter = "ovtf_shelter"'
        )
    return points


def _as_it_is(source: Path, target: Path) -> None:
    """Copy the package of each entry point, and write the dist-info by which Python finds the entry points."""
    project = _project(source).get("project", {})
    points = project.get("entry-points", {}).get(GROUP, {})
    for module in points.values():  # an entry point is "area = module"
        package = _package(source, module)
        if package is not None:
            shutil.copytree(package, target / module, ignore=shutil.ignore_patterns(*LEFT_OUT))
    name, version = project.get("name", source.name), project.get("version", "0")
    info = target / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    lines = "".join(f"{area} = {module}\n" for area, module in points.items())
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{lines}", "utf-8")


def _package(source: Path, module: str) -> Path | None:
    places = (source / module, source / "src" / module, source)
    return next((folder for folder in places if (folder / "__init__.py").exists()), None)


def _project(source: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((source / "pyproject.toml").read_text("utf-8"))
    except FileNotFoundError:
        raise ContractError(f"{source.name!r} is no plugin: it has no pyproject.toml.") from None
    except tomllib.TOMLDecodeError as error:
        raise ContractError(f"pyproject.toml of {source.name!r} cannot be read: {error}.") from None
