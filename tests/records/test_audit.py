import hmac
import json
import sqlite3
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from dashboard.records import Records, audit
from dashboard.records.audit import AuditEntry
from dashboard.records.audit_check import AuditCheck, verify
from dashboard.records.heads import Head
from dashboard.records.sealing import Key
from tests.tries import tries

COLUMNS = tuple(field.name for field in fields(AuditEntry))
LINES = 8
KEY = Key(b"a key that is not in the record..")


def fill(records: Records, t0: datetime, lines: int = LINES) -> None:
    for n in range(lines):
        with records.write() as tx:
            audit.append(
                tx,
                KEY,
                at=t0 + timedelta(seconds=n),
                actor=f"person{n % 3}",
                role="case_manager",
                agency="A01",
                action=("case.read", "form.submit")[n % 2],
                object=f"OV-{n}",
                detail={"n": n, "ناو": "é"},
            )


def check(records: Records, *heads: Head) -> AuditCheck:
    with records.read() as tx:
        return verify(tx, KEY, heads)


def tamper(records: Records, *statements: tuple[str, tuple[Any, ...]]) -> None:
    """Change the file behind the record's back, as someone with a database tool would."""
    path = records.engine.url.database
    assert path is not None
    with sqlite3.connect(path, isolation_level=None) as raw:
        for verb in ("update", "delete"):
            raw.execute(f"DROP TRIGGER IF EXISTS audit_no_{verb}")
        for sql, values in statements:
            raw.execute(sql, values)
    raw.close()


def test_an_empty_audit_holds(records: Records) -> None:
    assert check(records) == AuditCheck(rows=0, head=Head(n=0, at="", hash=audit.START))


def test_an_untouched_audit_holds(records: Records, t0: datetime) -> None:
    fill(records, t0)
    found = check(records)
    with records.read() as tx:
        newest = audit.entries(tx, limit=1)[0]
        assert audit.size(tx) == LINES
    assert found == AuditCheck(rows=LINES, head=Head(n=LINES, at=newest.at, hash=newest.hash))


def test_lines_are_listed_newest_first_by_person_and_action(records: Records, t0: datetime) -> None:
    fill(records, t0)
    with records.read() as tx:
        assert [each.n for each in audit.entries(tx, limit=3, offset=1)] == [7, 6, 5]
        assert [each.n for each in audit.entries(tx, limit=9, action="case.read")] == [7, 5, 3, 1]
        assert [each.n for each in audit.entries(tx, limit=9, actor="person0")] == [7, 4, 1]
        assert audit.entries(tx, limit=9, action="case.read", actor="person0")[0].object == "OV-6"


def test_a_line_written_while_only_reading_is_an_error(records: Records, t0: datetime) -> None:
    with pytest.raises(DBAPIError), records.read() as tx:
        audit.append(tx, KEY, at=t0, actor="a", role="r", agency="", action="x")
    assert check(records).rows == 0


values = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8),
    st.integers(-9, 99),
    st.binary(max_size=4),
)


@tries(80)
@given(n=st.integers(1, LINES), column=st.sampled_from([each for each in COLUMNS if each != "n"]), value=values)
def test_an_edited_field_is_found(
    n: int, column: str, value: object, make_records: Callable[[], Records], t0: datetime
) -> None:
    records = make_records()
    fill(records, t0)
    with records.read() as tx:
        before = tx.exec_driver_sql(f"SELECT {column} FROM audit WHERE n = {n}").scalar_one()
    tamper(records, (f"UPDATE audit SET {column} = ? WHERE n = ?", (value, n)))
    with records.read() as tx:
        after = tx.exec_driver_sql(f"SELECT {column} FROM audit WHERE n = {n}").scalar_one()
    found = check(records)
    records.close()
    assert found.ok == (before == after)
    assert found.broken_at == (None if found.ok else n)


def rehashed(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line with the hash that is right for it, as a forger who has the key would write it."""
    rest = {name: value for name, value in line.items() if name != "hash"}
    return rest | {"hash": KEY.seal(rest)}


def lines_of(records: Records) -> list[dict[str, Any]]:
    with records.read() as tx:
        return [dict(row._mapping) for row in tx.exec_driver_sql("SELECT * FROM audit ORDER BY n")]


def overwrite(records: Records, lines: list[dict[str, Any]]) -> None:
    marks = ", ".join("?" * len(COLUMNS))
    tamper(
        records,
        ("DELETE FROM audit", ()),
        *(
            (f"INSERT INTO audit ({', '.join(COLUMNS)}) VALUES ({marks})", tuple(line[name] for name in COLUMNS))
            for line in lines
        ),
    )


@pytest.mark.parametrize("n", range(1, LINES))
def test_an_edited_line_with_a_right_hash_of_its_own_is_found_at_the_next_one(
    make_records: Callable[[], Records], t0: datetime, n: int
) -> None:
    records = make_records()
    fill(records, t0)
    lines = lines_of(records)
    lines[n - 1] = rehashed(lines[n - 1] | {"actor": "someone else"})
    overwrite(records, lines)
    assert (check(records).ok, check(records).broken_at) == (False, n + 1)


def test_a_gap_in_the_numbers_is_found_even_when_every_later_line_was_chained_anew(
    make_records: Callable[[], Records], t0: datetime
) -> None:
    records = make_records()
    fill(records, t0)
    kept = [line for line in lines_of(records) if line["n"] != 4]
    for before, line in pairwise(kept[2:]):
        line |= rehashed(line | {"prev": before["hash"]})
    overwrite(records, kept)
    assert (check(records).ok, check(records).broken_at) == (False, 4)


@tries(25)
@given(n=st.integers(1, LINES - 1), more=st.integers(0, 2))
def test_removed_lines_are_found(n: int, more: int, make_records: Callable[[], Records], t0: datetime) -> None:
    records = make_records()
    fill(records, t0)
    last = min(n + more, LINES - 1)
    tamper(records, ("DELETE FROM audit WHERE n BETWEEN ? AND ?", (n, last)))
    found = check(records)
    records.close()
    assert (found.ok, found.broken_at, found.rows) == (False, n, LINES - (last - n + 1))


@tries(25)
@given(n=st.integers(1, LINES - 1))
def test_removed_lines_are_found_when_the_rest_is_numbered_anew(
    n: int, make_records: Callable[[], Records], t0: datetime
) -> None:
    records = make_records()
    fill(records, t0)
    tamper(
        records,
        ("DELETE FROM audit WHERE n = ?", (n,)),
        *(("UPDATE audit SET n = n - 1 WHERE n = ?", (later,)) for later in range(n + 1, LINES + 1)),
    )
    found = check(records)
    records.close()
    assert (found.ok, found.broken_at) == (False, n)


@tries(25)
@given(pair=st.tuples(st.integers(1, LINES), st.integers(1, LINES)).filter(lambda pair: pair[0] < pair[1]))
def test_lines_that_changed_places_are_found(
    pair: tuple[int, int], make_records: Callable[[], Records], t0: datetime
) -> None:
    records = make_records()
    fill(records, t0)
    one, other = pair
    tamper(records, *(("UPDATE audit SET n = ? WHERE n = ?", move) for move in ((99, one), (one, other), (other, 99))))
    found = check(records)
    records.close()
    assert (found.ok, found.broken_at) == (False, one)


@tries(25)
@given(n=st.integers(1, LINES), data=st.data())
def test_a_line_that_was_put_in_is_found(
    n: int, data: st.DataObject, make_records: Callable[[], Records], t0: datetime
) -> None:
    records = make_records()
    fill(records, t0)
    copied = data.draw(st.integers(1, LINES))
    with records.read() as tx:
        row = dict(tx.exec_driver_sql(f"SELECT * FROM audit WHERE n = {copied}").one()._mapping) | {"n": n}
    shift = [("UPDATE audit SET n = n + 1 WHERE n = ?", (later,)) for later in range(LINES, n - 1, -1)]
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    tamper(records, *shift, (f"INSERT INTO audit ({names}) VALUES ({marks})", tuple(row.values())))
    found = check(records)
    records.close()
    assert not found.ok
    assert found.broken_at in {n, n + 1}  # a copy of line n in its own place reads true; its twin after it does not


@pytest.mark.parametrize("gone", [1, 3, LINES])
def test_a_cut_off_end_is_found_against_a_head_that_was_noted(
    make_records: Callable[[], Records], t0: datetime, gone: int
) -> None:
    records = make_records()
    fill(records, t0)
    noted = check(records).head
    assert check(records, noted).ok
    tamper(records, ("DELETE FROM audit WHERE n > ?", (LINES - gone,)))
    assert check(records).ok, "a shorter chain is a true chain: only a noted head tells"
    found = check(records, noted)
    assert (found.ok, found.rows, found.broken_at) == (False, LINES - gone, LINES - gone + 1)


def test_a_noted_head_still_holds_after_more_lines(records: Records, t0: datetime) -> None:
    fill(records, t0)
    noted = check(records).head
    fill(records, t0, 3)
    assert check(records, noted).ok


def test_a_head_that_was_never_there_is_found(records: Records, t0: datetime) -> None:
    fill(records, t0)
    assert not check(records, Head(n=3, at=t0.isoformat(), hash="f" * 64)).ok


def test_an_audit_written_anew_from_the_start_is_found_against_a_noted_head(
    make_records: Callable[[], Records], t0: datetime
) -> None:
    records = make_records()
    fill(records, t0)
    noted = check(records).head
    tamper(records, ("DELETE FROM audit", ()))
    fill(records, t0 + timedelta(seconds=1))
    assert check(records).ok
    assert not check(records, noted).ok


def test_the_file_alone_tells_the_same_story_to_another_program(
    records: Records, sqlite_file: Path, t0: datetime
) -> None:
    """Recompute the chain as an auditor would, from the columns and the two sentences of the documentation."""
    fill(records, t0)
    prev = "0" * 64
    with sqlite3.connect(sqlite_file) as raw:
        raw.row_factory = sqlite3.Row
        for row in raw.execute("SELECT * FROM audit ORDER BY n"):
            line = {key: row[key] for key in row.keys() if key != "hash"}  # noqa: SIM118
            assert line["prev"] == prev
            prev = hmac.new(KEY.value, json.dumps(line, sort_keys=True).encode(), "sha256").hexdigest()
            assert row["hash"] == prev
