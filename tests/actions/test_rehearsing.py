"""A dry run and the plan look at acts and the calendar only: they say the same whatever the cases are."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from dashboard.access import operator
from dashboard.actions.context import Context
from dashboard.actions.taskforce import releases, reporting
from dashboard.errors import ReleaseError
from dashboard.records.tables import metadata
from dashboard.workspace import Workspace
from tests.commands import ovtf
from tests.reported import report

PERIOD = "2025-Y"
ACTS = {
    "agencies",
    "agency_places",
    "agency_reports",
    "agency_starts",
    "alembic_version",
    "api_tokens",
    "area_switches",
    "audit",
    "contributions",
    "contributor_keys",
    "people",
    "release_clearances",
    "release_corrections",
    "release_steps",
    "sessions",
    "targets",
}
"""What agencies and people have done, apart from any case. Every other table of the record may hold something of one."""
COMMANDS = (("plan",), ("build", "--period", PERIOD, "--dry-run"), ("reported", "--period", PERIOD))


def said(path: Path) -> list[str]:
    return [ovtf("release", *words, "-w", str(path)).stdout for words in COMMANDS]


def test_it_says_the_same_byte_for_byte_with_no_cases_and_with_poisoned_ones(context, person, open_case, tmp_path):
    amal = person("case_manager", "A01")
    report(context, PERIOD)
    context.now = lambda: datetime(2025, 5, 5, tzinfo=UTC)
    for place in ("IQ-AR", "IQ-SU"):
        open_case(amal, governorate=place, report_date=datetime(2025, 5, 4, tzinfo=UTC).date())
    context.records.close()
    path = context.workspace.path
    whole = said(path)
    assert "can be built; no case was looked at" in whole[1] and "2025-Q1" in whole[1]
    for change in ("DELETE FROM {table}", "DROP TABLE {table}"):
        copy = shutil.copytree(path, tmp_path / change.partition(" ")[0])
        with sqlite3.connect(copy / "records.db") as record:
            record.execute("PRAGMA foreign_keys=OFF")
            for (trigger,) in record.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                record.execute(f"DROP TRIGGER {trigger}")
            for table in metadata.tables.keys() - ACTS:
                record.execute(change.format(table=table))
        (copy / "projection.duckdb").write_bytes(b"no projection at all")
        assert said(copy) == whole
        assert (copy / "projection.duckdb").read_bytes() == b"no projection at all"
        assert not (copy / "building").exists()


@pytest.mark.parametrize("ask", ["plan", "rehearse", "refused", "reported"])
def test_no_table_of_cases_is_read(workspace: Workspace, ask: str) -> None:
    read: set[str] = set()

    def watch(connection: sqlite3.Connection, _record: object) -> None:
        def allow(action: int, table: str | None, *_more: object) -> int:
            if action == sqlite3.SQLITE_READ and table:
                read.add(table)
            return sqlite3.SQLITE_OK

        connection.set_authorizer(allow)

    context = Context.open(workspace, live=False)
    context.records.engine.dispose()  # new connections are watched from their first statement on
    event.listen(context.records.engine, "connect", watch)
    context.switch()
    _ask(context)[ask]()
    assert read and not {table for table in read if not table.startswith("sqlite_")} - ACTS, read
    context.close()


def _ask(context: Context) -> dict[str, Callable[[], object]]:
    def refused() -> None:
        with pytest.raises(ReleaseError, match="cannot be released yet"):
            releases.rehearse(context, operator(), "2099-Y")

    return {
        "plan": lambda: releases.plan(context, operator()),
        "rehearse": lambda: releases.rehearse(context, operator(), PERIOD),
        "refused": refused,
        "reported": lambda: reporting.expected(context, operator(), PERIOD),
    }
