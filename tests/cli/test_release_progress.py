"""`ovtf release build` says what it is doing, as a real process: names of tables, never a number of a case."""

import os
import pty
import subprocess
from datetime import UTC, datetime

import pytest

from dashboard.actions.context import Context
from dashboard.workspace import Workspace
from ovtf_demo import fill
from tests.reported import report
from tests.server import OVTF

BUILD = [OVTF, "release", "build", "--yes", "--period"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("progress") / "ws"
    context = Context.open(Workspace.create(path, demo=True), live=False)
    fill(context, cases=1200, now=datetime(2026, 11, 25, tzinfo=UTC), progress=lambda _done, _text: None, agencies=2)
    report(context, "2026-Q1")
    report(context, "2026-Q2")
    context.close()
    return str(path)


def test_without_a_terminal_each_step_is_a_line_and_the_summary_stays_alone(filled: str) -> None:
    done = subprocess.run([*BUILD, "2026-Q2", "-w", filled], capture_output=True, text=True, check=True)
    lines = done.stderr.splitlines()
    assert lines[0] == "Reading the record" and lines[-1] == "Writing the release"
    assert {"Counting total", "Counting governorate_by_risk_level", "Counting safety_danger"} <= set(lines)
    assert len(set(lines)) == len(lines) and not any(letter.isdigit() for letter in done.stderr)
    assert done.stdout.startswith("2026-Q2 is published.") and done.stdout.count("\n") == 1
    again = subprocess.run([*BUILD, "2026-Q2", "-w", filled], capture_output=True, text=True, check=False)
    assert again.returncode == 1 and "already published" in again.stderr
    assert "Reading" not in again.stderr, "what cannot be built is refused before any case is read"


def test_on_a_terminal_it_is_a_bar(filled: str) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen([*BUILD, "2026-Q1", "-w", filled], stdout=subprocess.PIPE, stderr=theirs, text=True) as child:
        os.close(theirs)
        seen = _everything(ours)
        assert child.wait() == 0
    assert "100 %" in seen and "Writing the release" in seen and "\x1b[" in seen


def _everything(terminal: int) -> str:
    seen = b""
    try:
        while part := os.read(terminal, 4096):
            seen += part
    except OSError:  # how Linux says that nobody writes to it any more
        pass
    os.close(terminal)
    return seen.decode()
