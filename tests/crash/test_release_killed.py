"""A release that is killed at any moment: the file is the old one or the new one, and it can be built again."""

import json
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.access import operator
from dashboard.actions.context import Context
from dashboard.actions.taskforce.release_child import Order, in_child
from dashboard.actions.taskforce.releases import verify
from dashboard.errors import ReleaseError
from dashboard.release import Releases
from dashboard.workspace import Workspace
from ovtf_demo import fill
from tests.reported import report

PERIOD = "2026-Q2"
COMMAND = [sys.executable, "-m", "dashboard.actions.taskforce.release_child"]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, float]:
    """A workspace with cases and no release yet, and how long building one takes here."""
    path = tmp_path_factory.mktemp("killed") / "ws"
    context = Context.open(Workspace.create(path, demo=True), live=False)
    fill(context, cases=1500, now=datetime(2026, 11, 25, tzinfo=UTC), progress=lambda _done, _text: None, agencies=2)
    report(context, "2026-Q1")
    report(context, "2026-Q2")
    context.close()
    copy, begun = shutil.copytree(path, path.with_name("copy")), time.monotonic()
    assert in_child(copy, Order(period=PERIOD)).outcome == "published"
    return path, time.monotonic() - begun


@pytest.fixture
def path(made: tuple[Path, float], tmp_path: Path) -> Path:
    """A copy of that workspace: what a release has spent is in its record, so that none is built twice."""
    return shutil.copytree(made[0], tmp_path / "ws")


def quarters(path: Path) -> list[str]:
    return list(Releases(Workspace.open(path).releases).periods())


@pytest.mark.parametrize("share", [0.6, 0.95])
def test_a_killed_release_leaves_the_file_whole(made, path, share):
    whole = made[1]
    command = [*COMMAND, str(path), json.dumps(asdict(Order(period=PERIOD)))]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        child.wait(timeout=whole * share)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert quarters(path) in ([], [PERIOD])
    if not quarters(path):
        assert in_child(path, Order(period=PERIOD)).outcome == "published"
    context = Context.open(Workspace.open(path), live=False)
    assert verify(context, operator()) == []
    context.close()


def test_a_release_killed_while_it_counts_leaves_cases_only_until_the_next_command(path):
    workspace = Workspace.open(path)
    command = [*COMMAND, str(path), json.dumps(asdict(Order(period=PERIOD)))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        next(line for line in child.stdout if "Counting" in line)
        child.send_signal(signal.SIGSTOP)
        assert workspace.building.stat().st_mode & 0o777 == 0o600
        child.kill()
    assert workspace.building.exists() and quarters(path) == []
    Context.open(workspace, live=False).close()
    assert {each.suffix for each in workspace.building.parent.iterdir()} == {".lock"}
    steps = []
    assert in_child(path, Order(period=PERIOD), lambda share, text: steps.append((share, text))).outcome == "published"
    assert {each.suffix for each in workspace.building.parent.iterdir()} == {".lock"}
    shares = [share for share, _text in steps]
    assert shares == sorted(shares) and (shares[0], shares[-1]) == (0.0, 1.0)


def test_a_release_that_takes_too_long_is_stopped_with_a_sentence(path):
    with pytest.raises(ReleaseError, match=r"longer than 0\.001 minutes and was stopped"):
        in_child(path, Order(period=PERIOD), minutes=0.001)
    assert quarters(path) == []


def test_a_sentence_of_the_child_reaches_whoever_asked(made):
    with pytest.raises(ReleaseError, match="is not a period"):
        in_child(made[0], Order(period="2026-13"))
    with pytest.raises(ReleaseError, match="no area 'shelter'"):
        in_child(made[0], Order(period="2026-Q3", without=("shelter",)))
