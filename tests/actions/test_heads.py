"""Heads of the audit: noted at a release, once a day and on request; what is wrong is said with the day."""

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.access import operator
from dashboard.actions import heads
from dashboard.actions.administration import audit, people
from dashboard.actions.context import Context
from dashboard.actions.taskforce import releases
from dashboard.errors import WorkspaceError
from dashboard.i18n.dates import local
from dashboard.records import heads as noted
from dashboard.records.audit_check import AuditCheck
from dashboard.records.heads import Head
from dashboard.records.sealing import unkeyed
from dashboard.workspace import Workspace
from tests.conftest import ADMIN
from tests.reported import report

ADMINISTRATOR = operator()


def tamper(context, *statements: str) -> None:
    with sqlite3.connect(context.workspace.path / "records.db", isolation_level=None) as raw:
        for verb in ("update", "delete"):
            raw.execute(f"DROP TRIGGER audit_no_{verb}")
        for statement in statements:
            raw.execute(statement)
    raw.close()


def add_people(context, count=3) -> None:
    for number in range(count):
        people.add_person(context, ADMIN, username=f"rana{number}", name="Rana", role="coordinator")


def said(context, *kept) -> str:
    return audit.in_words(audit.verify(context, ADMINISTRATOR, kept))


def test_a_cut_end_is_said_with_its_days(context):
    add_people(context)
    head = audit.note_head(context, ADMINISTRATOR)
    assert said(context).startswith("The log is whole: 5 lines.")
    day = local(datetime.fromisoformat(head.at)).date()
    tamper(context, "DELETE FROM audit WHERE n > 3")
    assert (
        f"The end of the log is missing: it goes to line 3 now, and a later line was noted. What it says from {day}"
        in (said(context))
    )
    (context.workspace.path / "heads.jsonl").write_text("")
    assert said(context).startswith("The log is whole"), "who can write in the workspace can hide it there"
    assert said(context, noted.parse(str(head))).startswith("The end of the log is missing"), "and not on paper"


def test_a_head_is_noted_once_a_day(context):
    add_people(context, 1)
    for _time in range(3):
        heads.note_daily(context)
    assert len(noted.read(heads.path(context))) == 1
    tomorrow = context.now() + timedelta(days=1)
    context.now = lambda: tomorrow
    heads.note_daily(context)
    assert len(noted.read(heads.path(context))) == 2


@pytest.mark.parametrize("content", [b"broken", b'{"n": 1', b"\xff\xfe"])
def test_a_damaged_file_of_heads_stops_the_check_with_a_sentence_and_nobody_s_sign_in(context, content):
    heads.path(context).write_bytes(content)
    heads.note_daily(context)
    with pytest.raises(Exception, match="This is no head of an audit"):
        audit.verify(context, ADMINISTRATOR)


def test_a_workspace_of_before_is_sealed_once_when_it_is_opened(context):
    with context.records.read() as tx:
        lines = tx.exec_driver_sql("SELECT * FROM audit ORDER BY n").mappings().all()
    statements, prev = [], "0" * 64
    for line in lines:  # as version 0.1 wrote them
        rest = {name: value for name, value in line.items() if name != "hash"} | {"prev": prev}
        statements.append(f"UPDATE audit SET prev = '{prev}', hash = '{(prev := unkeyed(rest))}' WHERE n = {line['n']}")
    tamper(context, *statements)
    heads.path(context).unlink()
    (context.workspace.path / "made" / "heads").unlink()
    for _time in range(2):
        again = Context.open(Workspace.open(context.workspace.path))
        assert said(again).startswith(f"The log is whole: {len(lines) + 1} lines.")
        again.close()
    assert audit.entries(context, ADMINISTRATOR, limit=1)[0].action == "audit.keyed"
    with sqlite3.connect(context.workspace.path / "records.db") as raw:
        raw.execute(f"DELETE FROM audit WHERE n > {len(lines)}")
    assert "The end of the log is missing" in said(context), "the seal was taken away"


@pytest.mark.parametrize("marks", ["there", "gone too"])
def test_a_missing_file_of_heads_is_never_begun_anew_without_a_word(context, marks):
    add_people(context)
    heads.path(context).unlink()
    if marks == "gone too":
        (context.workspace.path / "made" / "heads").unlink()
    again = Context.open(Workspace.open(context.workspace.path))
    again.close()
    assert audit.entries(context, ADMINISTRATOR, limit=1)[0].action == "audit.heads_missing"
    assert heads.path(context).exists()


@pytest.mark.parametrize("marks", ["there", "gone too"])
def test_without_the_key_of_the_audit_nothing_starts_and_it_says_what_to_restore(context, marks):
    shutil.rmtree(context.workspace.path / "secrets")
    if marks == "gone too":
        shutil.rmtree(context.workspace.path / "made")
    with pytest.raises(WorkspaceError, match=r"'audit' is missing.*restore the folder secrets/"):
        Context.open(Workspace.open(context.workspace.path))
    assert not (context.workspace.path / "secrets").exists()


def test_a_forged_time_does_not_hide_what_is_wrong(context):
    add_people(context, 1)
    tamper(context, "UPDATE audit SET at = 'someday', detail = 'x' WHERE n = 1")
    assert said(context).startswith("Line 1 of the log is not as it was written. All that it says is in doubt.")
    assert audit.in_words(
        AuditCheck(rows=1, head=Head(n=1, at="", hash=""), fault="changed", broken_at=1, since="someday")
    )


def test_the_key_is_private_and_not_in_the_record(context):
    add_people(context, 1)
    path = context.workspace.path / "secrets" / "audit"
    assert path.stat().st_mode & 0o777 == 0o600
    for file in context.workspace.path.glob("records.db*"):
        assert path.read_bytes() not in file.read_bytes()


def test_a_release_notes_the_head_that_says_it_was_published(context, monkeypatch):
    now = datetime(2031, 2, 1, tzinfo=UTC)
    monkeypatch.setattr(type(context), "now", lambda _context: now)
    report(context, "2030-Y")
    releases.build(context, ADMIN, "2030-Y")
    head = noted.read(heads.path(context))[-1]
    newest = audit.entries(context, ADMINISTRATOR, limit=1)[0]
    assert (newest.action, newest.n, newest.hash) == ("release.build", head.n, head.hash)
