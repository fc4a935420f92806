"""An import that is killed at any moment is whole or gone; what it left on the stage is taken off later."""

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dashboard.actions import tidying
from dashboard.actions.context import Context
from dashboard.actions.supervisor import imports
from dashboard.errors import ImportRefused
from dashboard.records import audit, cases, staging, submissions
from dashboard.registry import Plugin, Registry
from tests.actions.planned import planned, row
from tests.conftest import add_person
from tests.interchange.filled_template import filled_csv

KILLED_AT = Path(__file__).with_name("killed_at.py")
ROWS = 250
CODE = """
import sys
from pathlib import Path
from dashboard.access import operator
from dashboard.actions.context import Context
from dashboard.actions.supervisor import imports
from dashboard.workspace import Workspace
from dashboard.interchange.mapping import shipped
context = Context.open(Workspace.open(Path(sys.argv[1])), live=False)
who = operator("supervisor", "A01")
if sys.argv[2]:
    imports.commit(context, who, sys.argv[2])
else:
    imports.plan(context, who, "cases.csv", Path(sys.argv[1], "cases.csv").read_bytes(), shipped()["template"].to_toml())
"""
NEED = {"service_type": "legal_aid", "need_date": date(2026, 11, 3), "urgency": "3_days", "outcome": "referred"}


def killed(context: Context, place: str, times: int, batch: str = "") -> None:
    command = [sys.executable, str(KILLED_AT), place, str(times), CODE, str(context.workspace.path), batch]
    root = str(Path(__file__).parents[2])
    done = subprocess.run(command, check=False, capture_output=True, cwd=root, env={"PYTHONPATH": root})
    assert done.returncode == -signal.SIGKILL, done.stderr


def on_record(context: Context) -> tuple[int, list[str]]:
    with context.records.read() as tx:
        lines = [line.action for line in audit.entries(tx, limit=50) if line.action == "import.commit"]
        assert tx.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        return len(cases.every(tx)), lines


def stage(context: Context) -> set[str]:
    with context.records.read() as tx:
        return staging.left_on_stage(tx)


@pytest.mark.parametrize(
    ("place", "times", "is_in"),
    [
        ("staging.put", 2, False),
        ("staging._bring_in", 3, False),
        ("import_stage._wipe", 1, True),
        ("staging._wipe", 9, True),
    ],
)
def test_a_killed_commit_is_whole_or_gone_and_is_taken_once(
    context: Context, place: str, times: int, is_in: bool
) -> None:
    sara = add_person(context, "supervisor", "A01")
    batch = planned(context, sara, map(row, range(2, 2 + ROWS)))
    killed(context, place, times, batch)
    assert on_record(context) == ((ROWS, ["import.commit"]) if is_in else (0, []))
    if is_in:
        with pytest.raises(ImportRefused, match="taken already"):
            imports.commit(context, sara, batch)
    else:
        imports.commit(context, sara, batch)
    assert on_record(context) == (ROWS, ["import.commit"])
    context.refresh()
    assert context.projection.rows("SELECT count(*) FROM core.cases") == [(ROWS,)]
    other = planned(context, sara, [row(9999)])
    assert stage(context) == {other}, "the next plan takes off the stage what was left"


@pytest.mark.parametrize(
    ("place", "times", "is_in"),
    [
        ("staging.amend_cases", 1, False),
        ("staging._bring_in", 4, False),
        ("staging._wipe", 4, True),
    ],
)
def test_a_killed_update_changes_every_case_or_none(context: Context, place: str, times: int, is_in: bool) -> None:
    sara = add_person(context, "supervisor", "A01")
    imports.commit(context, sara, planned(context, sara, map(row, range(2, 2 + ROWS))))
    newer = (row(n, {"need": (NEED,)}, gender="male") for n in range(2, 2 + ROWS))
    batch = planned(context, sara, newer)
    killed(context, place, times, batch)
    assert updated(context) == (ROWS if is_in else 0)
    if not is_in:
        assert imports.commit(context, sara, batch).changed == ROWS
    assert updated(context) == ROWS
    assert on_record(context) == (ROWS, ["import.commit"] * 2)


def updated(context: Context) -> int:
    """Return how many cases have been changed; each has its second version and one need, or neither."""
    with context.records.read() as tx:
        every = cases.every(tx)
        changed = [case for case in every if case.gender == "male"]
        assert {(case.gender, case.version) for case in every} <= {("female", 1), ("male", 2)}
        assert len(submissions.every(tx)) == len(changed)
    return len(changed)


@pytest.mark.parametrize(
    ("place", "times"),
    [
        ("child.run", 1),
        ("staging.keep_planned", 2),
        ("import_planning._is_whole", 1),
    ],
)
def test_a_killed_plan_is_no_plan_and_a_restart_takes_it_off_the_stage(
    context: Context, place: str, times: int, plugins: list[Plugin]
) -> None:
    sara = add_person(context, "supervisor", "A01")
    (context.workspace.path / "cases.csv").write_bytes(file_of(ROWS))
    killed(context, place, times)
    assert on_record(context) == (0, [])
    assert imports.plans(context, sara) == []
    with context.records.write() as tx:  # an hour later
        tx.exec_driver_sql("UPDATE import_batches SET expires_at = at")
    restarted(context, plugins)
    assert stage(context) == set()
    with context.records.read() as tx:
        assert tx.exec_driver_sql("SELECT count(*) FROM import_batches WHERE state = 'staging'").scalar() == 0


def file_of(rows: int) -> bytes:
    header, line = filled_csv().decode("utf-8-sig").splitlines()
    place = header.split(",").index("record_ref")
    cells = line.split(",")
    lines = (",".join([*cells[:place], f"R-{n}", *cells[place + 1 :]]) for n in range(rows))
    return "\n".join([header, *lines]).encode()


def test_a_restart_takes_off_the_stage_what_a_killed_commit_left_and_leaves_a_plan_that_waits(
    context: Context, plugins: list[Plugin]
) -> None:
    sara = add_person(context, "supervisor", "A01")
    first, other = (planned(context, sara, map(row, range(a, a + ROWS))) for a in (2, 2000))
    killed(context, "staging._wipe", 1, first)
    assert stage(context) == {first, other}
    restarted(context, plugins)
    assert stage(context) == {other}
    assert imports.commit(context, sara, other).new == ROWS


def restarted(context: Context, plugins: list[Plugin]) -> None:
    opened = Context.open(context.workspace, registry=Registry(plugins), live=False)
    tidying.tidy(opened)
    opened.close()
