"""An agency with 20,000 cases takes everything away, while another process saves a form every second.

Goals: under 512 MB of memory; nobody waits over a second to save. Run it with: .venv/bin/python -m benchmarks.take_away
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

CASES = 20_000


def save_every_second(
    path: str, stop: "multiprocessing.synchronize.Event", worst: "multiprocessing.sharedctypes.Synchronized[float]"
) -> None:
    """Write one line a second into the record, and keep the longest time that it took."""
    from dashboard.access import operator
    from dashboard.actions.context import Context
    from dashboard.workspace import Workspace

    context = Context.open(Workspace.open(Path(path)), live=False)
    while not stop.wait(1):
        begun = time.monotonic()
        with context.act(operator(), None, audit="benchmark.save"):
            pass
        worst.value = max(worst.value, time.monotonic() - begun)


def main() -> None:
    """Print how long it took, its memory, and how long another writer waited at most."""
    from benchmarks.pages import make_agency
    from dashboard.access import operator
    from dashboard.actions.context import Context
    from dashboard.actions.supervisor import agency_export, gbvims_export
    from dashboard.records import agencies
    from dashboard.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, spawn) as other:  # its memory is not that of the export
            cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
            path = Path(other.submit(make_agency, Path(folder), cases).result())
        stop, worst = spawn.Event(), spawn.Value("d", 0.0)
        writer = spawn.Process(target=save_every_second, args=(str(path), stop, worst))
        context = Context.open(Workspace.open(path), live=False)
        with context.records.read() as tx:
            who = operator("supervisor", agencies.every(tx)[0].code)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        writer.start()
        begun = time.monotonic()
        taken = agency_export.export(context, who, Path(folder) / "all.zip")
        seconds, memory = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"package: {taken.cases:,} cases, {taken.rows:,} rows, {seconds:.1f} s, {before} -> {memory} MB")
        begun = time.monotonic()
        size = len(gbvims_export.export(context, who))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"GBVIMS workbook: {size / 2**20:.1f} MB, {time.monotonic() - begun:.1f} s, {memory} MB")
        stop.set()
        writer.join()
        print(f"another writer waited {worst.value:.2f} s at most")


if __name__ == "__main__":
    main()
