"""An answer of every kind that has a column comes out of DuckDB as it was written."""

from datetime import UTC, date, datetime

import duckdb
import pytest

from dashboard.forms import KINDS
from dashboard.projection.relations import TYPES, FormRelation
from dashboard.projection.rows import submission_rows
from dashboard.projection.writing import create, insert
from dashboard.records.submissions import Submission

STORED = {
    "integer": (3, 3),
    "decimal": (2, 2.0),
    "date": ("2026-03-04", date(2026, 3, 4)),
    "datetime": ("2026-03-04T05:06:07+03:00", datetime(2026, 3, 4, 2, 6, 7)),
    "select_one": ("food", "food"),
    "select_multiple": (["food", "school"], ["food", "school"]),
    "acknowledge": (True, True),
    "calculate": ("12", "12"),
    "hidden": ("case", "case"),
}
TEXTUAL = {"select_one", "calculate", "hidden"}


def kept(kind: str, stored: object):
    """Return what DuckDB holds of a stored answer."""
    relation = FormRelation("area", "form", columns={"asked": TYPES[kind]}, sources={"asked": ("asked", kind)})
    sent = Submission(
        id="1",
        case_key="case",
        area="area",
        form="form",
        form_version="1",
        answers={"asked": stored},
        at=datetime(2026, 3, 4, tzinfo=UTC),
        by="amal",
    )
    columns = relation.fixed | relation.columns
    with duckdb.connect() as connection:
        create(connection, "answers", columns)
        insert(connection, "answers", columns, submission_rows(sent, "agency", relation, False))
        ((value,),) = connection.execute("SELECT asked FROM answers").fetchall()
    return value


def test_every_kind_with_a_column_is_tried():
    assert set(STORED) == {name for name, kind in KINDS.items() if kind.column} == set(TYPES)


@pytest.mark.parametrize("kind", STORED)
def test_an_answer_comes_out_as_it_was_written(kind):
    stored, expected = STORED[kind]
    assert kept(kind, stored) == expected


@pytest.mark.parametrize("kind", STORED)
def test_an_answer_that_does_not_fit_its_column_is_left_out(kind):
    assert kept(kind, [1] if kind in TEXTUAL else "no") is None
