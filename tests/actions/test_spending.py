"""What the file of releases and the record know of each other, whatever happens to either."""

import shutil
from datetime import timedelta
from threading import Event, Thread

import pytest

from dashboard.access import operator
from dashboard.actions.context import Context
from dashboard.actions.taskforce import releases, spending
from dashboard.errors import ReleaseError
from dashboard.records import Records, audit
from dashboard.records import releases as steps
from dashboard.release import Spending
from dashboard.release.ledger import draft_of
from dashboard.release.turns import between_builds, only_builder
from dashboard.workspace import Workspace
from tests.reported import report


@pytest.fixture
def built(context: Context) -> Context:
    report(context, "2025-Y")
    releases.build(context, operator(), "2025-Y")
    return context


def noted(context: Context) -> list[tuple[str, str]]:
    with context.records.read() as tx:
        return [(step.step, step.period) for step in steps.every(tx)]


def opened_again(context: Context) -> Context:
    return Context.open(Workspace.open(context.workspace.path), live=False)


def test_what_is_spent_is_noted_with_its_quarters_before_and_after(built: Context) -> None:
    with built.records.read() as tx:
        begun, made = steps.every(tx)
    assert (begun.step, made.step, begun.build == made.build) == ("begun", "made", True)
    assert made.quarters == ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4") and made.mu == begun.mu > 1
    assert made.digest == spending.published(built).entries[0].mark and begun.digest == ""


def test_a_decision_to_wait_is_spent_too(context: Context) -> None:
    report(context, "2025-Q1")
    assert releases.build(context, operator(), "2025-Q1").outcome == "held"
    context.workspace.releases.unlink()
    with pytest.raises(ReleaseError, match="missing or older than the record: 2025-Q1"):
        report(context, "2025-Q1")
        releases.build(context, operator(), "2025-Q1")


def test_a_workspace_whose_record_knows_no_release_takes_over_what_the_file_holds(
    built: Context, new_record, tmp_path
) -> None:
    """So it is with a workspace of version 0.1, and with a record that was restored from an older backup."""
    other = Workspace.create(tmp_path / "other")
    shutil.copy(new_record, other.path)
    shutil.copy(built.workspace.releases, other.releases)
    context = Context.open(other, live=False)
    assert noted(context) == [("made", "2025-Y")]
    Context.open(other, live=False).close()
    assert noted(context) == [("made", "2025-Y")]  # once
    with context.records.read() as tx:
        assert [line.action for line in audit.entries(tx, limit=9)] == ["release.adopt"]
    other.releases.unlink()
    with pytest.raises(ReleaseError, match="missing or older"):
        report(context, "2025-Y")
        releases.build(context, operator(), "2025-Y")
    context.close()


def test_a_period_that_was_drawn_anew_in_another_file_is_refused(built: Context, tmp_path, new_record) -> None:
    other = Workspace.create(tmp_path / "other")
    shutil.copy(new_record, other.path)
    context = Context.open(other, live=False)
    later = context.now() + timedelta(hours=1)
    context.now = lambda: later  # type: ignore[method-assign]
    report(context, "2025-Y")
    releases.build(context, operator(), "2025-Y")
    context.close()
    shutil.copy(other.releases, built.workspace.releases)
    with pytest.raises(ReleaseError, match="missing or older"):
        releases.open_releases(built, operator("coordinator"))


def test_a_damaged_or_lost_file_keeps_nobody_from_case_work(built: Context) -> None:
    built.workspace.releases.write_bytes(b"half a file")
    context = opened_again(built)
    with pytest.raises(ReleaseError, match="Restore it from a backup"):
        spending.published(context)
    context.close()


def test_a_build_under_way_is_left_alone_by_other_commands(built: Context) -> None:
    path = built.workspace.releases
    path.with_name("releases.duckdb.new").write_bytes(b"a draft of the other process")
    with only_builder(path):
        opened_again(built).close()
        assert path.with_name("releases.duckdb.new").exists()
    opened_again(built).close()
    assert not path.with_name("releases.duckdb.new").exists()
    assert spending.published(built).periods() == ("2025-Y",)


def test_a_lost_file_is_lost_while_somebody_holds_the_lock_too(built: Context) -> None:
    """Once "a release is being built" was reason enough to call a missing file "no release yet"."""
    path = built.workspace.releases
    path.rename(path.with_name("kept"))
    with only_builder(path), pytest.raises(ReleaseError, match="missing or older than the record: 2025-Y"):
        spending.published(built)


def test_a_release_is_read_in_the_moment_before_its_file_gets_its_name(built: Context) -> None:
    path = built.workspace.releases
    path.rename(draft_of(path))
    with only_builder(path):
        assert spending.published(built).periods() == ("2025-Y",)
    assert not path.exists()


def test_whoever_opens_a_page_makes_no_build_fail_that_is_about_to_start(tmp_path) -> None:
    """A page settles what a stopped build has left, which takes a moment."""
    path, built = tmp_path / "releases.duckdb", Event()

    def build() -> None:
        with only_builder(path):
            built.set()

    builder = Thread(target=build)
    with between_builds(path):
        builder.start()
        builder.join(0.2)
        assert builder.is_alive() and not built.is_set()  # it waits: it neither failed nor began
    assert built.wait(5)
    builder.join()


def test_nobody_settles_while_a_release_is_built(tmp_path) -> None:
    path = tmp_path / "releases.duckdb"
    with only_builder(path), pytest.raises(ReleaseError, match="being built"), between_builds(path):
        pass


def test_of_two_machines_with_one_record_only_the_last_to_begin_makes_a_release(context: Context) -> None:
    """A lock is a file of one machine. Each would draw noise of its own for the same cases."""
    taken = Spending("2025-Y", 0, ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"), 1.1)
    first = spending.RecordJournal(context, operator())
    first.begin(taken, ())
    opened_again(context).close()  # the other machine, which sees no lock
    second = spending.RecordJournal(context, operator())
    second.begin(taken, ())
    with pytest.raises(ReleaseError, match="Another build has begun"):
        first.made("1" * 64)
    second.made("2" * 64)
    assert [step for step, _period in noted(context)] == ["begun", "dropped", "begun", "made"]


def test_its_steps_are_never_changed_or_removed(built: Context) -> None:
    records: Records = built.records
    for change in ("UPDATE release_steps SET step = 'dropped'", "DELETE FROM release_steps"):
        with pytest.raises(Exception, match="append-only"), records.write() as tx:
            tx.exec_driver_sql(change)
    assert noted(built) == [("begun", "2025-Y"), ("made", "2025-Y")]
