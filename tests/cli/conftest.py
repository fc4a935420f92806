"""Commands as real processes, and a demo workspace for each test file."""

import shutil
from pathlib import Path

import pytest

from tests.commands import ovtf as run

__all__ = ["run"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Path:
    return shutil.copytree(made_demo, tmp_path_factory.mktemp("cli") / "demo")
