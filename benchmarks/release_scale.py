"""Counting and building a release at several sizes, and reading one; ratios from one run.

Goals, and what is compared with them:
- counting under 3 times bare DuckDB: the counts of the core's menu, the check for cases that are there twice, and the
  noise, against one GROUP BY for each table over the same file and nothing else;
- at a million cases 5 times faster than pandas. Both start from where the cases are kept: "pandas reading
  DuckDB" takes the columns from the same file and counts, without a check for doubles. Beside it, for what it is worth
  to others: from a copy in Parquet, which somebody would have to write, and "in memory", with the frame of strings there
  already, which ours never has;
- a coordinator's page of eight tables, from opening the file's Releases to rows, under 10 ms at p95, and at the largest
  size under 1.2 times the smallest, in CPU of all threads: what waits for others on a shared machine is not ours.
  "warm" is every page after the first, "cold" one with a file that was just published;
- peak memory at 1e7 under 4 GiB: of a process that fills and builds the whole menu, before pandas is loaded in it.

Ratios are on the clock, with those of CPU in all threads beside them: DuckDB uses two, pandas one.
Run it with: python -m benchmarks.release_scale [1e4 1e6 1e7]
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import quantiles
from typing import Any

from dashboard.release import Releases, library

SIZES = ("1e4", "1e6")
RUNS = {"warm": 1000, "cold": 100}


def one_size(count: int, folder: str) -> None:
    """Measure one size (`count` cases) in a process of its own, and print its ratios."""
    command = [sys.executable, "-m", "benchmarks.release_size", str(count), folder]
    measured: dict[str, Any] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    print(f"{count:>10,} cases: counting {measured['ours'][0]:.0f} ms, {measured['ours'][1]:.0f} ms of CPU")
    print(f"{'':>18} {_ratio(measured, 'ours', 'bare')} times bare DuckDB")
    for work in measured:
        if work.startswith("pandas"):
            print(f"{'':>18} {work} takes {_ratio(measured, work, 'ours')} times ours")
    seconds, peak = measured["seconds"], measured["peak"]
    print(f"{'':>18} the whole menu built in {seconds:.1f} s, peak memory {peak:.2f} GiB", flush=True)


def _ratio(measured: Mapping[str, Any], over: str, under: str) -> str:
    """Return how many times as long one piece of work takes as another, on the clock and in CPU."""
    clock, cpu = (measured[over][unit] / measured[under][unit] for unit in range(2))
    return f"{clock:.2f} (CPU {cpu:.2f})"


def page(path: Path) -> list[tuple[Any, ...]]:
    """Return the rows of a page's eight tables, from the file as the pages open it."""
    releases = Releases(path)
    period = releases.newest() or ""
    tables = [releases.table(period, table.name) for table in releases.about(period).policy[:8]]
    return [(table.name, *codes, shown) for table in tables for codes, shown in table.cells.items()]


def read_pages(paths: dict[int, Path]) -> None:
    """Print p50 and p95 of reading a page at each size (sizes in turns), and the ratio of the largest to the smallest.

    `paths` are the files of releases, by number of cases.
    """
    preparations: dict[str, Callable[[], object]] = {"warm": lambda: None, "cold": library._read.cache_clear}
    for state, prepare in preparations.items():
        spent: dict[int, list[float]] = {count: [] for count in paths}
        for _run in range(RUNS[state]):
            for count, path in paths.items():
                prepare()
                spent[count].append(_once(path))
        # Of the 19 cut points that divide the times into twentieths, [9] is p50 and [18] is p95.
        cut_points = {count: quantiles(milliseconds, n=20) for count, milliseconds in spent.items()}
        for count, points in cut_points.items():
            print(f"{count:>10,} cases: a page, {state}: p50 {points[9]:.3f} ms, p95 {points[18]:.3f} ms")
        small, large = cut_points[min(cut_points)], cut_points[max(cut_points)]
        print(f"{'':>18} largest to smallest, {state}: p50 {large[9] / small[9]:.2f}, p95 {large[18] / small[18]:.2f}")


def _once(path: Path) -> float:
    """Read a page once and return its CPU milliseconds."""
    begun = time.process_time()
    page(path)
    return (time.process_time() - begun) * 1000


def main() -> None:
    """Print the ratios of counting and building at each size, then those of reading a page."""
    sizes = [int(float(size)) for size in sys.argv[1:] or SIZES]
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            one_size(count, folder)
        read_pages({count: Path(folder) / f"{count}.duckdb" for count in sizes})


if __name__ == "__main__":
    main()
