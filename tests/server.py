"""A real server process on a small invented workspace."""

import fcntl
import os
import select
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.commands import ovtf

OVTF = str(Path(sys.executable).with_name("ovtf"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of a demo (1,500 cases), made by `ovtf demo` once for all workers of a test run: copy it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            ovtf("demo", "--workspace", str(shared / "making"), "--cases", "1500", "--no-start")
            (shared / "making").rename(made)
    return made


@pytest.fixture(scope="session")
def running_demo(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Iterator[tuple[str, Path]]:
    """The address and the workspace of a running demo: a real process."""
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    shutil.copytree(made_demo, folder / "demo")
    address = f"http://127.0.0.1:{port}"
    command = [OVTF, "demo", "--workspace", str(folder / "demo"), "--port", str(port)]
    with serving(command, address, folder / "server.log"):
        yield address, folder / "demo"


@contextmanager
def serving(command: Sequence[str], address: str, log: Path, env: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Run a server until the block ends; it answers when the block begins."""
    with log.open("w") as file:
        server = subprocess.Popen(command, stdout=file, stderr=file, env=env)
        try:
            _wait(f"{address}/healthz", server)
            yield
        finally:
            server.terminate()
            server.wait(20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    """Ask until the server answers; each try that is refused waits inside the connection's own time-out."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            select.select([], [], [], 0.1)
    raise AssertionError("the server did not answer")
