"""A real server process on a small invented workspace."""

import os
import select
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
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
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen([*command, "--port", str(port)], stdout=log, stderr=log, env=os.environ)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}", folder / "demo"
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
