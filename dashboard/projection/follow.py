"""Following the record: from its change sequence to rows, in one transaction with the watermark."""

from collections.abc import Iterable, Mapping

import duckdb
import pyarrow as pa

from dashboard.contract import Case
from dashboard.errors import FormError
from dashboard.forms import Form
from dashboard.projection.relations import CORE, FIXED, KEYS, FormRelation, relations
from dashboard.projection.rows import Row, case_row, item_row, risk_row, submission_row
from dashboard.records import Records, Tx, cases, changes, checklists, risk, submissions
from dashboard.records.changes import Change
from dashboard.records.submissions import Submission

SCHEMA = 1
MANY = 20_000
"""Changes beyond this are taken in by making the relations anew."""
_ARROW = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "BOOLEAN": pa.bool_(),
}


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

    # what there is to hold

    def _learn(self, tx: Tx) -> None:
        """Find the relations of all forms over all versions, the declared ones first."""
        declared = [
            (each.area, form) for each in submissions.declarations(tx) if (form := _read(each.source, each.form))
        ]
        found = relations([*declared, *self._live])
        self.relations = {key: each for key, each in found.items() if key[0] != "core"}
        self._shape = f"{SCHEMA}:" + repr(sorted((key, each.columns) for key, each in self.relations.items()))

    def _stored_mark(self) -> int | None:
        self._db.execute("CREATE SCHEMA IF NOT EXISTS core")
        self._db.execute("CREATE TABLE IF NOT EXISTS core.watermark (seq BIGINT, shape VARCHAR)")
        row = self._db.execute("SELECT seq FROM core.watermark").fetchone()
        return int(row[0]) if row else None

    def _stored_shape(self) -> str:
        row = self._db.execute("SELECT shape FROM core.watermark").fetchone()
        return str(row[0]) if row else ""

    # everything anew

    def _make_anew(self, tx: Tx, newest: int) -> None:
        cursor = self._db.cursor()
        cursor.execute("BEGIN")
        try:
            self._make_tables(cursor)
            agencies = self._fill_core(cursor, tx)
            self._fill_forms(cursor, tx, agencies)
            self._set_mark(cursor, newest)
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        self._mark = newest

    def _make_tables(self, cursor: duckdb.DuckDBPyConnection) -> None:
        old = cursor.execute("SELECT table_schema, table_name FROM information_schema.tables").fetchall()
        for schema, table in old:
            if table != "watermark":
                cursor.execute(f'DROP TABLE "{schema}"."{table}"')
        for name, columns in CORE.items():
            _create(cursor, f"core.{name}", columns)
        for relation in self.relations.values():
            cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{relation.area}"')
            _create(cursor, relation.name, {**FIXED, **relation.columns})

    def _fill_core(self, cursor: duckdb.DuckDBPyConnection, tx: Tx) -> dict[str, str]:
        agencies: dict[str, str] = {}
        last = ""
        while page := cases.every(tx, last, 5000):
            agencies |= {case.key: case.agency for case in page}
            _insert(cursor, "core.cases", CORE["cases"], map(case_row, page))
            last = page[-1].key
        _insert(
            cursor,
            "core.risk_decisions",
            CORE["risk_decisions"],
            (risk_row(each, agencies[each.case_key]) for each in risk.every(tx)),
        )
        _insert(
            cursor,
            "core.checklist_events",
            CORE["checklist_events"],
            (item_row(each, agencies[each.case_key]) for each in checklists.every(tx)),
        )
        return agencies

    def _fill_forms(self, cursor: duckdb.DuckDBPyConnection, tx: Tx, agencies: Mapping[str, str]) -> None:
        replaced, after = submissions.superseded(tx), 0
        while page := submissions.every(tx, after):
            by_form: dict[tuple[str, str], list[Submission]] = {}
            for _seq, sent in page:
                by_form.setdefault((sent.area, sent.form), []).append(sent)
            for key, sent_forms in by_form.items():
                self._insert_submissions(cursor, key, sent_forms, agencies, replaced)
            after = page[-1][0]

    def _insert_submissions(
        self,
        cursor: duckdb.DuckDBPyConnection,
        key: tuple[str, str],
        sent_forms: Iterable[Submission],
        agencies: Mapping[str, str],
        replaced: Iterable[str],
    ) -> None:
        relation = self.relations.get(key)
        if relation is None:
            return
        gone = set(replaced)
        rows = (submission_row(s, agencies[s.case_key], relation, s.id in gone) for s in sent_forms)
        _insert(cursor, relation.name, {**FIXED, **relation.columns}, rows)

    # only what changed

    def _apply(self, tx: Tx, new: list[Change], newest: int) -> None:
        cursor = self._db.cursor()
        cursor.execute("BEGIN")
        try:
            for kind, refs in _grouped(new).items():
                self._apply_kind(cursor, tx, kind, refs)
            self._set_mark(cursor, newest)
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        self._mark = newest

    def _apply_kind(self, cursor: duckdb.DuckDBPyConnection, tx: Tx, kind: str, refs: list[str]) -> None:
        if kind == "case":
            self._put(cursor, "cases", (case_row(case) for ref in refs if (case := cases.get(tx, ref))))
        elif kind == "risk":
            self._put(
                cursor,
                "risk_decisions",
                (risk_row(each, _case(tx, each.case_key).agency) for ref in refs if (each := risk.get(tx, ref))),
            )
        elif kind == "item":
            self._put(
                cursor,
                "checklist_events",
                (
                    item_row(event, _case(tx, event.case_key).agency)
                    for ref in refs
                    if (event := checklists.get(tx, ref))
                ),
            )
        elif kind == "submission":
            for ref in refs:
                self._put_submission(cursor, tx, ref)

    def _put(self, cursor: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Row]) -> None:
        found = list(rows)
        key = KEYS[name]
        cursor.execute(f"DELETE FROM core.{name} WHERE list_contains(?, {key})", [[row[key] for row in found]])
        _insert(cursor, f"core.{name}", CORE[name], found)

    def _put_submission(self, cursor: duckdb.DuckDBPyConnection, tx: Tx, ref: str) -> None:
        sent = submissions.get(tx, ref)
        relation = self.relations.get((sent.area, sent.form)) if sent else None
        if sent is None or relation is None:
            return
        cursor.execute(f"DELETE FROM {relation.name} WHERE submission_id = ?", [ref])
        if sent.supersedes:
            cursor.execute(f"UPDATE {relation.name} SET superseded = true WHERE submission_id = ?", [sent.supersedes])
        self._insert_submissions(
            cursor, (sent.area, sent.form), [sent], {sent.case_key: _case(tx, sent.case_key).agency}, ()
        )

    def _set_mark(self, cursor: duckdb.DuckDBPyConnection, newest: int) -> None:
        cursor.execute("DELETE FROM core.watermark")
        cursor.execute("INSERT INTO core.watermark VALUES (?, ?)", [newest, self._shape])


def _read(source: str, name: str) -> Form | None:
    try:
        return Form.from_markdown(source, name=name)
    except FormError:
        return None  # an older version's form that this version cannot read keeps its answers in the record


def _case(tx: Tx, key: str) -> Case:
    case = cases.get(tx, key)
    assert case is not None, "the record's foreign keys hold"
    return case


def _grouped(new: Iterable[Change]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for change in new:
        found.setdefault(change.kind, {})[change.ref] = None
    return {kind: list(refs) for kind, refs in found.items()}


def _create(cursor: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str]) -> None:
    cursor.execute(f"CREATE TABLE {name} ({', '.join(f'{_quoted(c)} {kind}' for c, kind in columns.items())})")


def _insert(cursor: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    found = list(rows)
    if not found:
        return
    table = pa.table({c: pa.array([row[c] for row in found], _ARROW[kind]) for c, kind in columns.items()})
    cursor.register("incoming", table)
    cursor.execute(f"INSERT INTO {name} SELECT * FROM incoming")
    cursor.unregister("incoming")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
