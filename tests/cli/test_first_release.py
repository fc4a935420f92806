"""README's own steps, typed as they stand there: they burn no quarter. A build on a terminal asks for the period."""

import os
import pty
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from dashboard.release import Releases
from tests.commands import ovtf
from tests.interchange.filled_template import filled_book, saved
from tests.reported import report_in
from tests.server import OVTF

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def steps(path: Path, block: int = 1) -> list[list[str]]:
    """Return the commands of a block under "Run it for real", for a workspace of ours."""
    text = README.split("## Run it for real")[1].split("```sh")[block].split("```")[0]
    lines = [shlex.split(line, comments=True) for line in text.strip().splitlines()]
    return [[str(path) if word == "/srv/ovtf" else word for word in line[1:]] for line in lines]


def test_the_steps_of_the_readme_close_no_quarter(tmp_path):
    path = tmp_path / "ws"
    todo = [line for line in steps(path) if line[0] != "serve"]
    assert [line[:2] for line in todo][-3:] == [["release", "reported"], ["release", "build"], ["release", "build"]]
    for line in todo[:-2]:
        ovtf(*line)
    for line in todo[-2:]:
        refused = ovtf(*line, code=1)
        assert "No agency was expected to report for" in refused.stderr and "ovtf agency since" in refused.stderr
    assert Releases(path / "releases.duckdb").entries == ()


def test_an_agency_brings_its_cases_by_the_steps_of_the_readme(tmp_path):
    path = tmp_path / "ws"
    ovtf("init", "-w", str(path))
    ovtf("agency", "add", "A01", "Agency one", "-w", str(path))
    (tmp_path / "cases.xlsx").write_bytes(saved(filled_book()))
    said = ""
    for line in steps(path, block=2):
        plan = re.search(r"^plan ([\w-]+),", said, re.M)
        said = ovtf(*(plan[1] if word == "PLAN" and plan else word for word in line), cwd=tmp_path).stdout
    assert "1 cases came in, 0 were corrected" in said


@pytest.fixture
def ready(tmp_path):
    path = tmp_path / "ws"
    ovtf("init", "-w", str(path))
    ovtf("agency", "add", "A02", "Agency two", "-w", str(path))
    said = ovtf("agency", "since", "A02", "2024-Q1", "-w", str(path)).stdout
    assert "A02 brings cases from 2024-Q1 on." in said
    report_in(path, "2025-Y")
    return path


def test_a_dry_run_says_who_was_expected_who_reported_and_what_is_closed_for_good(ready):
    said = ovtf("release", "build", "--dry-run", "--period", "2025-Y", "-w", str(ready)).stdout
    lines = [line.split() for line in said.splitlines()]
    assert ["A01", "Agency", "A01", "late"] in lines and ["A02", "Agency", "two", "missing"] in lines
    assert "1 of 2 agencies have reported." in said
    assert "Closed for good by it: 2025-Q1, 2025-Q2, 2025-Q3, 2025-Q4." in said
    refused = ovtf("release", "build", "--dry-run", "--period", "2024-Q1", "-w", str(ready), code=1)
    assert "No agency has reported for 2024-Q1 yet" in refused.stderr and "A02" in refused.stdout


def test_without_a_terminal_it_says_how_and_builds_nothing(ready):
    refused = ovtf("release", "build", "--period", "2025-Y", "-w", str(ready), code=1)
    assert "--yes" in refused.stderr and Releases(ready / "releases.duckdb").entries == ()
    assert "2025-Y is published." in ovtf("release", "build", "--yes", "--period", "2025-Y", "-w", str(ready)).stdout


@pytest.mark.parametrize(("typed", "code"), [("2025-Q4", 1), ("", 1), ("2025-y", 0)])
def test_on_a_terminal_the_period_is_typed(ready, typed, code):
    ours, theirs = pty.openpty()
    words = [OVTF, "release", "build", "--period", "2025-Y", "-w", str(ready)]
    with subprocess.Popen(words, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        os.write(ours, f"{typed}\n".encode())
        out, wrong = child.communicate(timeout=120)
    assert child.returncode == code, wrong
    assert "Closed for good by it" in out
    assert bool(Releases(ready / "releases.duckdb").entries) is (code == 0)
