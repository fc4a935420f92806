"""A workspace that an older version wrote opens with today's code and shows and releases the same numbers."""

import json
import lzma
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.actions.context import Context
from dashboard.workspace import Workspace
from tests.workspaces.numbers import AT, everything

STORED = sorted(path.parent for path in Path(__file__).parent.glob("*/config.toml"))
"""One folder for each version: its files as they were written, and the numbers that its own code computed."""
MENDED = ("replace_guardian", "unsafe_")
"""Tasks that older versions gave too seldom or without a day, by the beginning of their names (decision 0032)."""
assert "v0_1" in {path.name for path in STORED}


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


@pytest.mark.parametrize("what", ["figures", "cases", "tasks", "counts", "published"])
def test_an_old_workspace_shows_and_releases_the_same_numbers(numbers: tuple[Any, Any], what: str) -> None:
    today, then = numbers
    assert then[what] and _compared(today[what]) == _compared(then[what])


def _compared(found: Any) -> Any:
    """Return what is compared: lists of tasks without those whose rule was mended, all else as it is."""
    people = found if isinstance(found, dict) else {}
    if not all(isinstance(tasks, list) and (not tasks or isinstance(tasks[0], list)) for tasks in people.values()):
        return found
    return {name: [task for task in tasks if not task[1].startswith(MENDED)] for name, tasks in people.items()}
