"""A workspace knows what it had: no empty record and no new secret take the place of what is lost."""

import shutil
import sqlite3
import subprocess
import sys

import pytest

from dashboard.actions.context import Context
from dashboard.errors import RecordError, WorkspaceError
from dashboard.workspace import Workspace
from tests.conftest import ADMIN, add_agencies

MISSING = "missing or empty, and no new one was made"


@pytest.fixture
def made(workspace):
    """A workspace that was opened once, with two agencies."""
    context = Context.open(workspace)
    add_agencies(context)
    context.close()
    return workspace


def lose(workspace, how):
    for file in workspace.path.glob("records.db*"):
        file.unlink()
    if how == "empty":
        (workspace.path / "records.db").touch()
    if how == "without tables":
        sqlite3.connect(workspace.path / "records.db").execute("PRAGMA journal_mode=WAL").connection.close()


def names(workspace):
    """Return what is in the folder, without the files that SQLite has beside an open database."""
    return sorted(path.name for path in workspace.path.iterdir() if "db-" not in path.name)


@pytest.mark.parametrize("how", ["gone", "empty", "without tables"])
def test_a_lost_record_is_an_error_and_not_an_empty_one(made, how):
    lose(made, how)
    before = names(made)
    for _again in range(2):
        with pytest.raises(RecordError, match=MISSING):
            Context.open(made)
    assert names(made) == before
    with pytest.raises(RecordError, match=MISSING):
        Context.open(Workspace.create(made.path))  # ovtf init does not make another one either


def test_a_workspace_of_an_older_version_gets_its_mark_when_it_is_opened(made):
    shutil.rmtree(made.path / "made")
    Context.open(made).close()
    lose(made, "gone")
    with pytest.raises(RecordError, match=MISSING):
        Context.open(made)


def test_settings_alone_are_no_new_workspace(made, tmp_path):
    (tmp_path / "copy").mkdir()
    shutil.copy(made.path / "config.toml", tmp_path / "copy")
    with pytest.raises(RecordError, match=MISSING):
        Context.open(Workspace.open(tmp_path / "copy"))


def test_lost_settings_are_written_anew_and_the_rest_is_left_alone(made):
    (made.path / "config.toml").unlink()
    context = Context.open(Workspace.create(made.path))
    from dashboard.actions.administration import people

    assert [agency.code for agency in people.list_agencies(context, ADMIN)] == ["A01", "A02"]
    context.close()


def test_nothing_is_acknowledged_into_a_file_that_was_deleted_under_the_server(context, person):
    lose(context.workspace, "gone")
    with pytest.raises(RecordError, match=MISSING):
        person("coordinator")


def test_a_secret_that_was_there_is_never_made_anew(workspace):
    secret = workspace.secret("import")
    assert workspace.secret("import") == secret and len(secret) == 32
    path = workspace.path / "secrets" / "import"
    path.write_bytes(secret[:20])
    with pytest.raises(WorkspaceError, match="is damaged"):
        workspace.secret("import")
    shutil.rmtree(path.parent)
    with pytest.raises(WorkspaceError, match=r"is missing\. No new one is made"):
        workspace.secret("import")


WRITER = """
import resource, signal, sys
from pathlib import Path
from dashboard.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))
workspace.secret("import")
"""


def test_a_process_killed_while_it_writes_a_secret_leaves_none_that_is_half(workspace):
    import signal

    killed = subprocess.run([sys.executable, "-c", WRITER, str(workspace.path)], check=False)
    assert killed.returncode == -signal.SIGXFSZ
    assert len(workspace.secret("import")) == 32
