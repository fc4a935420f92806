"""Invented cases in a projection's place: core.cases with the columns that a release reads."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from dashboard.codes import group, names
from dashboard.release import ReleaseSummary, build

NOW = datetime(2028, 6, 1, tzinfo=UTC)
COLUMNS = (
    "case_key", "agency", "quarter", "governorate", "violence_group", "risk_level", "age_sex", "stream",
    "platform_group", "reportable",
)
CHILD_ONLY = ("child_material", "online_grooming")
Case = dict[str, Any]


class CaseStore:
    """Cases that can be added to and changed, asked through the `rows` that a Projection has."""

    def __init__(self, cases: Sequence[Case] = ()) -> None:
        self._db = duckdb.connect()
        kinds = ", ".join(f"{name} {'BOOLEAN' if name == 'reportable' else 'VARCHAR'}" for name in COLUMNS)
        self._db.execute(f"CREATE SCHEMA core; CREATE TABLE core.cases ({kinds})")
        self.add(cases)

    def add(self, cases: Sequence[Case]) -> None:
        if cases:
            marks = ", ".join("?" * len(COLUMNS))
            sql = f"INSERT INTO core.cases SELECT * FROM (VALUES {', '.join([f'({marks})'] * len(cases))})"
            self._db.execute(sql, [case[name] for case in cases for name in COLUMNS])

    def change(self, sql: str) -> None:
        self._db.execute(sql)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, list(params)).fetchall()


def invent(quarter: str, count: int, seed: int = 0) -> list[Case]:
    """Return cases of one quarter with uneven places and types, most agencies small, some not reportable."""
    chance = np.random.default_rng([seed, *quarter.encode()])

    def pick(codes: Sequence[str], slope: float) -> list[str]:
        weights = np.exp(-slope * np.arange(len(codes)))
        return [codes[i] for i in chance.choice(len(codes), size=count, p=weights / weights.sum())]

    by_size = sorted(names("governorate"), key=lambda code: code in ("IQ-BG", "IQ-AR"), reverse=True)
    places = pick(by_size, 0.22)
    ages, types = pick(names("age_sex"), 0.35), pick(names("violence_group"), 0.3)
    risks, agencies = pick(names("risk_level"), 0.4), pick([f"A{n:02}" for n in range(1, 13)], 0.25)
    platforms = pick(names("platform"), 0.15)
    return [{
        "case_key": f"OV-{quarter}-{seed}-{i}", "agency": agencies[i], "quarter": quarter,
        "governorate": places[i],
        "violence_group": "image_abuse" if not _child(ages[i]) and types[i] in CHILD_ONLY else types[i],
        "risk_level": risks[i], "age_sex": ages[i], "stream": "tf_csea" if _child(ages[i]) else "tfgbv",
        "platform_group": group("platform", platforms[i]), "reportable": bool(chance.random() < 0.95),
    } for i in range(count)]


def _child(age_sex: str) -> bool:
    return age_sex.endswith("under_18")


@pytest.fixture(scope="session")
def cases() -> Callable[..., list[Case]]:
    return invent


@pytest.fixture(scope="session")
def store() -> type[CaseStore]:
    return CaseStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "releases.duckdb"


@pytest.fixture
def publish(path: Path) -> Callable[..., ReleaseSummary]:
    """Return a builder into `path`, long after every period has closed."""

    def run(source: CaseStore, period: str, **more: Any) -> ReleaseSummary:
        return build(source, path, period, **({"now": NOW, "delay_days": 14} | more))

    return run
