"""Series of releases made of random counts, without a case: how often is something listed where nothing changed?"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from dashboard.codes import names
from dashboard.release import ReleasedTable, Releases
from dashboard.release.compared import Change, changes, together
from dashboard.release.ledger import Entry
from dashboard.release.library import Library, Version
from dashboard.release.noise import bound, shown

QUARTERS = tuple(f"{2025 + n // 4}-Q{n % 4 + 1}" for n in range(6))
LISTS = ("governorate", "violence_group", "risk_level", "age_sex", "platform_group")
CROSSED = (("governorate", "violence_group"), ("governorate", "risk_level"))
SHAPES = ((), *((name,) for name in LISTS), *CROSSED)
NAMED = {"_by_".join(dims) or "total": dims for dims in SHAPES}


def listed(
    chance: np.random.Generator, counts: Sequence[int], moved: dict[str, float] | None = None
) -> tuple[Change, ...]:
    """Return what the newest of six quarters lists; `counts` are the cases of each, and `moved` multiplies the
    rate of codes in the newest.
    """
    shares = {name: chance.dirichlet(np.full(len(names(name)), 2.0)) for name in LISTS}
    versions: dict[tuple[str, int], Version] = {}
    for quarter, count in zip(QUARTERS, counts, strict=True):
        tables = {"total": _table(chance, "total", (), {(): count})}
        for dims in (*((name,) for name in LISTS), *CROSSED):
            tables["_by_".join(dims)] = _counted(
                chance, dims, shares, count, (moved or {}) if quarter == QUARTERS[-1] else {}
            )
        versions[quarter, 0] = Version(tables)
    entries = tuple(entry_of(quarter, NAMED) for quarter in QUARTERS)
    releases = Releases(Path(), Library(entries, versions))
    return together(changes(releases, QUARTERS[-1], [table.name for table in releases.about(QUARTERS[-1]).policy]))


def alarms(chance: np.random.Generator, runs: int, total: int = 800) -> float:
    """Return in which share of the runs something is listed although nothing changed."""
    return sum(bool(listed(chance, chance.poisson(total, len(QUARTERS)))) for _run in range(runs)) / runs


def _counted(
    chance: np.random.Generator, dims: tuple[str, ...], shares: dict, count: int, moved: dict[str, float]
) -> ReleasedTable:
    weights = shares[dims[0]] * [moved.get(code, 1.0) for code in names(dims[0])]
    cells: dict[tuple[str, ...], float] = {
        (code,): weight for code, weight in zip(names(dims[0]), weights, strict=True)
    }
    for other in dims[1:]:
        cells = {
            (*key, code): weight * share
            for key, weight in cells.items()
            for code, share in zip(names(other), shares[other], strict=True)
        }
    drawn = chance.multinomial(count, np.array(list(cells.values())) / sum(cells.values()))
    return _table(chance, "_by_".join(dims), dims, dict(zip(cells, drawn, strict=True)))


def _table(chance: np.random.Generator, name: str, dims: tuple[str, ...], counts: dict) -> ReleasedTable:
    """Return a table as a release publishes it: noise, floor, rounding."""
    most = bound(3.5)
    noise = np.clip(np.rint(chance.normal(0, 3.5, len(counts))), -most, most)
    floor = 15 if len(dims) == 2 else 10
    cells = {key: shown(int(count + extra), floor) for (key, count), extra in zip(counts.items(), noise, strict=True)}
    return ReleasedTable(name, dims, floor, 3.5, cells)


def entry_of(quarter: str, shapes: Mapping[str, Sequence[str]]) -> Entry:
    """Return the line of the ledger of a quarter with these tables, each by its dimensions."""
    policy = [{"name": name, "dims": dims, "sigma": 3.5} for name, dims in shapes.items()]
    return Entry(
        period=quarter,
        outcome="published",
        quarters=(quarter,),
        built_at="2026-01-01T00:00:00+00:00",
        agencies=0,
        mu=1.0,
        policy=json.dumps(policy),
        digest=quarter,
    )
