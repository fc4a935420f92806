"""Invented cases in a projection."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.casework.core_forms import core_relations
from dashboard.codes import group, names
from dashboard.projection import Limits, Projection
from dashboard.records import Records
from dashboard.registry import Registry
from dashboard.release import Offer, ReleaseSummary, Unrecorded, build, menu

NOW = datetime(2028, 6, 1, tzinfo=UTC)
DECIDED = datetime(2026, 8, 1)
COLUMNS = (
    "case_key",
    "agency",
    "quarter",
    "governorate",
    "violence_group",
    "risk_level",
    "risk_decided_at",
    "age_sex",
    "stream",
    "platform_group",
    "disability",
    "displacement",
    "reportable",
)
CHILD_ONLY = ("child_material", "online_grooming")
Case = dict[str, Any]
REGISTRY = Registry.load()
FORMS = (*REGISTRY.forms(), *core_relations())
OFFERS = [Offer(each.name, each.released, each.datasets, each.module) for each in REGISTRY.active]
FULL = menu(OFFERS)
"""The menu as it is built: the core's tables and those of the four areas."""


class CaseStore:
    """A projection of an empty record whose cases are put in and changed directly."""

    def __init__(
        self, records: Records, cases: Sequence[Case] = (), seconds: float = 5.0, alone: float = 4.0, **more: str
    ) -> None:
        self._projection = Projection.open(None, FORMS, limits=Limits(seconds=seconds, alone=alone, **more))
        self._projection.follow(records)
        self.add(cases)

    def add(self, cases: Sequence[Case]) -> None:
        if cases:
            marks = ", ".join("?" * len(COLUMNS))
            rows = ", ".join([f"({marks})"] * len(cases))
            self.rows(
                f"INSERT INTO core.cases ({', '.join(COLUMNS)}) VALUES {rows}",
                [case.get(name) for case in cases for name in COLUMNS],
            )

    def change(self, sql: str) -> None:
        self.rows(sql)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._projection.rows(sql, params)

    def case_rows(self, *asked: Any, **more: Any) -> Any:
        return self._projection.case_rows(*asked, **more)


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
    disabled, displaced = pick(names("disability"), 1.5), pick(names("displacement"), 0.9)
    return [
        {
            "case_key": f"OV-{quarter}-{seed}-{i}",
            "agency": agencies[i],
            "quarter": quarter,
            "governorate": places[i],
            "violence_group": "image_abuse" if not _child(ages[i]) and types[i] in CHILD_ONLY else types[i],
            "risk_level": risks[i],
            "risk_decided_at": None if risks[i] == "not_assessed" else DECIDED,
            "age_sex": ages[i],
            "stream": "unknown" if ages[i] == "age_unknown" else "tf_csea" if _child(ages[i]) else "tfgbv",
            "platform_group": group("platform", platforms[i]),
            "disability": disabled[i],
            "displacement": displaced[i],
            "reportable": bool(chance.random() < 0.95),
        }
        for i in range(count)
    ]


def _child(age_sex: str) -> bool:
    return age_sex.endswith("under_18")


@pytest.fixture(scope="session")
def cases() -> Callable[..., list[Case]]:
    return invent


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., CaseStore]:
    return partial(CaseStore, Records.open(f"sqlite:///{tmp_path_factory.mktemp('record') / 'records.db'}"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "releases.duckdb"


@pytest.fixture
def publish(path: Path) -> Callable[..., ReleaseSummary]:
    """Return a builder into `path`, long after every period has closed."""

    def run(source: CaseStore, period: str, **more: Any) -> ReleaseSummary:
        return build(
            source, path, period, **({"journal": Unrecorded(), "now": NOW, "delay_days": 14, "policy": FULL} | more)
        )

    return run
