"""One bite of an import: its cases with everything that is on record with them, written at once."""

from collections.abc import Mapping
from typing import Any

import duckdb

from dashboard.projection import anew
from dashboard.projection.relations import EVENTS, FormRelation
from dashboard.projection.rows import case_row, event_row
from dashboard.projection.writing import put
from dashboard.records import Tx, cases, consents, imports, risk, submissions

STORES: Mapping[str, Any] = {"risk": risk, "consent": consents}
"""By kind of change, what comes in with a case; whatever was written later has changes of its own."""


def put_imported(
    cursor: duckdb.DuckDBPyConnection, tx: Tx, relations: Mapping[tuple[str, str], FormRelation], places: str
) -> None:
    """Write the cases of these places ("1-250") as they stand now; it does no harm to write them twice."""
    keys = imports.keys_between(tx, *map(int, places.split("-")))
    current = cases.several(tx, keys)
    agencies = {case.key: case.agency for case in current}
    put(cursor, "cases", map(case_row, current))
    for kind, store in STORES.items():
        events = store.of_cases(tx, keys)
        put(cursor, EVENTS[kind], (event_row(EVENTS[kind], event, agencies[event.case_key]) for event in events))
    sent = [each for of_case in submissions.for_cases(tx, keys).values() for each in of_case]
    for relation in relations.values():
        if any((each.area, each.form) == (relation.area, relation.form) for each in sent):
            cursor.execute(f"DELETE FROM {relation.name} WHERE list_contains(?::VARCHAR[], case_key)", [keys])
    replaced = {each.supersedes for each in sent if each.supersedes}
    anew.put_submissions(cursor, relations, sent, agencies, replaced)
