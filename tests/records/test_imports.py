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
        digests = {ref_hash: known.row_digest for ref_hash, known in imports.known_rows(tx, "A01").items()}
        assert digests == {"ref-1": "digest-1", "ref-2": "digest-2"}
        assert imports.known_rows(tx, "A02")["ref-1"].row_digest == "digest-3"
        assert imports.known_rows(tx, "A03") == {}


def test_a_row_cannot_come_in_twice(records: Records, case: Case, t0: datetime) -> None:
    with pytest.raises(DBAPIError), records.write() as tx:
        imports.add(tx, "A01", "ref-1", "digest-1", case.key, t0)
        imports.add(tx, "A01", "ref-1", "digest-2", case.key, t0)
