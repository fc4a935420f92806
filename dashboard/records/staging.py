"""The stage: rows of an import wait here in the form of their tables, and come in together in one short transaction.

Rows are staged and wiped in small transactions, so that nobody else waits for them. Nothing reads the stage but this module.
Each attempt to commit a plan stages rows of its own: of two at once, or after one that was killed, only one comes in.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, func, insert, literal, select, update

from dashboard.contract import Case
from dashboard.records.arrivals import Arrival, rows_of
from dashboard.records.cases import FIELDS, row
from dashboard.records.changes import note
from dashboard.records.engine import Tx
from dashboard.records.tables import STAGED, cases, imports, planned_rows, submissions
from dashboard.records.written import stored

BITE = 250
"""So many rows of imports are named by one change: what the projection reads in one bite."""
IDENTITY = frozenset({"key", "agency", "opened_at"})
"""What no file changes of a case that is there."""


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """A row of a plan: what it is (new, changed, conflict, asked), and what was read of the file (`incoming`, JSON text).

    `place` is given by the record.
    """

    kind: str
    ref_hash: str
    incoming: str
    place: int = 0


def keep_planned(tx: Tx, batch: str, rows: Sequence[PlannedRow]) -> None:
    """Keep rows of a plan."""
    if rows:
        tx.execute(insert(planned_rows), [stored(row, planned_rows) | {"batch": batch} for row in rows])


def planned(tx: Tx, batch: str, after: int = 0, limit: int = 400) -> list[PlannedRow]:
    """Return the next rows of a plan after a place."""
    query = select(planned_rows).where(planned_rows.c.batch == batch, planned_rows.c.n > after)
    rows = tx.execute(query.order_by(planned_rows.c.n).limit(limit))
    return [PlannedRow(kind=row.kind, ref_hash=row.ref_hash, incoming=row.incoming, place=row.n) for row in rows]


def put(tx: Tx, batch: str, attempt: str, arrivals: Sequence[Arrival], by: str, at: datetime) -> None:
    """Let what comes in wait for an attempt to commit a batch."""
    for table, waiting in rows_of(arrivals, by, at).items():
        if waiting:
            tx.execute(insert(STAGED[table]), [{**each, "batch": batch, "attempt": attempt} for each in waiting])


def amend_cases(tx: Tx, corrected: Sequence[Case]) -> None:
    """Write cases as a file changes them; nobody may have written anything of them since they were read (`changes.touched`)."""
    if not corrected:
        return
    changing = [name for name in FIELDS if name not in IDENTITY]
    statement = update(cases).where(cases.c.key == bindparam("of_key"))
    values = [{"of_key": case.key} | {f"new_{name}": row(case)[name] for name in changing} for case in corrected]
    tx.execute(statement.values({name: bindparam(f"new_{name}") for name in changing}), values)


def bring_in(tx: Tx, attempt: str) -> None:
    """Let every staged row of an attempt come in."""
    with _much_memory(tx):
        for table in STAGED:
            _bring_in(tx, attempt, table)


@contextmanager
def _much_memory(tx: Tx) -> Iterator[None]:
    """Let SQLite keep 64 MB of pages meanwhile, not 2: everybody waits while it writes pages out and reads them again."""
    if tx.dialect.name != "sqlite":
        yield
        return
    usual = tx.exec_driver_sql("PRAGMA cache_size").scalar_one()
    tx.exec_driver_sql("PRAGMA cache_size=-65536")
    yield
    tx.exec_driver_sql(f"PRAGMA cache_size={usual}")


def _bring_in(tx: Tx, attempt: str, table: Table) -> None:
    waiting = STAGED[table]
    names = [column.name for column in table.c if column.name in waiting.c]
    values: list[ColumnElement[Any]] = [waiting.c[name] for name in names]
    if "number" in table.c:  # the place in the order of writing, as written.place gives it
        names.append("number")
        newest = tx.execute(select(func.coalesce(2 * func.max(submissions.c.seq), 0) + 1)).scalar_one()
        values.append(literal(newest))
    query = select(*values).where(waiting.c.attempt == attempt).order_by(waiting.c.n)
    tx.execute(insert(table).from_select(names, query))


def note_imports(tx: Tx, after: int) -> None:
    """Append changes for all rows of imports after a place: one for many cases, so that the switch is short."""
    newest = last_import(tx)
    for first in range(after + 1, newest + 1, BITE):
        note(tx, "import", f"{first}-{min(first + BITE - 1, newest)}")


def last_import(tx: Tx) -> int:
    """Return the place of the newest row of imports, 0 when there is none."""
    return int(tx.execute(select(func.coalesce(func.max(imports.c.seq), 0))).scalar_one())


def count(tx: Tx, batch: str) -> int:
    """Return how many rows a plan has."""
    return int(tx.execute(select(func.count()).where(planned_rows.c.batch == batch)).scalar_one())


def wipe(tx: Tx, batch: str, limit: int) -> int:
    """Remove at most `limit` rows of a batch from each table of the stage; return how many there were."""
    return sum(_wipe(tx, table, table.c.batch == batch, limit) for table in (*STAGED.values(), planned_rows))


def wipe_attempt(tx: Tx, attempt: str, limit: int) -> int:
    """Remove at most `limit` rows of an attempt from each table; return how many there were."""
    return sum(_wipe(tx, table, table.c.attempt == attempt, limit) for table in STAGED.values())


def _wipe(tx: Tx, table: Table, condition: ColumnElement[bool], limit: int) -> int:
    some = select(table.c.n).where(condition).limit(limit)
    return tx.execute(delete(table).where(table.c.n.in_(some))).rowcount


def left_on_stage(tx: Tx) -> set[str]:
    """Return the batches that have rows on the stage."""
    found: set[str] = set()
    for table in (*STAGED.values(), planned_rows):
        found |= set(tx.execute(select(table.c.batch).distinct()).scalars())
    return found
