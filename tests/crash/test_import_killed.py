"""An import that is killed at any moment is whole or gone; what it left on the stage is taken off later."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.actions.context import Context
from dashboard.actions.supervisor import imports
from dashboard.errors import ImportRefused
from dashboard.records import audit, cases, staging
from tests.actions.planned import planned, row
from tests.conftest import add_person

KILLED_AT = Path(__file__).with_name("killed_at.py")
ROWS = 450
CODE = """
import sys
from pathlib import Path
from dashboard.access import operator
from dashboard.actions.context import Context
from dashboard.actions.supervisor import imports
from dashboard.workspace import Workspace
from tests.actions.planned import planned, row
context = Context.open(Workspace.open(Path(sys.argv[1])), live=False)
who = operator("supervisor", "A01")
if sys.argv[2]:
    imports.commit(context, who, sys.argv[2])
else:
    planned(context, who, map(row, range(2, 452)))
"""


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


@pytest.mark.parametrize("times", [1, 2])
def test_a_killed_plan_is_no_plan(context: Context, times: int) -> None:
    sara = add_person(context, "supervisor", "A01")
    killed(context, "staging.keep_planned", times)
    assert on_record(context) == (0, [])
    assert imports.plans(context, sara) == []
