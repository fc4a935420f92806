"""Cases with needs, for releases of the menus that are declared by size."""

from pathlib import Path

import numpy as np

from dashboard.records import Records
from dashboard.release import Policy, Unrecorded, build, menu
from dashboard.release.regions import TWO
from dashboard.release.shapes import Shape
from tests.release.conftest import FULL, NOW, OFFERS, CaseStore, invent

QUARTER = menu(OFFERS, Shape(size="small"))
YEAR = menu(OFFERS, Shape(size="small"), "year")
KURDISTAN = TWO["kri"].places
SERVICES = ("mhpss_basic", "legal_aid", "health_medical", "digital_safety", "cash")


def with_needs(store: CaseStore, quarter: str, count: int, *, seed: int = 0) -> None:
    """Add cases of which three in four have a need: in Kurdistan every second one misses shelter, elsewhere legal aid is
    missing now and then, sometimes because it is unsafe, and a few decline.
    """
    cases, chance = invent(quarter, count, seed), np.random.default_rng([seed, 7, *quarter.encode()])
    store.add(cases)
    needs = [(case["case_key"], *_need(case["governorate"], chance.random(3))) for case in cases]
    known = [need for need in needs if need[1]]
    marks = ", ".join(["(?, ?, TIMESTAMP '2026-01-01', false, ?, '1_day', ?, ?)"] * len(known))
    store.rows(
        'INSERT INTO core.need (submission_id, case_key, "at", superseded, service_type, urgency, outcome, '
        f"unavailable_reason) VALUES {marks}",
        [value for need in known for value in (need[0], *need)],
    )


def _need(place: str, chances: np.ndarray) -> tuple[str, str, str]:
    if chances[0] < 0.25:
        return "", "", ""
    if place in KURDISTAN and chances[1] < 0.5:
        return "safe_house_shelter", "service_unavailable", "none_in_area" if chances[2] < 0.7 else "capacity"
    if chances[1] < 0.2:
        return "legal_aid", "service_unavailable", "unsafe" if chances[2] < 0.5 else "closed"
    return SERVICES[int(len(SERVICES) * chances[2])], "referred" if chances[1] < 0.9 else "service_not_applicable", ""


def four_quarters(folder: Path, policy: Policy = QUARTER, year: Policy | None = None) -> Path:
    """Build the releases of four quarters with the short menu, and perhaps of their year with what it lacks."""
    store, path = CaseStore(Records.open(f"sqlite:///{folder / 'records.db'}")), folder / "releases.duckdb"
    more = {"journal": Unrecorded(), "now": NOW, "delay_days": 14}
    for quarter in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"):
        with_needs(store, quarter, 700)
        build(store, path, quarter, policy=policy, **more)
    if year:
        build(store, path, "2025-Y", policy=year, **more)
    return path


def with_year(folder: Path) -> Path:
    """Build the releases of four quarters and of their year."""
    return four_quarters(folder, year=YEAR)


def old_menu(folder: Path) -> Path:
    """Build the releases of four quarters with the menu of version 0.1."""
    return four_quarters(folder, FULL)
