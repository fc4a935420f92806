"""The example area, built by pip into a folder of its own that only its own processes and tests see."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.registry import Registry
from ovtf_kit.opening import opened_from_folder
from tests.commands import ovtf
from tests.fresh import ROOT

collect_ignore = ["ovtf-education"]
PACKAGE = Path(__file__).parent / "ovtf-education"
CASES = 420


@dataclass(frozen=True)
class Site:
    """A folder with the installed package, and processes that have it on their path."""

    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """The environment of such a process."""
        return os.environ | {"PYTHONPATH": os.pathsep.join((str(self.folder / "site"), str(ROOT)))}

    def python(self, *words: str, code: int = 0) -> str:
        """Run Python, and return what it says."""
        command = [sys.executable, *words]
        done = subprocess.run(command, env=self.env, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == code, f"{words}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def ovtf(self, *words: str, code: int = 0) -> str:
        """Run the dashboard's command."""
        return ovtf(*words, code=code, cwd=self.folder, path=[str(self.folder / "site")]).stdout


@dataclass(frozen=True)
class Filled:
    """A workspace with a closed quarter of invented cases, and one case of today, by its key."""

    path: Path
    quarter: str
    key: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The package, built and installed from a copy, so that nothing is left in the tree."""
    made = Site(tmp_path_factory.mktemp("education"))
    shutil.copytree(PACKAGE, made.folder / "source", ignore=shutil.ignore_patterns("__pycache__"))
    words = ("install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    made.python("-m", "pip", *words, "--target", str(made.folder / "site"), str(made.folder / "source"))
    return made


@pytest.fixture(scope="session")
def filled(site: Site) -> Filled:
    """A workspace in which the newest closed quarter has enough cases for a release."""
    path = site.folder / "ws"
    return Filled(path, *site.python(str(Path(__file__).with_name("cases.py")), str(path), str(CASES)).split())


@pytest.fixture(scope="session")
def released(site: Site, filled: Filled) -> Filled:
    """The same, with the quarter published by the real command."""
    said = site.ovtf("release", "build", "--yes", "--period", filled.quarter, "-w", str(filled.path))
    assert said.startswith(f"{filled.quarter} is published.")
    return filled


@pytest.fixture
def installed(site: Site) -> Iterator[Registry]:
    """The plugins of this process while the package is on its path; forgotten afterwards."""
    with opened_from_folder(site.folder / "site", "ovtf_education"):
        yield Registry.load()
