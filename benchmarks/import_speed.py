"""How long a workbook of 20,000 rows takes to plan and to commit, and how long others wait meanwhile, in one run.

While a supervisor's import runs, a case manager in the same process (the server, whose figures follow) and one in another
process send in an intake every second. Goals on two quiet cores: under 60 s together, nobody waits over 1 s, each process
under 512 MB. CPU seconds stand beside the seconds by the clock, for a machine that is busy.
Run it with: python -m benchmarks.import_speed [20000]
"""

import argparse
import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from dashboard.access import Principal, operator
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.actions.supervisor import imports
from dashboard.actions.work import drafting
from dashboard.contract.elements import EXAMPLE
from dashboard.interchange.mapping import shipped
from dashboard.records import people as people_table
from dashboard.workspace import Workspace

FIRST = date(2025, 1, 1)
EVERY = 1.0
"""Seconds from one saved form to the next."""
PLACES = ("IQ-AR", "IQ-BG", "IQ-BA", "IQ-NI")
NOT_ASKED = ("stream", "age_band", "primary_violence_type", "primary_platform")


def workbook(count: int) -> bytes:
    """Return the template filled in with so many rows: three quarters cases of adults with a level of risk and its day, and
    for every third of them a need.
    """
    chance, book, out = random.Random(1), openpyxl.Workbook(write_only=True), io.BytesIO()
    cases, needs = book.create_sheet("cases"), book.create_sheet("needs")
    names = [name for name in EXAMPLE if name not in (*NOT_ASKED, "age", "report_date", "governorate")]
    cases.append(["record_ref", *names, "report_date", "opened_on", "age", "governorate", "risk_level", "risk_day"])
    needs.append(["record_ref", "service_type", "need_date", "urgency", "outcome"])
    told = [" ".join(value) if isinstance(value, tuple) else value for value in (EXAMPLE[name] for name in names)]
    for number in range(count * 3 // 4):
        day = FIRST + timedelta(days=chance.randrange(600))
        place, level = chance.choice(PLACES), chance.choice(("high", "medium", "normal"))
        cases.append([f"R-{number}", *told, day, day + timedelta(days=1), chance.randrange(18, 70), place, level, day])
        if number % 3 == 0:
            needs.append([f"R-{number}", "legal_aid", day, "3_days", "referred"])
    book.save(out)
    return out.getvalue()


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


@dataclass
class Watched:
    """How long the import held the lock on the record each time, and how long the figures took to follow."""

    holds: list[float] = field(default_factory=list)
    followed: float = 0.0

    def begin(self, context: Context) -> None:
        """Watch the writing transactions of this thread, and the refreshing of the figures at the end of the commit."""
        write, refresh, thread = context.records.write, context.refresh, threading.get_ident()

        @contextmanager
        def timed_write() -> Iterator[Any]:
            begun = time.perf_counter()
            with write() as tx:
                begun = time.perf_counter()
                yield tx
            if threading.get_ident() == thread:
                self.holds.append(time.perf_counter() - begun)

        def timed_refresh() -> None:
            begun = time.perf_counter()
            refresh()
            self.followed += time.perf_counter() - begun

        context.records.write, context.refresh = timed_write, timed_refresh  # type: ignore[method-assign]


def timed(step: Callable[[], Any], name: str) -> tuple[Any, float]:
    """Run a step, print and return how long it took."""
    begun, worked = time.perf_counter(), cpu()
    done = step()
    seconds = time.perf_counter() - begun
    print(f"{name}: {seconds:.1f} s, CPU {cpu() - worked:.1f} s", flush=True)
    return done, seconds


def cpu() -> float:
    """Return the CPU seconds of this process, and of its children that have ended."""
    return sum(os.times()[:4])


def peak() -> float:
    """Return the most memory that this process had since `forget_peak`, in MB."""
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(told["VmHWM"].split()[0]) / 1024


def forget_peak() -> None:
    """Let the peak of memory begin anew: the workbook was made in this process too."""
    Path("/proc/self/clear_refs").write_text("5")


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


def measured(path: Path, count: int) -> None:
    """Plan and commit a workbook while others save, and print what it took."""
    content, toml = workbook(count), shipped()["template"].to_toml()
    context, sara, amal = made(path)
    save(context, amal)  # forms and areas are loaded once, whoever saves first
    forget_peak()
    stop, watched = path / "stop", Watched()
    command = [sys.executable, "-m", "benchmarks.import_speed", "--elsewhere", str(path), str(stop)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "ready\n"
        waits: list[float] = []
        here = threading.Thread(target=lambda: waits.extend(save_on(context, amal, stop.exists)))
        here.start()
        watched.begin(context)
        try:
            plan, planning = timed(
                lambda: imports.plan(context, sara, "cases.xlsx", content, toml), f"workbook of {count:,} rows planned"
            )
            assert plan.report.ok and plan.report.counts["new"] == count * 3 // 4, plan.report.faults[:3]
            _done, taking = timed(lambda: imports.commit(context, sara, plan.id), "committed, figures followed")
            server, child = peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        finally:
            stop.touch()
        here.join()
        longest = float(other.stdout.read())
    print(f"of this until the figures had followed: {watched.followed:.1f} s")
    print(f"together {planning + taking:.1f} s: {(planning + taking) / 60:.2f} of the goal")
    print(f"longest wait of a save: {max(waits):.2f} s in the server, {longest:.2f} s in another process")
    print(f"longest hold of the lock: {max(watched.holds):.2f} s, of {len(watched.holds)}")
    print(f"most memory: server {server:.0f} MB, child {child:.0f} MB: {max(server, child) / 512:.2f} of the goal")
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
        measured(Path(folder) / "ws", options.rows)


if __name__ == "__main__":
    main()
