"""Making every relation anew from the record."""

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from dashboard.projection import pending
from dashboard.projection.relations import CORE, EVENTS, FormRelation, views
from dashboard.projection.rows import case_row, event_row, submission_rows
from dashboard.projection.writing import create, insert
from dashboard.records import Tx, cases, checklists, consents, overrides, reviews, risk, submissions
from dashboard.records.submissions import Submission

Relations = Mapping[tuple[str, str], FormRelation]
PAGE = 5000
EVENT_STORES: Mapping[str, Any] = {
    "risk": risk,
    "item": checklists,
    "consent": consents,
    "override": overrides,
    "review": reviews,
}
"""By kind of change, the module of records/ that reads its events: get(tx, id), every(tx)."""


def fill(cursor: duckdb.DuckDBPyConnection, tx: Tx, relations: Relations) -> None:
    """Drop every relation, make it anew and fill it from the record, inside the caller's transaction."""
    _make_tables(cursor, relations)
    agencies = _fill_core(cursor, tx)
    replaced = submissions.superseded(tx)
    last_seq = 0
    while page := submissions.every(tx, last_seq, PAGE):
        put_submissions(cursor, relations, [submission for _seq, submission in page], agencies, replaced)
        last_seq = page[-1][0]


def _make_tables(cursor: duckdb.DuckDBPyConnection, relations: Relations) -> None:
    # Views first, for they read the tables. The watermark stays: whoever calls sets it in the same transaction.
    existing = "SELECT table_schema, table_name, table_type = 'VIEW' FROM information_schema.tables ORDER BY 3 DESC"
    for schema, table, is_view in cursor.execute(existing).fetchall():
        if f"{schema}.{table}" not in ("core.watermark", pending.TABLE):
            cursor.execute(f'DROP {"VIEW" if is_view else "TABLE"} "{schema}"."{table}"')
    for name, columns in CORE.items():
        create(cursor, f"core.{name}", columns)
    for relation in relations.values():
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{relation.area}"')
        create(cursor, relation.name, relation.fixed | relation.columns)
    for statement in views(relations).values():
        cursor.execute(statement)


def _fill_core(cursor: duckdb.DuckDBPyConnection, tx: Tx) -> dict[str, str]:
    """Fill the core relations; return the agency of each case by its key."""
    agencies: dict[str, str] = {}
    last_key = ""
    while page := cases.every(tx, last_key, PAGE):
        agencies |= {case.key: case.agency for case in page}
        insert(cursor, "core.cases", CORE["cases"], map(case_row, page))
        last_key = page[-1].key
    for kind, name in EVENTS.items():
        rows = (event_row(name, event, agencies[event.case_key]) for event in EVENT_STORES[kind].every(tx))
        insert(cursor, f"core.{name}", CORE[name], rows)
    return agencies


def put_submissions(
    cursor: duckdb.DuckDBPyConnection,
    relations: Relations,
    page: Iterable[Submission],
    agencies: Mapping[str, str],
    replaced: set[str],
) -> None:
    """Insert submissions into the relations of their forms; a submission of a form without a relation is passed over.

    `agencies` are by case, `replaced` are the ids of submissions that a later one replaces.
    """
    by_form: dict[tuple[str, str], list[Submission]] = {}
    for submission in page:
        by_form.setdefault((submission.area, submission.form), []).append(submission)
    for relation in relations.values():
        rows = (
            row
            for submission in by_form.get((relation.area, relation.form), ())
            for row in submission_rows(submission, agencies[submission.case_key], relation, submission.id in replaced)
        )
        insert(cursor, relation.name, relation.fixed | relation.columns, rows)
