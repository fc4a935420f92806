"""`ovtf check` reads everything, says of each part whether it is well, and what to do where it is not."""

import sqlite3
from contextlib import closing

import pytest

from dashboard.actions.administration import health
from dashboard.actions.context import Context
from dashboard.records import migrate
from dashboard.release.ledger import draft_of
from tests.commands import ovtf
from tests.conftest import add_agencies

PARTS = ["settings", "files", "secrets", "record", "audit", "clock", "projection", "releases", "plugins", "disk"]


@pytest.fixture
def made(workspace):
    """A workspace with everything that a used one has: a projection, and a secret that the record needs."""
    context = Context.open(workspace)
    context.refresh()
    context.close()
    workspace.secret("import")
    with closing(sqlite3.connect(workspace.path / "records.db")) as raw, raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        row = ("A01", "hash", "", "digest", "{}", "OV-AAAA-2222", 1, "", "2026-11-02 08:30:00.000000")
        raw.execute("INSERT INTO agencies (code, name, created_at) VALUES ('A01', 'One', ?)", row[-1:])
        columns = "agency, ref_hash, folded_hash, row_digest, elements, case_key, version, batch, at"
        raw.execute(f"INSERT INTO imports ({columns}) VALUES ({', '.join('?' * len(row))})", row)
    return workspace


def wrong(workspace):
    """Return what has to be done, by part."""
    return {finding.part: finding for finding in health.every(workspace.path) if finding.do}


def test_a_new_workspace_is_well_in_every_part(workspace):
    Context.open(workspace).close()
    said = ovtf("check", "-w", str(workspace.path)).stdout.splitlines()
    assert [line.split(":")[0] for line in said] == [f"✓ {part}" for part in PARTS]


def test_what_is_wrong_is_said_with_what_to_do(made):
    assert "record" in wrong(made)  # the row refers to a case that is not there
    (made.path / "secrets" / "import").unlink()
    (made.path / "config.toml").chmod(0o644)
    (made.path / "projection.duckdb").write_bytes(b"no database")
    config = (made.path / "config.toml").read_text("utf-8")
    hours = "[hours]\nmhpss.thougths = 24\nmhpss.thoughts = 999\n"
    (made.path / "config.toml").write_text(config.replace("[hours]", hours, 1), "utf-8")
    found = wrong(made)
    assert found.keys() == {"files", "secrets", "record", "projection", "hours"}
    assert "config.toml" in found["files"].found and "import" in found["secrets"].found
    assert "ovtf projection rebuild" in found["projection"].do
    refused = ovtf("check", "-w", str(made.path), code=1).stdout
    assert "Did you mean 'mhpss.thoughts'?" in refused and "is longer than the area's 72" in refused


def everything(folder):
    """Return each file with what it holds, but for those that SQLite has beside an open record."""
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def test_a_check_changes_nothing_and_sees_that_heads_and_key_are_gone(workspace):
    with closing(Context.open(workspace)) as context:
        add_agencies(context)
    for lost in ("heads.jsonl", "secrets/audit", "made/heads", "made/audit"):
        (workspace.path / lost).unlink()
    draft_of(workspace.releases).write_bytes(b"half a release")
    draft_of(workspace.releases).chmod(0o600)
    (workspace.path / "releases.duckdb.lock").touch(0o600)
    before = everything(workspace.path)
    for _again in range(2):
        found = wrong(workspace)
        assert found.keys() == {"secrets", "audit", "releases"}
        assert "'audit' is missing" in found["secrets"].found and "stopped half-way" in found["releases"].found
    assert everything(workspace.path) == before


def test_missing_heads_are_a_finding_with_a_command_that_works_from_anywhere(workspace):
    with closing(Context.open(workspace)) as context:
        add_agencies(context)
    (workspace.path / "heads.jsonl").unlink()
    for _again in range(2):
        assert "heads.jsonl is missing" in wrong(workspace)["audit"].found
        assert f"ovtf audit verify --head FILE -w {workspace.path}" in wrong(workspace)["audit"].do
    with closing(sqlite3.connect(workspace.path / "records.db")) as raw, raw:
        raw.execute("DROP TRIGGER audit_no_delete")
        raw.execute("DELETE FROM audit WHERE n = 1")
    said = [finding.found for finding in health.every(workspace.path) if finding.part == "audit"]
    assert "heads.jsonl is missing" in said[0] and said[1].startswith("Line 1 of the log is missing.")


@pytest.mark.parametrize(
    "name", ["records.db-wal", "heads.jsonl", "backups/records.db", "logs/dashboard.log", "made/heads", "releases.duckdb.new",
     "secrets"],
)  # fmt: skip
def test_whatever_others_can_open_is_found(workspace, name):
    with closing(Context.open(workspace)) as context:
        add_agencies(context)  # an empty log of the record is made private by SQLite
        path = workspace.path / name
        path.touch(0o600)
        path.chmod(0o755 if path.is_dir() else 0o640)
        found = wrong(workspace)["files"]
    assert f"ws/{name}" in found.found and found.do.endswith(f"chmod -R go= {workspace.path}")


def test_a_damaged_page_of_the_record_is_found(made):
    path = made.path / "records.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'submissions'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(content)
    assert "damaged" in wrong(made)["record"].found


def test_a_record_of_an_older_version_is_said_to_be_one_and_not_changed(made, monkeypatch):
    monkeypatch.setattr(migrate, "NEWEST", "9999_later")
    assert "an older version wrote it" in wrong(made)["record"].found


def test_an_entry_of_a_telephone_needs_the_secret_by_which_it_is_known_again(workspace):
    Context.open(workspace).close()
    assert "secrets" not in wrong(workspace)
    with closing(sqlite3.connect(workspace.path / "records.db")) as raw, raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        row = ("A01", "hash", "digest", "none", "2026-11-02 08:30:00.000000", "nobody")
        raw.execute(
            "INSERT INTO brought_entries (agency, instance_hash, digest, submission_id, at, by) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
    assert "'import' is missing" in wrong(workspace)["secrets"].found
