"""What is in the five wheels: the packages and the licence, and nothing of the folders around them."""

import os
import shutil
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.fresh import ROOT, Fresh

AREAS = ("digital", "legal", "mhpss", "safety")
LICENSE = (ROOT / "LICENSE").read_bytes()


@pytest.fixture(scope="module")
def wheels(fresh: Fresh, tmp_path_factory: pytest.TempPathFactory) -> dict[str, zipfile.ZipFile]:
    """Every wheel by the name of its package."""
    folder = tmp_path_factory.mktemp("areas")
    for area in AREAS:
        ignore = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
        shutil.copytree(ROOT / "plugins" / area, folder / area, ignore=ignore)
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder / "wheels"]
    subprocess.run([*command, *(folder / area for area in AREAS)], check=True, env=os.environ | {"PIP_NO_INDEX": "1"})
    paths = [fresh.wheel, *(folder / "wheels").glob("*.whl")]
    return {path.name.partition("-")[0]: zipfile.ZipFile(path) for path in paths}


def tops(wheel: zipfile.ZipFile) -> set[str]:
    """Return what lies at the top of a wheel, without its dist-info."""
    return {name.partition("/")[0] for name in wheel.namelist() if ".dist-info/" not in name}


def test_the_dashboards_wheel_holds_four_packages_and_no_tests_tools_or_benchmarks(wheels):
    assert tops(wheels["ovtf_dashboard"]) == {"dashboard", "ovtf_kit", "ovtf_demo", "ovtf_data"}


@pytest.mark.parametrize("area", AREAS)
def test_an_areas_wheel_holds_its_package_and_nothing_else(wheels, area):
    assert tops(wheels[f"ovtf_{area}"]) == {f"ovtf_{area}"}


@pytest.mark.parametrize("package", ["dashboard", *AREAS])
def test_every_file_of_a_package_is_in_its_wheel(wheels, package):
    if package == "dashboard":
        folders = {"dashboard": Path(), "ovtf_kit": Path("kit"), "ovtf_demo": Path("demo"), "ovtf_data": Path("data")}
    else:
        folders = {f"ovtf_{package}": Path("plugins") / package / "src"}
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kept = {Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()}
    expected = {
        path.relative_to(folder).as_posix()
        for top, folder in folders.items()
        for path in kept
        if path.is_relative_to(folder / top) and path.suffix != ".pot"  # translators work in a checkout
    }
    held = set(wheels[f"ovtf_{package}"].namelist())
    assert len(expected) > 10 and expected - held == set()


@pytest.mark.parametrize("package", ["dashboard", *AREAS])
def test_every_wheel_carries_the_licence_and_names_it(wheels, package):
    wheel = wheels[f"ovtf_{package}"]
    info = f"ovtf_{package}-0.1.0.dist-info"
    assert wheel.read(f"{info}/licenses/LICENSE") == LICENSE
    assert message_from_bytes(wheel.read(f"{info}/METADATA"))["License-Expression"] == "Apache-2.0"


@pytest.mark.parametrize("area", AREAS)
def test_an_area_says_with_which_dashboards_it_was_tried(wheels, area):
    metadata = message_from_bytes(wheels[f"ovtf_{area}"].read(f"ovtf_{area}-0.1.0.dist-info/METADATA"))
    assert metadata["Requires-Dist"] == "ovtf-dashboard<0.2,>=0.1"
