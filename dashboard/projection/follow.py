"""Following the record: from its change sequence to rows, in one transaction with the watermark."""

from collections.abc import Iterable
from functools import lru_cache

import duckdb

from dashboard.contract import Case
from dashboard.errors import FormError
from dashboard.forms import Form
from dashboard.projection import anew
from dashboard.projection.relations import CORE, EVENTS, KEYS, FormRelation, relations, views
from dashboard.projection.rows import Row, case_row, event_row
from dashboard.projection.writing import insert, transaction
from dashboard.records import Records, Tx, cases, changes, submissions
from dashboard.records.changes import Change

SCHEMA = 4
"""Raise it when rows are made in another way; another set of columns or relations is noticed by itself."""
INTAKE = ("core", "intake")
"""The form whose answers are core.cases."""
MANY = 20_000
"""Changes beyond this are taken in by making the relations anew."""


class Follower:
    """Keeps the relations of one DuckDB connection in step with a record."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, live: list[tuple[str, Form]]) -> None:
        self._db, self._live = connection, live
        self.relations: dict[tuple[str, str], FormRelation] = {}
        self._shape = ""
        self._mark = self._stored_mark()

    def follow(self, records: Records) -> int:
        """Apply the changes after the watermark; return how many there were."""
        with records.read() as tx:
            newest = changes.last(tx)
            if self._mark is not None and newest == self._mark and self.relations:
                return 0
            self._learn(tx)
            new = changes.since(tx, self._mark or 0, MANY + 1)
            if self._mark is None or newest < self._mark or len(new) > MANY or self._shape != self._stored_shape():
                self._make_anew(tx, newest)
            elif new:
                self._apply(tx, new, newest)
            return len(new)

    def rebuild(self, records: Records) -> None:
        """Make every relation anew."""
        with records.read() as tx:
            self._learn(tx)
            self._make_anew(tx, changes.last(tx))

    def _learn(self, tx: Tx) -> None:
        """Find the relations of all forms over all versions, the declared ones first."""
        declared = [
            (each.area, form)
            for each in submissions.declarations(tx)
            if (form := read_declared(each.source, each.form))
        ]
        found = relations([*declared, *self._live])
        self.relations = {key: each for key, each in found.items() if key != INTAKE}
        columns = sorted((key, relation.columns) for key, relation in self.relations.items())
        self._shape = f"{SCHEMA}:{CORE}:{columns}:{sorted(views(self.relations))}"

    def _stored_mark(self) -> int | None:
        self._db.execute("CREATE SCHEMA IF NOT EXISTS core")
        self._db.execute("CREATE TABLE IF NOT EXISTS core.watermark (seq BIGINT, shape VARCHAR)")
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
            self._set_mark(cursor, newest)
        self._mark = newest

    def _apply(self, tx: Tx, new: list[Change], newest: int) -> None:
        with transaction(self._db) as cursor:
            refs = _grouped(new)
            _put(cursor, "cases", (case_row(case) for ref in refs["case"] if (case := cases.get(tx, ref))))
            for kind, name in EVENTS.items():
                found = [event for ref in refs[kind] if (event := anew.ROOMS[kind].get(tx, ref))]
                _put(cursor, name, (event_row(name, each, _case(tx, each.case_key).agency) for each in found))
            for ref in refs["submission"]:
                self._put_submission(cursor, tx, ref)
            self._set_mark(cursor, newest)
        self._mark = newest

    def _put_submission(self, cursor: duckdb.DuckDBPyConnection, tx: Tx, ref: str) -> None:
        sent = submissions.get(tx, ref)
        if sent is None or (sent.area, sent.form) not in self.relations:
            return
        for each in self.relations.values():
            if (each.area, each.form) == (sent.area, sent.form):
                cursor.execute(f"DELETE FROM {each.name} WHERE submission_id = ?", [ref])
                if sent.supersedes:
                    earlier = f"UPDATE {each.name} SET superseded = true WHERE submission_id = ?"
                    cursor.execute(earlier, [sent.supersedes])
        agencies = {sent.case_key: _case(tx, sent.case_key).agency}
        anew.put_submissions(cursor, self.relations, [sent], agencies, set())


def _put(cursor: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Row]) -> None:
    """Replace rows of a core relation by their key."""
    found = list(rows)
    if not found:
        return
    cursor.execute(
        f"DELETE FROM core.{name} WHERE list_contains(?::VARCHAR[], {KEYS[name]})", [[row[KEYS[name]] for row in found]]
    )
    insert(cursor, f"core.{name}", CORE[name], found)


@lru_cache(maxsize=256)
def read_declared(source: str, name: str) -> Form | None:
    """Return a declared form; a save asks for all of them again, and reading one takes tens of milliseconds."""
    try:
        return Form.from_text(source, name=name)
    except FormError:
        return None  # an older version's form that this version cannot read keeps its answers in the record


def _case(tx: Tx, key: str) -> Case:
    case = cases.get(tx, key)
    assert case is not None, "the record's foreign keys hold"
    return case


def _grouped(new: Iterable[Change]) -> dict[str, list[str]]:
    """Return the distinct references by kind, in their order."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in ("case", *EVENTS, "submission", "form")}
    for change in new:
        found.setdefault(change.kind, {})[change.ref] = None
    return {kind: list(refs) for kind, refs in found.items()}
