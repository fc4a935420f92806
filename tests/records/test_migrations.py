import re
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from dashboard.errors import RecordError
from dashboard.records import Records, migrate
from dashboard.records.migrate import NEWEST
from dashboard.records.tables import APPEND_ONLY, metadata


def test_the_migrations_make_exactly_the_tables_of_the_code(records: Records) -> None:
    with records.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_checks_that_comparing_misses_are_made_too(records: Records) -> None:
    def unique(name: str) -> set[tuple[Any, ...]]:
        inspector = inspect(records.engine)
        found = [each["column_names"] for each in inspector.get_unique_constraints(name)]
        found += [each["column_names"] for each in inspector.get_indexes(name) if each["unique"]]
        return {tuple(each) for each in found}

    assert unique("drafts") == {("person", "case_key", "area", "form", "base")}
    assert unique("case_versions") == {("case_key", "version")}
    assert unique("submissions") == unique("risk_decisions") == unique("checklist_events") == {("id",)}
    assert unique("agency_reports") == {("agency", "quarter")}
    assert unique("people") == {("username",)}


def test_the_newest_migration_is_the_last_there_is() -> None:
    assert ScriptDirectory(str(migrate.HERE)).get_current_head() == NEWEST


@pytest.mark.usefixtures("sqlite_file")
def test_a_second_opening_changes_nothing(records: Records, database_url: str) -> None:
    def shape() -> list[Any]:
        with records.read() as tx:
            return list(tx.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name"))

    before = shape()
    Records.open(database_url).close()
    assert shape() == before
    with records.read() as tx:
        assert MigrationContext.configure(tx).get_current_revision() == NEWEST


@pytest.mark.usefixtures("sqlite_file")
def test_a_record_of_a_newer_version_is_refused_with_a_sentence_and_left_alone(
    records: Records, database_url: str
) -> None:
    with records.engine.begin() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match="A newer version of the dashboard has written this record"):
        Records.open(database_url)
    with records.read() as tx:
        assert MigrationContext.configure(tx).get_current_revision() == "9999"


@pytest.mark.usefixtures("sqlite_file")
def test_every_append_only_table_has_its_two_triggers(records: Records) -> None:
    with records.read() as tx:
        names = tx.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    assert set(names) == {f"{table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")}


def test_no_migration_depends_on_the_tables_of_today() -> None:
    for path in (migrate.HERE / "versions").glob("*.py"):
        assert not re.search(r"dashboard\.records\.tables|create_all", path.read_text("utf-8")), path.name
