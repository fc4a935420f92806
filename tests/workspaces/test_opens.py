"""A workspace that an older version wrote opens with today's code and shows and releases the same numbers."""

import json
import lzma
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.desk.house import House
from dashboard.workspace import Workspace
from tests.workspaces.numbers import AT, everything

STORED = sorted(path.parent for path in Path(__file__).parent.glob("*/config.toml"))
"""One folder for each version: its files as they were written, and the numbers that its own code computed."""


def unpack(stored: Path, path: Path) -> Path:
    """Lay a stored workspace out in a folder of its own."""
    path.mkdir()
    shutil.copy(stored / "config.toml", path)
    for packed in stored.glob("*.xz"):
        (path / packed.stem).write_bytes(lzma.decompress(packed.read_bytes()))
    return path


@pytest.fixture(params=STORED, ids=lambda path: path.name)
def stored(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def opened(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(House, "now", lambda _house: AT)
    house = House.open(Workspace.open(unpack(stored, tmp_path / "ws")))
    yield house
    house.close()


@pytest.mark.parametrize("what", ["figures", "cases", "tasks", "counts", "published"])
def test_an_old_workspace_shows_and_releases_the_same_numbers(opened: House, stored: Path, what: str) -> None:
    expected: dict[str, Any] = json.loads(lzma.decompress((stored / "numbers.json.xz").read_bytes()))
    assert everything(opened)[what] == expected[what]
