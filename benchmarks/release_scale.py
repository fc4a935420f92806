"""Counting a release against the same statements in bare DuckDB and in pandas, and reading one; ratios from one run.

Goals: under 3 times bare DuckDB; at least 5 times faster than pandas at a million cases; a page of eight tables read in
under 10 ms whatever the number of cases. Run it with: python -m benchmarks.release_scale [1e4 1e6 1e7]
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.casework.core_forms import core_relations
from dashboard.codes import names
from dashboard.projection import Projection
from dashboard.records import Records
from dashboard.registry import Registry
from dashboard.release import CORE, Period, Releases, build
from dashboard.release.tabulate import tabulate

SIZES = (1e4, 1e6)
PERIOD, NOW = Period.parse("2026-Q3"), datetime(2026, 11, 25, tzinfo=UTC)
DIMS = tuple(dict.fromkeys(dim for table in CORE.tables for dim in table.dims))
EIGHT = [table.name for table in CORE.tables][:8]
KEY = bytes(32)


def fill(projection: Projection, count: int) -> None:
    """Put so many cases into a projection, spread over the public codes."""
    columns = ", ".join(DIMS)
    picks = ", ".join(
        f"list_extract({list(names(dim))!r}, 1 + CAST(hash(i * {7 + at}) % {len(names(dim))} AS INTEGER))"
        for at, dim in enumerate(DIMS)
    )
    projection.rows(
        f"INSERT INTO core.cases (case_key, agency, quarter, reportable, {columns}) "
        f"SELECT 'C' || i, 'A' || (i % 12), '2026-Q3', i % 20 > 0, {picks} FROM range({count}) AS t(i)"
    )


def timed(work: Callable[[], object], runs: int = 5) -> float:
    """Return the median milliseconds of some runs."""
    return statistics.median(_once(work) for _run in range(runs))


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def bare(projection: Projection) -> None:
    """Run the same GROUP BYs with nothing around them."""
    for table in CORE.tables:
        columns = "".join(f"{dim}, " for dim in table.dims)
        projection.rows(
            f"SELECT {columns}count(*) FROM core.cases WHERE reportable AND quarter = '2026-Q3' GROUP BY ALL"
        )


def with_pandas(frame: pd.DataFrame) -> None:
    """Count the same tables in pandas."""
    base = frame[frame["reportable"] & (frame["quarter"] == "2026-Q3")]
    for table in CORE.tables:
        base.groupby(list(table.dims), observed=False).size() if table.dims else len(base)


def one_size(count: int, folder: Path) -> None:
    """Print the ratios at one size."""
    projection = Projection.open(None, [*Registry.load().forms(), *core_relations()])
    projection.follow(Records.open(f"sqlite:///{folder / f'{count}.db'}"))
    fill(projection, count)
    ours = timed(lambda: tabulate(projection, PERIOD, ["2026-Q3"], CORE, KEY), 3)
    plain = timed(lambda: bare(projection), 3)
    line = f"{count:>10,} cases   counting {ours:9.1f} ms   against bare DuckDB {ours / plain:5.2f}"
    if count <= 1_000_000:
        wanted = ("reportable", "quarter", *DIMS)
        frame = pd.DataFrame(projection.rows(f"SELECT {', '.join(wanted)} FROM core.cases"), columns=wanted)
        line += f"   pandas takes {timed(lambda: with_pandas(frame), 3) / ours:5.2f} times ours"
    path = folder / f"{count}.duckdb"
    build(projection, path, "2026-Q3", now=NOW, delay_days=14, policy=CORE)
    projection.close()
    releases = Releases(path)
    read = timed(lambda: [releases.table("2026-Q3", name) for name in EIGHT], 50)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{line}   eight tables read in {read:.4f} ms   peak memory {peak:.2f} GiB", flush=True)


def main() -> None:
    """Print a line for each size."""
    sizes = [int(float(each)) for each in sys.argv[1:]] or [int(each) for each in SIZES]
    print(f"duckdb {duckdb.__version__}, pandas {pd.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            one_size(count, Path(folder))


if __name__ == "__main__":
    main()
