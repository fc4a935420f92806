"""A workspace that an older version wrote opens with today's code and shows and releases the same numbers."""

import json
import lzma
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dashboard.access import operator
from dashboard.actions.administration import audit
from dashboard.actions.context import Context
from dashboard.actions.taskforce import releases, spending
from dashboard.errors import ReleaseError
from dashboard.records import releases as steps
from dashboard.records.sealing import unkeyed
from dashboard.workspace import Workspace
from tests.workspaces.numbers import AT, everything

STORED = sorted(path.parent for path in Path(__file__).parent.glob("*/config.toml"))
"""One folder for each version: its files as they were written, and the numbers that its own code computed."""
assert "v0_1" in {path.name for path in STORED}

MENDED = {
    "safe_device": "version 0.1 advised account changes from a phone that is shared or watched",
    "image_before_18": "version 0.1 let an image from before 18 be kept as proof without a word",
    "replace_guardian": "version 0.1 asked for it too seldom and without a day (decision 0032)",
    "unsafe_": "version 0.1 put nothing up for review when somebody was recorded as unsafe (decision 0032)",
    "child_protection": "version 0.1 saw abuse material in three types only, not in deepfakes and incidents",
    "assess_material": "version 0.1 left a child's level as it was when abuse material became known afterwards",
    "assess_guardian": "version 0.1 left a child's level as it was when a guardian who may harm became known afterwards",
    "best_interest_not_to_report": "version 0.1 took a child's no to reporting as the end of it",
    "thoughts": "version 0.1 asked for nobody where she thought of suicide without a plan",
}
"""Tasks that were wrong in a stored version, by the beginning of their names: they are left out of the comparison, and have
tests of their own elsewhere."""


def unpack(stored: Path, path: Path) -> Path:
    """Lay a stored workspace out in a folder of its own."""
    path.mkdir()
    shutil.copy(stored / "config.toml", path)
    for packed in stored.glob("*.xz"):
        (path / packed.stem).write_bytes(lzma.decompress(packed.read_bytes()))
    return path


@pytest.fixture(scope="module", params=STORED, ids=lambda path: path.name)
def numbers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any]]:
    """The numbers of a stored workspace, as today's code computes them and as its own code did."""
    stored = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Context, "now", lambda _context: AT)
        context = Context.open(Workspace.open(unpack(stored, tmp_path_factory.mktemp("old") / "ws")))
        yield everything(context), json.loads(lzma.decompress((stored / "numbers.json.xz").read_bytes()))
        context.close()


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.name)
def test_the_log_of_an_old_workspace_is_sealed_when_it_is_opened(stored: Path, tmp_path: Path) -> None:
    context = Context.open(Workspace.open(unpack(stored, tmp_path / "ws")))
    lines, check = audit.entries(context, operator(), limit=20), audit.verify(context, operator())
    sealed = next(line for line in lines if line.action != "release.adopt")  # its releases are taken over after that
    assert (sealed.action, check.ok, check.head.n) == ("audit.keyed", True, lines[0].n)
    context.close()


LAST = "2026-Q3"
"""The newest period that the stored workspaces have released."""


@pytest.fixture(params=STORED, ids=lambda path: path.name)
def logged(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A stored workspace whose log tells of its last two releases, as commands of its version wrote it."""
    path = unpack(request.param, tmp_path / "ws")
    with closing(sqlite3.connect(path / "records.db")) as record, record:
        (n, prev) = record.execute("SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1").fetchone()
        for period in ("2026-q2", LAST):
            names = dict.fromkeys(("actor", "role", "agency"), "") | {"action": "release.build", "object": period}
            line = {"n": (n := n + 1), "at": AT.isoformat(), **names, "detail": "{}", "prev": prev}
            prev = unkeyed(line)
            columns = ", ".join(f":{name}" for name in (*line, "hash"))
            record.execute(f"INSERT INTO audit ({columns.replace(':', '')}) VALUES ({columns})", line | {"hash": prev})
    return path


def _steps(context: Context) -> list[str]:
    with context.records.read() as tx:
        return [step.step for step in steps.every(tx)]


def test_a_file_of_releases_that_was_lost_before_the_update_gives_no_second_draw(logged: Path) -> None:
    file = logged / "releases.duckdb"
    file.rename(logged / "kept")
    for _opening in range(2):
        context = Context.open(Workspace.open(logged), live=False)
        for ask in (lambda context: releases.rehearse(context, operator(), LAST), spending.published):
            with pytest.raises(ReleaseError, match="missing or older than the record: 2026-Q2, 2026-Q3 was made"):
                ask(context)
        assert _steps(context) == ["lost", "lost"] and audit.verify(context, operator()).ok
        context.close()
    (logged / "kept").rename(file)
    context = Context.open(Workspace.open(logged), live=False)
    assert spending.published(context).newest() == LAST
    assert _steps(context) == ["lost", "lost"] + ["made"] * 7
    file.unlink()
    with pytest.raises(ReleaseError, match=r"2025-Q1, .*2026-Q3 was made"):
        spending.published(context)
    context.close()


def test_a_file_of_releases_that_is_there_is_taken_over_and_nothing_is_lost(logged: Path) -> None:
    context = Context.open(Workspace.open(logged), live=False)
    assert _steps(context) == ["made"] * 7 and spending.published(context).newest() == LAST
    with pytest.raises(ReleaseError, match="already published"):
        releases.rehearse(context, operator(), LAST)
    context.close()


@pytest.mark.parametrize("what", ["figures", "cases", "tasks", "counts", "published"])
def test_an_old_workspace_shows_and_releases_the_same_numbers(numbers: tuple[Any, Any], what: str) -> None:
    today, then = numbers
    assert then[what] and _as_meant(today[what]) == _as_meant(then[what])


def _as_meant(found: Any) -> Any:
    """Return what was found without the tasks that have been mended since: lists that hold a name of one."""
    if isinstance(found, dict):
        return {name: _as_meant(value) for name, value in found.items()}
    if isinstance(found, list):
        return [_as_meant(value) for value in found if not (isinstance(value, list) and _is_mended(value))]
    return found


def _is_mended(values: list[Any]) -> bool:
    """Whether a list is a task that was mended: one of its texts begins with the name of one."""
    return any(isinstance(value, str) and value.startswith(tuple(MENDED)) for value in values)
