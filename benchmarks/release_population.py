"""Invented cases for the figures and the attacks on releases: as many as wanted, in memory, with no store behind them.

The shares are those of the demo (`ovtf_data/demo.toml`) where it has them. Places differ: each governorate has its own
mixture of types, of risk and of missing services, or a release would have nothing to tell of places.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dashboard.codes import codes, group
from dashboard.release.adjusting import equations
from dashboard.release.policy import Policy
from dashboard.release.sums import cells

Column = NDArray[np.str_]
Counts = dict[str, Mapping[tuple[str, ...], int]]
"""The true count of each cell that is not empty, by table."""
SHARES = tomllib.loads((files("ovtf_data") / "demo.toml").read_text("utf-8"))
MISSING = {
    "none": 12,
    "nothing": 50,
    "protection": 13,
    "law": 9,
    "mhpss": 6,
    "digital": 4,
    "health": 3,
    "child_protection": 2,
    "other": 1,
}
"""What was missing, in per cent of the cases. "none": no need was recorded; "nothing": none of the needs was missing."""
FOR_WANT = 0.8
"""The share of what was missing that was so because there was none, or no room in it."""
ACTIONS = {"in_time": 60, "late": 22, "no_action": 18}
OUTCOMES = {"met": 70, "declined": 25, "not_applicable": 5}
DIFFERENT = 0.6
"""How much places differ: the standard deviation of the logarithm of a share, from place to place."""
WITHOUT = 0.2
"""The share of cases without a row in an area's dataset."""
MOST_OF_THE_REST = 0.35
"""The slope of a dimension of which no shares are known: each code has exp(-slope) times the cases of the one before."""


class Population:
    """Cases as columns, one a dimension of the policy's tables, and the places with a mixture of their own.

    `places` says from what number the mixtures of places are drawn: the same places for every period.
    """

    def __init__(self, policy: Policy, places: int = 13) -> None:
        self._policy, self._places = policy, places

    def invent(self, count: int, seed: int) -> dict[str, Column]:
        """Return `count` cases: for each dimension the code of each case."""
        chance = np.random.default_rng(seed)
        facts = self._facts(count, chance)
        answers = self._answers(count, chance)
        dims = dict.fromkeys(dim for table in self._policy.tables for dim in table.dims)
        return {dim: self._column(dim, facts, answers) for dim in dims}

    def counted(self, cases: Mapping[str, Column]) -> Counts:
        """Return the true counts of the policy's tables; raise ValueError when they are not as the policy says."""
        tables = self._policy.tables
        counts = {table.name: _crossed([cases[dim] for dim in table.dims], cases) for table in tables}
        self._check(counts)
        return counts

    def _check(self, counts: Counts) -> None:
        """Raise ValueError when a case is where none can be, or sums do not hold: adjusting would bend right numbers."""
        never = sum(counts[table.name].get(codes, 0) for table in self._policy.tables for codes in table.never)
        every = [counts[table.name].get(codes, 0) for table, codes in cells(self._policy)]
        if never or (equations(self._policy).matrix @ np.array(every)).any():
            raise ValueError("The invented cases contradict the policy.")

    def _facts(self, count: int, chance: np.random.Generator) -> dict[str, Column]:
        """Return what is true of each case, by the last part of the names of dimensions."""
        place = _drawn(SHARES["governorates"], count, chance)
        age = _drawn(SHARES["age"], count, chance)
        child = np.isin(age, ("0_11", "12_17"))
        age_sex = np.array([_age_sex(*both) for both in zip(age, _drawn(SHARES["gender"], count, chance), strict=True)])
        adults, children = (_grouped("violence_type", SHARES[f"{who}_types"]) for who in ("adult", "child"))
        risk = self._by_place(place, dict(zip(("high", "medium", "normal"), (30, 42, 28), strict=True)), chance)
        missing = self._by_place(place, MISSING, chance)
        needed = np.where(missing == "nothing", _drawn(_services(), count, chance), missing)
        met = np.where(missing == "nothing", _drawn(OUTCOMES, count, chance), "unavailable")
        outcome = np.where(missing == "none", "none", met)
        acted = np.where(risk == "normal", "none", _drawn(ACTIONS, count, chance))
        types = np.where(child, self._by_place(place, children, chance), self._by_place(place, adults, chance))
        return {
            "governorate": place,
            "stream": np.where(child, "tf_csea", "tfgbv"),
            "age_sex": age_sex,
            "violence_group": types,
            "risk_level": risk,
            "platform_group": _drawn(_grouped("platform", SHARES["platforms"]), count, chance),
            "disability": _drawn(SHARES["disability"], count, chance),
            "displacement": _drawn(SHARES["displacement"], count, chance),
            "missing": missing,
            "lacking": np.where(chance.random(count) < FOR_WANT, missing, "rest"),
            "service": needed,
            "outcome": outcome,
            "action": acted,
        }

    def _answers(self, count: int, chance: np.random.Generator) -> dict[str, Column]:
        """Return the columns of areas' datasets by dimension.

        What several tables count by is drawn once, and a case without a row in a dataset has none in any of its columns.
        """
        answers: dict[str, Column] = {}
        drawn: dict[tuple[str, ...], Column] = {}
        without: dict[str, NDArray[np.bool_]] = {}
        for origin in filter(None, (table.origin for table in self._policy.tables)):
            missing = without.setdefault(origin.sql, chance.random(count) < WITHOUT)
            for dim, column in origin.columns.items():
                codes = [code for code in self._policy.domains[dim] if code != origin.otherwise]
                answer = np.where(missing, origin.otherwise, _drawn(_falling(codes), count, chance))
                answers[dim] = drawn.setdefault((origin.sql, column, *codes), answer)
        return answers

    def _column(self, dim: str, facts: Mapping[str, Column], answers: Mapping[str, Column]) -> Column:
        """Return the codes of a dimension; a code that it does not have counts as "other", or as its last."""
        domain = self._policy.domains[dim]
        coarse = getattr(self._policy, "coarser", {}).get(dim)
        if coarse:
            return np.array([coarse[code] for code in facts["governorate"]])
        fact = facts.get(dim.rsplit(".", 1)[-1])
        if fact is None:
            return answers[dim]
        return np.where(np.isin(fact, domain), fact, "other" if "other" in domain else domain[-1])

    def _by_place(self, place: Column, shares: Mapping[str, float], chance: np.random.Generator) -> Column:
        """Draw a code a case, by the mixture of its place."""
        listed = sorted(SHARES["governorates"])
        own = np.random.default_rng([self._places, *"".join(shares).encode()]).normal(size=(len(listed), len(shares)))
        weights = np.exp(DIFFERENT * own) * np.array(list(shares.values()), dtype=float)
        reached = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
        drawn = chance.random(len(place))[:, None] > reached[np.searchsorted(listed, place)]
        return np.array(list(shares))[np.minimum(drawn.sum(axis=1), len(shares) - 1)]


def _crossed(columns: Sequence[Column], cases: Mapping[str, Column]) -> Mapping[tuple[str, ...], int]:
    if not columns:
        return {(): len(next(iter(cases.values())))}
    return Counter(zip(*(column.tolist() for column in columns), strict=True))


def _drawn(shares: Mapping[str, float], count: int, chance: np.random.Generator) -> Column:
    weights = np.array(list(shares.values()), dtype=float)
    return chance.choice(np.array(list(shares)), size=count, p=weights / weights.sum())


def _falling(codes: Sequence[str]) -> dict[str, float]:
    return {code: float(np.exp(-MOST_OF_THE_REST * at)) for at, code in enumerate(codes)}


def _services() -> dict[str, int]:
    return {service: weight for service, weight in MISSING.items() if service not in ("none", "nothing")}


def _grouped(code_list: str, shares: Mapping[str, float]) -> dict[str, float]:
    """Return the shares of the groups of a code list, from those of its codes."""
    known = {code.code for code in codes(code_list)}
    grouped: Counter[str] = Counter()
    for code, weight in shares.items():
        grouped[group(code_list, code) if code in known else "other"] += weight
    return dict(grouped)


def _age_sex(age: str, gender: str) -> str:
    if gender not in ("female", "male"):
        return "other_unknown"
    if age in ("0_11", "12_17"):
        return "girls_under_18" if gender == "female" else "boys_under_18"
    if gender == "male":
        return "men_18_plus"
    return "women_18_24" if age == "18_24" else "women_25_plus"
