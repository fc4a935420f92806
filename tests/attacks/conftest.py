"""A real server that is attacked: a small workspace with two agencies, and a resolver that swallows every question."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.access import sessions
from dashboard.records import Records, people
from dashboard.workspace import Workspace
from tests.commands import has_settled_in, ovtf
from tests.server import OVTF, free_port, serving

NAME = "ovtf.example.org"
"""The name under which a proxy with TLS would reach the server."""
STRANGERS = 4
SETTINGS = f"""[server]
allowed_hosts = ["{NAME}"]
header_seconds = 1
connections = 30
windows_of_strangers = {STRANGERS}
"""
RESOLVER = """
import ipaddress, os, socket, time
def swallow(host, *rest, **more):
    try:
        ipaddress.ip_address(host or "127.0.0.1")
    except ValueError:
        with open(os.environ["ASKED"], "a") as asked:
            asked.write(f"{host}\\n")
        time.sleep(10)
        raise socket.gaierror("nobody answers")
    return answer(host, *rest, **more)
answer, socket.getaddrinfo = socket.getaddrinfo, swallow
"""
LOOSE = {
    "STREAMLIT_SERVER_ENABLE_CORS": "false",
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "false",
    "STREAMLIT_GLOBAL_DEVELOPMENT_MODE": "true",
    "STREAMLIT_SERVER_ENABLE_AGENT_API": "true",
    "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": "true",
}
"""What somebody set in the environment of the server: it must change nothing."""


@dataclass
class Door:
    """The server's port, its workspace, and the names that it asked the network for."""

    port: int
    workspace: Path
    records: Records
    asked: Path

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def cookie(self, username: str) -> str:
        """Return the cookie of a new session of somebody."""
        token = sessions.redeem(self.records, self.ticket(username), datetime.now(UTC))
        assert token
        return token

    def ticket(self, username: str) -> str:
        """Return a ticket with which somebody's browser may start a session."""
        with self.records.read() as tx:
            person = people.by_username(tx, username)
        assert person
        return sessions.issue_ticket(self.records, person.id, datetime.now(UTC))

    def end(self, cookie: str) -> None:
        """End a session."""
        sessions.revoke(self.records, sessions.digest(cookie), datetime.now(UTC))


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("door")
    workspace, asked, port = folder / "ws", folder / "asked", free_port()
    ovtf("init", "--workspace", str(workspace))
    config = workspace / "config.toml"
    config.write_text(config.read_text().partition("[server]")[0] + SETTINGS)
    for agency, name in (("A01", "one"), ("A02", "two")):
        ovtf("agency", "add", agency, f"Agency {name}", "--workspace", str(workspace))
        ovtf("user", "add", name, "--role", "supervisor", "--agency", agency, "--workspace", str(workspace))
    has_settled_in(workspace)
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(RESOLVER)
    asked.touch()
    env = os.environ | LOOSE | {"PYTHONPATH": str(folder / "site"), "ASKED": str(asked)}
    command = [OVTF, "serve", "--workspace", str(workspace), "--port", str(port)]
    with serving(command, f"http://127.0.0.1:{port}", folder / "server.log", env):
        records = Records.open(Workspace.open(workspace).database_url)
        yield Door(port, workspace, records, asked)
        records.close()
