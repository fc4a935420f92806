"""How a server is started: what would make it less safe is refused in words."""

from pathlib import Path

import pytest

from dashboard.workspace import Workspace
from tests.commands import ovtf


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("server", "enableXsrfProtection = false"),
        ("server", "enableStaticServing = true"),
        ("global", "developmentMode = true"),
        ("server", 'corsAllowedOrigins = ["http://evil.example"]'),
    ],
)
def test_streamlit_settings_elsewhere_cannot_loosen_ours(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str, line: str
):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(f"[{section}]\n{line}\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    said = ovtf("serve", "--workspace", str(workspace.path), "--port", "1", code=1)
    # The file beside our script is heard last: what is set there already stays as it is.
    assert line.partition(" ")[0] in said.stderr or "bind" in said.stderr or "denied" in said.stderr


def test_beyond_this_machine_it_starts_only_under_a_name(workspace: Workspace):
    said = ovtf("serve", "--workspace", str(workspace.path), "--host", "0.0.0.0", code=1)
    assert "allowed_hosts" in said.stderr and "TLS" in said.stderr
