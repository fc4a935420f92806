"""How a server is started: what would make it less safe is refused in words."""

import socket
from pathlib import Path

import pytest

from dashboard.workspace import Workspace
from tests.commands import ovtf

LOOSE = (
    ("global", "developmentMode = true"),
    ("server", 'corsAllowedOrigins = ["http://evil.example"]'),
    ("server", "scriptHealthCheckEnabled = true"),
    ("client", 'showSidebarNavigation = "false"'),
)


@pytest.mark.parametrize(("section", "line"), LOOSE)
def test_streamlit_settings_elsewhere_cannot_loosen_ours(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str, line: str
):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(f"[{section}]\n{line}\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    with socket.socket() as taken:  # so that it ends in any case
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = ovtf("serve", "--workspace", str(workspace.path), "--port", port, code=1)
    assert f"{section}.{line.partition(' ')[0]} is not as it must be" in said.stderr.replace("\n", " ")


def test_beyond_this_machine_it_starts_only_under_a_name(workspace: Workspace):
    said = ovtf("serve", "--workspace", str(workspace.path), "--host", "0.0.0.0", code=1)
    assert "allowed_hosts" in said.stderr and "TLS" in said.stderr
