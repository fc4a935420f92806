from datetime import datetime

import pytest
from sqlalchemy.exc import DBAPIError

from dashboard.contract import Case
from dashboard.records import Records, imports


def test_a_row_that_came_in_is_known_to_its_agency_alone(records: Records, case: Case, t0: datetime) -> None:
    with records.write() as tx:
        imports.add(tx, "A01", "ref-1", "digest-1", case.key, t0)
        imports.add(tx, "A01", "ref-2", "digest-2", case.key, t0)
        imports.add(tx, "A02", "ref-1", "digest-3", case.key, t0)
    with records.read() as tx:
        assert imports.known(tx, "A01", ["ref-1", "ref-9"]) == {"ref-1": "digest-1"}
        assert imports.known(tx, "A02", ["ref-1", "ref-2"]) == {"ref-1": "digest-3"}
        assert imports.known(tx, "A01", []) == {}


def test_a_row_cannot_come_in_twice(records: Records, case: Case, t0: datetime) -> None:
    with pytest.raises(DBAPIError), records.write() as tx:
        imports.add(tx, "A01", "ref-1", "digest-1", case.key, t0)
        imports.add(tx, "A01", "ref-1", "digest-2", case.key, t0)
