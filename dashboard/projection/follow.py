"""Refreshing the projection: brings the typed relations up to the record.

The record numbers its changes. The watermark is the number up to which the relations are made; it is written in the same
transaction as the rows, so that after a crash either both are there or neither.
"""

from collections.abc import Iterable
from functools import lru_cache

import duckdb

from dashboard.contract import Case
from dashboard.errors import FormError
from dashboard.forms import Form
from dashboard.projection import anew, pending
from dashboard.projection.imported import put_imported
from dashboard.projection.relations import CORE, EVENTS, FormRelation, relations, views
from dashboard.projection.rows import case_row, event_row
from dashboard.projection.writing import put, transaction
from dashboard.records import Records, Tx, cases, changes, submissions
from dashboard.records.changes import Change

SCHEMA = 4
"""Raise it when rows are made in another way; another set of columns or relations is noticed by itself."""
INTAKE = ("core", "intake")
"""The form whose answers become the case itself, and so core.cases; it gets no relation of its own."""
MANY = 20_000
"""With more changes than this the relations are made anew, instead of change by change."""


class Follower:
    """Keeps the relations of one DuckDB connection up to date with a record."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, live: list[tuple[str, Form]]) -> None:
        self._db, self._live = connection, live
        self.relations: dict[tuple[str, str], FormRelation] = {}
        self._shape = ""
        self._mark = self._stored_mark()

    def follow(self, records: Records) -> int:
        """Apply the changes of the record after the watermark, the number of the last one applied; return how many.

        Rows that an import brought are put off (`follow_imports`): whoever saves a form meanwhile does not wait for them.
        """
        with records.read() as tx:
            newest = changes.last(tx)
            if self._mark is not None and newest == self._mark and self.relations:
                return 0
            self._learn(tx)
            new = changes.since(tx, self._mark or 0, MANY + 1)
            # Made anew also where the record is older than the relations (it was restored from a backup), and where a
            # form or this program has given the relations other columns.
            if self._mark is None or newest < self._mark or len(new) > MANY or self._shape != self._stored_shape():
                self._make_anew(tx, newest)
            elif new:
                self._apply(tx, new, newest)
            return len(new)

    def follow_imports(self, records: Records) -> bool:
        """Apply the next bite of what imports brought, after `follow`; return whether there was one."""
        if (waiting := pending.next_one(self._db)) is None:
            return False
        with records.read() as tx, transaction(self._db) as cursor:
            put_imported(cursor, tx, self.relations, waiting)
            pending.remove(cursor, waiting)
        return True

    def rebuild(self, records: Records) -> None:
        """Make every relation anew."""
        with records.read() as tx:
            self._learn(tx)
            self._make_anew(tx, changes.last(tx))

    def _learn(self, tx: Tx) -> None:
        """Work out the relations of all forms over all versions, and their shape, by which new columns are noticed.

        First the forms as they were declared in the record, also those of areas that are not installed, then those of
        the running areas, whose columns come on top.
        """
        declared = [
            (declaration.area, form)
            for declaration in submissions.declarations(tx)
            if (form := read_declared(declaration.source, declaration.form))
        ]
        by_key = relations([*declared, *self._live])
        self.relations = {key: relation for key, relation in by_key.items() if key != INTAKE}
        columns = sorted((key, relation.columns) for key, relation in self.relations.items())
        self._shape = f"{SCHEMA}:{CORE}:{columns}:{sorted(views(self.relations))}"

    def _stored_mark(self) -> int | None:
        self._db.execute("CREATE SCHEMA IF NOT EXISTS core")
        self._db.execute("CREATE TABLE IF NOT EXISTS core.watermark (seq BIGINT, shape VARCHAR)")
        pending.create(self._db)
        row = self._db.execute("SELECT seq FROM core.watermark").fetchone()
        return int(row[0]) if row else None

    def _stored_shape(self) -> str:
        row = self._db.execute("SELECT shape FROM core.watermark").fetchone()
        return str(row[0]) if row else ""

    def _set_mark(self, cursor: duckdb.DuckDBPyConnection, newest: int) -> None:
        cursor.execute("DELETE FROM core.watermark")
        cursor.execute("INSERT INTO core.watermark VALUES (?, ?)", [newest, self._shape])

    def _make_anew(self, tx: Tx, newest: int) -> None:
        with transaction(self._db) as cursor:
            anew.fill(cursor, tx, self.relations)
            pending.clear(cursor)
            self._set_mark(cursor, newest)
        self._mark = newest

    def _apply(self, tx: Tx, new: list[Change], newest: int) -> None:
        """Write the rows of every changed case, event and submission anew, and move the watermark to `newest`."""
        with transaction(self._db) as cursor:
            refs = _grouped(new)  # the ids of what has changed, by kind of change
            put(cursor, "cases", (case_row(case) for ref in refs["case"] if (case := cases.get(tx, ref))))
            for kind, name in EVENTS.items():
                events = [event for ref in refs[kind] if (event := anew.EVENT_STORES[kind].get(tx, ref))]
                put(cursor, name, (event_row(name, event, _case(tx, event.case_key).agency) for event in events))
            for ref in refs["submission"]:
                self._put_submission(cursor, tx, ref)
            pending.add(cursor, refs["import"])
            self._set_mark(cursor, newest)
        self._mark = newest

    def _put_submission(self, cursor: duckdb.DuckDBPyConnection, tx: Tx, ref: str) -> None:
        """Write the rows of one submission anew, in the relation of its form and in those of the form's repeats."""
        submission = submissions.get(tx, ref)
        if submission is None or (submission.area, submission.form) not in self.relations:
            return
        for relation in self.relations.values():
            if (relation.area, relation.form) == (submission.area, submission.form):
                cursor.execute(f"DELETE FROM {relation.name} WHERE submission_id = ?", [ref])
                if submission.supersedes:
                    mark_replaced = f"UPDATE {relation.name} SET superseded = true WHERE submission_id = ?"
                    cursor.execute(mark_replaced, [submission.supersedes])
        agencies = {submission.case_key: _case(tx, submission.case_key).agency}
        anew.put_submissions(cursor, self.relations, [submission], agencies, set())


@lru_cache(maxsize=256)
def read_declared(source: str, name: str) -> Form | None:
    """Return a form as the record declares it, None when it cannot be read.

    Kept in memory: every save needs all declared forms, and reading one takes tens of milliseconds.
    """
    try:
        return Form.from_record(source, name=name)
    except FormError:
        return None  # an older version's form that this version cannot read keeps its answers in the record


def _case(tx: Tx, key: str) -> Case:
    case = cases.get(tx, key)
    assert case is not None, "the record's foreign keys hold"
    return case


def _grouped(new: Iterable[Change]) -> dict[str, list[str]]:
    """Return the references of changed entries by kind, each once, in the order of their first change."""
    by_kind: dict[str, dict[str, None]] = {kind: {} for kind in ("case", *EVENTS, "submission", "form", "import")}
    for change in new:
        by_kind.setdefault(change.kind, {})[change.ref] = None  # a dict keeps the order, which a set would not
    return {kind: list(refs) for kind, refs in by_kind.items()}
