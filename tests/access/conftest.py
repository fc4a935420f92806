"""Records of their own for tests that try many histories."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from dashboard.records import Records


@pytest.fixture(scope="session")
def make_records(tmp_path_factory: pytest.TempPathFactory, new_record: Path) -> Callable[[], Records]:
    """Return a maker of empty records."""
    folder = tmp_path_factory.mktemp("many")

    def fresh() -> Records:
        path = folder / f"{uuid4()}.db"
        path.write_bytes(new_record.read_bytes())
        return Records.open(f"sqlite:///{path}")

    return fresh
