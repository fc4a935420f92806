"""What an import put down for its plan is gone once it was taken, dropped or a day old; nothing of a file stays beside it."""

from datetime import timedelta

from sqlalchemy import select

from dashboard.actions import tidying
from dashboard.actions.supervisor import imports
from dashboard.records.tables import STAGED, import_batches, metadata, planned_rows
from tests.actions.planned import planned, row


def rows(context):
    """Return how many rows each table of the stage has, those that have any."""
    with context.records.read() as tx:
        counts = {table.name: len(tx.execute(select(table)).all()) for table in (*STAGED.values(), planned_rows)}
    return {name: count for name, count in counts.items() if count}


def test_each_table_in_which_rows_wait_is_known_as_one() -> None:
    waiting = {name for name in metadata.tables if name.startswith(("staged_", "planned_"))}
    assert waiting == {table.name for table in (*STAGED.values(), planned_rows)}


def test_a_plan_that_nobody_took_is_gone_when_the_server_starts_a_day_later(context, person):
    """Without a next plan it stayed for ever: rows of survivors who may never have become cases."""
    sara = person("supervisor", "A01")
    batch, now = planned(context, sara, [row(2), row(3)]), context.now
    tidying.tidy(context)
    assert rows(context) == {"planned_rows": 2}
    context.now = lambda: now() + timedelta(days=1, minutes=1)
    tidying.tidy(context)
    assert rows(context) == {} and imports.planned(context, sara, batch).state == "dropped"


def test_what_stays_of_a_plan_that_was_taken_is_counts(context, person):
    sara = person("supervisor", "A01")
    imports.commit(context, sara, planned(context, sara, [row(2), row(3)]))
    with context.records.read() as tx:
        kept = repr(tx.execute(select(import_batches)).all())
    assert rows(context) == {} and "R-2" not in kept and "IQ-AR" not in kept
