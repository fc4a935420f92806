"""An empty record with two agencies, and makers of the values that go into it.

Set OVTF_TEST_DATABASE to the address of an empty PostgreSQL database that may be wiped to run these tests there.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine

from dashboard.casework.intake import new_case
from dashboard.contract import Case
from dashboard.contract.elements import EXAMPLE
from dashboard.records import Records, agencies, cases
from dashboard.records.agencies import Agency

T0 = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    url = os.environ.get("OVTF_TEST_DATABASE")
    if not url:
        return f"sqlite:///{tmp_path / 'records.db'}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url


@pytest.fixture
def records(database_url: str) -> Iterator[Records]:
    opened = Records.open(database_url)
    _add_agencies(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def make_records(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Records]:
    """Return a maker of fresh SQLite records with the same two agencies, for tests that try many histories."""
    folder = tmp_path_factory.mktemp("many")
    first = Records.open(f"sqlite:///{folder / 'template.db'}")
    _add_agencies(first)
    with first.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    first.close()

    def fresh() -> Records:
        path = folder / f"{uuid4()}.db"
        path.write_bytes((folder / "template.db").read_bytes())
        return Records.open(f"sqlite:///{path}")

    return fresh


def _add_agencies(records: Records) -> None:
    with records.write() as tx:
        for code in ("A01", "A02"):
            agencies.add(tx, Agency(code=code, name=f"Agency {code}", created_at=T0))


@pytest.fixture
def sqlite_file(records: Records, tmp_path: Path) -> Path:
    """The file behind `records`, for tests of what SQLite itself holds."""
    if records.engine.dialect.name != "sqlite":
        pytest.skip("about SQLite")
    return tmp_path / "records.db"


@pytest.fixture(scope="session")
def t0() -> datetime:
    return T0


@pytest.fixture(scope="session")
def make_case() -> Callable[..., Case]:
    example = new_case(EXAMPLE, key="OV-AAAA-2222", agency="A01", case_manager="person-1", at=T0)
    return lambda **changes: replace(example, **changes)


@pytest.fixture
def case(records: Records, make_case: Callable[..., Case]) -> Case:
    """A case that is on record."""
    new = make_case()
    with records.write() as tx:
        cases.add(tx, new, by="person-1", at=T0)
    return new
