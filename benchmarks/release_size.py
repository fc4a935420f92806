"""Measure counting and building a release at one size, for release_scale, and print JSON.

A process of its own for each size, so that its peak memory is that of the size.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from dashboard.casework.core_forms import core_relations
from dashboard.codes import names
from dashboard.projection import Projection
from dashboard.records import Records
from dashboard.registry import Registry
from dashboard.release import CORE, Offer, Period, Unrecorded, build, menu
from dashboard.release.source import BUILD
from dashboard.release.tabulate import tabulate

PERIOD, NOW = Period.parse("2026-Q3"), datetime(2026, 11, 25, tzinfo=UTC)
DIMS = tuple(dict.fromkeys(dim for table in CORE.tables for dim in table.dims))
COLUMNS = ("reportable", "quarter", *DIMS)
PANDAS_UP_TO, RUNS = 1_000_000, 7


def opened(folder: Path, count: int) -> Projection:
    """Return a projection as a build makes it, with `count` cases and one need in each."""
    projection = Projection.open(
        folder / f"{count}.projection", [*Registry.load().forms(), *core_relations()], limits=BUILD
    )
    projection.follow(Records.open(f"sqlite:///{folder / f'{count}.db'}"))
    key = "'C' || lpad(CAST(i AS VARCHAR), 9, '0')"
    projection.rows(
        f"INSERT INTO core.cases (case_key, agency, quarter, reportable, {', '.join(DIMS)}) "
        f"SELECT {key}, 'A' || (i % 12), '2026-Q3', i % 20 > 0, {', '.join(map(_pick, DIMS))} "
        f"FROM range({count}) AS t(i)"
    )
    projection.rows(
        "INSERT INTO core.need (submission_id, case_key, superseded, service_type, outcome, urgency) "
        f"SELECT {key}, {key}, false, {_pick('service_type')}, {_pick('need_outcome')}, '1_day' "
        f"FROM range({count}) AS t(i)"
    )
    projection.rows("CHECKPOINT")
    return projection


def _pick(code_list: str) -> str:
    """Return the SQL that gives case number `i` a code of a list."""
    codes, seed = list(names(code_list)), sum(code_list.encode())
    return f"list_extract({codes!r}, 1 + CAST(hash(i * {seed}) % {len(codes)} AS INTEGER))"


def whole_build(projection: Projection, folder: Path, count: int) -> dict[str, Any]:
    """Publish the whole menu, with the tables of the areas; return the seconds, and the peak memory so far in GiB."""
    offers = [Offer(area.name, area.released, area.datasets, area.module) for area in Registry.load().active]
    begun = time.perf_counter()
    path, policy = folder / f"{count}.duckdb", menu(offers)
    build(projection, path, str(PERIOD), journal=Unrecorded(), now=NOW, delay_days=14, policy=policy)
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20}


def bare(projection: Projection) -> None:
    """Count each table with one GROUP BY in DuckDB: no check for doubles, no noise."""
    for table in CORE.tables:
        columns = "".join(f"{dim}, " for dim in table.dims)
        projection.rows(
            f"SELECT {columns}count(*) FROM core.cases WHERE reportable AND quarter = '2026-Q3' GROUP BY ALL"
        )


def with_pandas(projection: Projection, folder: Path) -> dict[str, Callable[[], object]]:
    """Return the same counts in pandas: of frames read from the projection or from Parquet, and of one in memory."""
    import pandas as pd  # after the peak was taken

    def read() -> pd.DataFrame:
        return projection._connection.cursor().execute(f"SELECT {', '.join(COLUMNS)} FROM core.cases").df()

    def count(frame: pd.DataFrame) -> None:
        base = frame[frame["reportable"] & (frame["quarter"] == "2026-Q3")]
        for table in CORE.tables:
            base.groupby(list(table.dims)).size() if table.dims else len(base)

    kept, copy = read(), folder / "copy.parquet"
    kept.to_parquet(copy)
    return {
        "pandas reading DuckDB": lambda: count(read()),
        "pandas reading Parquet": lambda: count(pd.read_parquet(copy)),
        "pandas in memory": lambda: count(kept),
    }


def medians(works: Mapping[str, Callable[[], object]]) -> dict[str, tuple[float, float]]:
    """Return the median milliseconds of each piece of work, on the clock and of CPU in all threads; they take turns."""
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _run in range(RUNS):
        for name, work in works.items():
            begun, used = time.perf_counter(), time.process_time()
            work()
            spent[name].append(((time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000))
    return {
        name: (median(clock for clock, _cpu in times), median(cpu for _clock, cpu in times))
        for name, times in spent.items()
    }


def main(count: int, folder: Path) -> None:
    """Print what was measured at one size."""
    projection = opened(folder, count)
    building = whole_build(projection, folder, count)
    works: dict[str, Callable[[], object]] = {
        "ours": lambda: tabulate(projection, PERIOD, ["2026-Q3"], CORE, bytes(32)),
        "bare": lambda: bare(projection),
    }
    if count <= PANDAS_UP_TO:
        works |= with_pandas(projection, folder)
    print(json.dumps(building | medians(works)))
    projection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
