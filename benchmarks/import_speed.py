"""How long 20,000 rows take to plan and to commit, and how long others wait meanwhile, in one run.

While a supervisor's import runs, a case manager in the same process (the server, whose figures follow) and one in another
process send in an intake every second. Goals: under 60 s together, nobody waits over 1 s, each process under 512 MB.
Run it with: python -m benchmarks.import_speed [20000]
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dashboard.access import Principal, operator
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.actions.supervisor import imports
from dashboard.actions.supervisor.import_planning import plan_prepared
from dashboard.actions.supervisor.import_taking import SECRET
from dashboard.actions.work import drafting
from dashboard.contract.elements import EXAMPLE
from dashboard.interchange.checking import Incoming, check
from dashboard.interchange.mapped import MappedRow
from dashboard.records import people as people_table
from dashboard.workspace import Workspace

FIRST = date(2025, 1, 1)
EVERY = 1.0
"""Seconds from one saved form to the next."""
NOT_ASKED = ("stream", "age_band", "primary_violence_type", "primary_platform")


def mapped(number: int, chance: random.Random) -> MappedRow:
    """Return an invented row: an adult's case with a level of risk and its day."""
    reported = FIRST + timedelta(days=chance.randrange(600))
    values = {name: answer for name, answer in EXAMPLE.items() if name not in NOT_ASKED} | {
        "report_date": reported,
        "opened_on": reported + timedelta(days=1),
        "age": chance.randrange(18, 70),
        "governorate": chance.choice(("IQ-AR", "IQ-BG", "IQ-BA", "IQ-NI")),
        "violence_types": ("sexual_extortion",),
    }
    level = chance.choice(("high", "medium", "normal"))
    return MappedRow("", number, f"R-{number}", values, {"risk": ({"level": level, "day": reported},)})


def save(context: Context, who: Principal) -> float:
    """Send in an intake and return how many seconds she waited."""
    answers = {name: answer for name, answer in EXAMPLE.items() if name not in NOT_ASKED}
    begun = time.perf_counter()
    draft = drafting.open_draft(context, who, "core", "intake")
    outcome = drafting.submit(context, who, draft.id, answers | {"violence_types": ("sexual_extortion",)})
    assert outcome.case_key, outcome
    return time.perf_counter() - begun


def save_on(context: Context, who: Principal, is_over: Callable[[], bool]) -> list[float]:
    """Save a form every second until the import is over; return the waits."""
    waits = [save(context, who)]
    while not is_over():
        time.sleep(EVERY)
        waits.append(save(context, who))
    return waits


def made(path: Path) -> tuple[Context, Principal, Principal]:
    """Make a workspace with an agency; return its context, a supervisor and a case manager."""
    context = Context.open(Workspace.create(path))
    people.add_agency(context, operator(), code="A01", name="Agency one")
    return context, person(context, "supervisor"), person(context, "case_manager")


def person(context: Context, role: str) -> Principal:
    """Add somebody to the agency, signed in."""
    added, _password = people.add_person(context, operator(), username=role, name=role, role=role, agency="A01")
    with context.records.write() as tx:
        people_table.change(tx, added.id, must_change=False)
    return Principal(person_id=added.id, username=role, name=role, role=role, agency="A01", language="en")


def planned_rows(context: Context, who: Principal, count: int) -> str:
    """Check and plan rows made here; return the plan's id."""
    chance, now, secret = random.Random(1), context.now(), context.workspace.secret(SECRET)
    checked = [check(mapped(n, chance), agency="A01", secret=secret, now=now) for n in range(2, count + 2)]
    good = [each.to_json() for each in checked if isinstance(each, Incoming)]
    assert len(good) == count, checked[0]
    prepared = {"incoming": good, "faults": [], "read": count, "left_out": {}, "dropped": [], "notes": []}
    return plan_prepared(context, who, prepared, mapping="made", mapping_toml="", file_digest="").id


def timed(step: Callable[[], Any], name: str) -> tuple[Any, float]:
    """Run a step, print and return how long it took."""
    begun = time.perf_counter()
    done = step()
    seconds = time.perf_counter() - begun
    print(f"{name}: {seconds:.1f} s", flush=True)
    return done, seconds


def elsewhere(path: str, stop: str) -> None:
    """Save forms in this process until the file `stop` is there, and print the longest wait."""
    context = Context.open(Workspace.open(Path(path)), live=False)
    with context.records.read() as tx:
        found = next(each for each in people_table.every(tx) if each.role == "case_manager")
    who = Principal(person_id=found.id, username=found.username, name="", role=found.role, agency="A01", language="en")
    save(context, who)
    print("ready", flush=True)
    print(max(save_on(context, who, Path(stop).exists)), flush=True)
    context.close()


def measured(path: Path, count: int, planning: Callable[[Context, Principal], str]) -> None:
    """Plan and commit while others save, and print what it took."""
    context, sara, amal = made(path)
    save(context, amal)  # forms and areas are loaded once, whoever saves first
    stop = path / "stop"
    command = [sys.executable, "-m", "benchmarks.import_speed", "--elsewhere", str(path), str(stop)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "ready\n"
        waits: list[float] = []
        here = threading.Thread(target=lambda: waits.extend(save_on(context, amal, stop.exists)))
        here.start()
        batch, planning_took = timed(lambda: planning(context, sara), f"{count:,} rows planned")
        done, commit_took = timed(lambda: imports.commit(context, sara, batch), "committed, figures followed")
        stop.touch()
        here.join()
        longest = float(other.stdout.read())
    assert done.new == count
    print(f"together {planning_took + commit_took:.1f} s: {(planning_took + commit_took) / 60:.2f} of the goal")
    print(f"longest wait of a save: {max(waits):.2f} s in the server, {longest:.2f} s in another process")
    for name, whose in (("server", resource.RUSAGE_SELF), ("child", resource.RUSAGE_CHILDREN)):
        print(f"most memory, {name}: {resource.getrusage(whose).ru_maxrss / 1024:.0f} MB")
    context.close()


def main() -> None:
    """Print seconds, waits and memory."""
    if "--elsewhere" in sys.argv:
        elsewhere(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="?", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured(Path(folder) / "ws", options.rows, lambda context, who: planned_rows(context, who, options.rows))


if __name__ == "__main__":
    main()
