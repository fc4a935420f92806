"""Commands as real processes, and a demo workspace for each test file."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.server import OVTF


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Path:
    return shutil.copytree(made_demo, tmp_path_factory.mktemp("cli") / "demo")


def run(*words: str, code: int = 0, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([OVTF, *words], capture_output=True, text=True, check=False, cwd=cwd)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done
