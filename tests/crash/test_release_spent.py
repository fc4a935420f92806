"""Whoever kills a build and puts an older file back does not get the same cases twice, each time with other noise."""

import json
import shutil
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from dashboard.access import operator
from dashboard.actions.context import Context
from dashboard.actions.taskforce.release_child import Order, in_child
from dashboard.actions.taskforce.releases import open_releases, verify
from dashboard.errors import ReleaseError
from dashboard.records import audit
from dashboard.release import Releases
from dashboard.workspace import Workspace
from tests.commands import ovtf
from tests.reported import report_in

EARLIER, PERIOD = "2024-Y", "2025-Y"
"""Years, because a year is published however few cases it has; the record of these tests has none."""
KILLED_AT = Path(__file__).with_name("killed_at.py")
BUILD = "import sys\nfrom dashboard.actions.taskforce.release_child import main\nmain(*sys.argv[1:])"
STEPS = {
    "begun": "spending.RecordJournal.begin",
    "drawn": "tabulate.noised",
    "written": "ledger.write",
    "digest": "spending.RecordJournal.made",
    "rename": "ledger.publish",
}
NOT_SHOWN = ("begun", "drawn", "written")
"""Steps after which nothing was shown to anybody, so that the period may be built again."""


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one release, of the year before."""
    path = tmp_path_factory.mktemp("spent") / "ws"
    Context.open(Workspace.create(path)).close()
    report_in(path, EARLIER, PERIOD)
    in_child(path, Order(period=EARLIER))
    return path


@pytest.fixture
def path(earlier: Path, tmp_path: Path) -> Path:
    return shutil.copytree(earlier, tmp_path / "ws")


def killed(path: Path, step: str) -> None:
    """Build in a process that is killed after one step."""
    order = json.dumps(asdict(Order(period=PERIOD)))
    words = [sys.executable, str(KILLED_AT), STEPS[step], "1", BUILD, str(path), order]
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    assert done.returncode == -signal.SIGKILL


def numbers(file: Path) -> dict | None:
    """The numbers of the period in a file, None where it has none."""
    releases = Releases(file)
    if PERIOD not in releases.periods():
        return None
    return {table.name: dict(releases.table(PERIOD, table.name).cells) for table in releases.about(PERIOD).policy}


def lines(path: Path) -> list[str]:
    context = Context.open(Workspace.open(path), live=False)
    with context.records.read() as tx:
        found = [entry.action for entry in audit.entries(tx, limit=100)]
    context.close()
    return found


def left_of(path: Path) -> set[str]:
    """What a build has left beside the record: copies of cases, and a file that has no name yet."""
    copies = {each.name for each in (path / "building").iterdir() if each.suffix != ".lock"}
    return copies | {each.name for each in path.glob("releases.duckdb.new*")}


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_build_leaves_nothing_and_with_an_older_file_gives_no_second_draw(path: Path, step: str) -> None:
    file = path / "releases.duckdb"
    older = file.read_bytes()
    killed(path, step)
    assert left_of(path) and all(each.stat().st_mode & 0o077 == 0 for each in path.rglob("*"))
    ovtf("agency", "list", "-w", str(path))  # any command: what was made can be read from now on
    assert left_of(path) == set()
    shown = numbers(file)
    assert (shown is None) is (step in NOT_SHOWN)
    file.write_bytes(older)
    if shown is None:
        assert in_child(path, Order(period=PERIOD)).outcome == "published"
        assert {"release.drop", "release.build"} <= set(lines(path))
    else:
        with pytest.raises(ReleaseError, match="missing or older than the record: 2025-Y"):
            in_child(path, Order(period=PERIOD))
        assert numbers(file) is None


@pytest.mark.parametrize("step", ["digest", "rename"])
def test_the_older_file_at_the_moment_of_the_kill_gives_no_second_draw_either(path: Path, step: str) -> None:
    file, draft = path / "releases.duckdb", path / "releases.duckdb.new"
    older = file.read_bytes()
    killed(path, step)
    draft.unlink(missing_ok=True)
    file.write_bytes(older)
    for _again in range(2):
        with pytest.raises(ReleaseError, match="missing or older"):
            in_child(path, Order(period=PERIOD))
    assert numbers(file) is None


def test_a_build_that_was_made_is_put_in_place_by_the_next_command_and_said_in_the_audit(path: Path) -> None:
    killed(path, "digest")
    made = numbers(path / "releases.duckdb.new")
    assert "release.finish" in lines(path)
    assert numbers(path / "releases.duckdb") == made
    context = Context.open(Workspace.open(path), live=False)
    assert verify(context, operator()) == []
    context.close()


@pytest.mark.parametrize("how", ["lost", "older"])
def test_a_lost_or_older_file_is_said_to_readers_too_and_mended_by_the_backup(path: Path, how: str) -> None:
    file = path / "releases.duckdb"
    older = file.read_bytes()
    in_child(path, Order(period=PERIOD))
    backup = file.read_bytes()
    file.unlink() if how == "lost" else file.write_bytes(older)
    context = Context.open(Workspace.open(path), live=False)  # case work goes on
    with pytest.raises(ReleaseError, match=r"2025-Y.*copies it from the last backup"):
        open_releases(context, operator("coordinator"))
    assert "no release yet" not in ovtf("release", "list", "-w", str(path), code=1).stderr
    file.write_bytes(backup)
    assert open_releases(context, operator("coordinator")).periods() == (PERIOD, EARLIER)
    context.close()


def test_no_process_of_ours_leaves_a_core_file_or_files_that_others_can_read(tmp_path: Path) -> None:
    code = (
        "import os, resource, sys; from dashboard.private import keep_private; keep_private();"
        "os.mkdir(sys.argv[1]); open(sys.argv[1] + '/f', 'w').close(); print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "d")], capture_output=True, text=True, check=True)
    assert done.stdout == "(0, 0)\n"
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("d", "d/f")] == [0o700, 0o600]
