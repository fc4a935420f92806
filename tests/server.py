"""A real server process on a small invented workspace."""

import os
import select
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def running_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and the workspace of a running demo (1,500 cases): a real process."""
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    command = [
        str(Path(sys.executable).with_name("ovtf")),
        "demo",
        "--workspace",
        str(folder / "demo"),
        "--cases",
        "1500",
    ]
    subprocess.run([*command, "--no-start"], check=True, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    with serving([*command, "--port", str(port)], address, folder / "server.log"):
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
