"""Inventing one case: plausible correlations of age, gender, place, type, platform and risk."""

import random
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any, cast

from dashboard.codes import band_of, group, names, stream_of
from dashboard.contract import Case, RiskLevel, Stream
from dashboard.contract.elements import CODED
from dashboard.i18n import BAGHDAD
from dashboard.records.cases import ALPHABET
from dashboard.risk_clock import HOURS
from ovtf_demo.people import Staff

LEVELS: tuple[RiskLevel, ...] = ("high", "medium", "normal")
DEPENDENT = frozenset(
    {
        "governorate",
        "stream",
        "age_band",
        "gender",
        "primary_violence_type",
        "primary_platform",
        "reported_elsewhere",
    }
)
"""Coded elements that `Inventor.case` invents with a rule of their own."""
_SPANS = {"0_11": (6, 11), "12_17": (12, 17), "18_24": (18, 24), "25_59": (25, 59), "60_plus": (60, 74)}


@dataclass
class Inventor:
    """Invents cases with one random generator and one set of weights."""

    rng: random.Random
    weights: Mapping[str, Any]
    agencies: list[Staff]
    now: datetime

    def one_of(self, table: Mapping[str, float]) -> str:
        """Return a random key of a table of weights."""
        return self.rng.choices(list(table), list(table.values()))[0]

    def key(self) -> str:
        """Return a random case key."""
        digits = "".join(self.rng.choices(ALPHABET, k=8))
        return f"OV-{digits[:4]}-{digits[4:]}"

    def moments(self, count: int, months: int) -> Iterator[datetime]:
        """Yield times in the last months to open `count` cases at, in working hours, oldest first.

        Each year has more cases (`growth`), and each month of the year its own share (`season`). The days are drawn in
        equal steps of their weight, so that chance alone makes no quarter larger than another.
        """
        today = self.now.astimezone(BAGHDAD)
        every_day = [today - timedelta(days=ago) for ago in range(int(months * 30.4), 0, -1)]
        days = [day for day in every_day if day.weekday() not in (4, 5)]  # Friday and Saturday
        upto = list(accumulate(self._busy(day) for day in days))
        for number in range(count):
            day = days[bisect(upto, (number + self.rng.random()) / count * upto[-1], hi=len(days) - 1)]
            opened = day.replace(hour=self.rng.randint(8, 16), minute=self.rng.randint(0, 59))
            yield opened.astimezone(UTC)

    def _busy(self, day: datetime) -> float:
        """Return the weight of a day: how many cases it has, against others."""
        return float(self.weights["growth"] ** -self._years(day) * self.weights["season"][day.month - 1])

    def _years(self, day: datetime) -> float:
        return (self.now - day) / timedelta(days=365)

    def case(self, opened: datetime, place: str | None = None, staff: Staff | None = None) -> Case:
        """Return one invented case, in the governorate `place` and with an agency's `staff` where these are given."""
        there = [staff] if staff else [agency for agency in self.agencies if agency.joined <= opened]
        place = place or self._place(there)
        there = [agency for agency in there if staff or place in agency.governorates]
        staff = self.rng.choices(there, [agency.weight for agency in there])[0]
        age = self._age()
        band = band_of(age)
        stream = cast(Stream, stream_of(band))
        child = stream == "tf_csea"
        types = self._several(self._then("child_types" if child else "adult_types", place, opened), 0.3)
        platforms = self._several(self._then("platforms", place, opened), 0.35)
        level = self.rng.choices(LEVELS, self.weights["risk"]["child" if child else "adult"])[0]
        return Case(
            key=self.key(),
            agency=staff.code,
            case_manager=self.rng.choice(staff.managers),
            opened_at=opened,
            report_date=(opened - timedelta(days=self.rng.choice((0, 0, 0, 1, 2)))).astimezone(BAGHDAD).date(),
            governorate=place,
            stream=stream,
            age=age if self.rng.random() < 0.9 else None,
            age_band=band,
            gender=self._gender(child),
            **self._by_weight(),
            violence_types=types,
            primary_violence_type=types[0],
            platforms=platforms,
            primary_platform=platforms[0],
            consent_services=True,
            consent_reporting=self.rng.random() < 0.92,
            reported_elsewhere=self.rng.choices(("no", "ovtf_member", "other"), (94, 3, 3))[0],
            status=self._status(opened),
            **self._risk(opened, level),
        )

    def _by_weight(self) -> dict[str, Any]:
        """Return a random code for each coded element that depends on no other.

        Where the weights do not name an element, all codes of its list are equally likely.
        """
        independent = [element for element in CODED if element.name not in DEPENDENT]
        return {
            element.name: self.one_of(self.weights.get(element.name) or dict.fromkeys(names(element.code_list), 1))
            for element in independent
        }

    def _age(self) -> int:
        low, high = _SPANS[self.one_of(self.weights["age"])]
        return int(self.rng.triangular(low, high, low + (high - low) * 0.35))

    def _gender(self, child: bool) -> str:
        table = dict(self.weights["gender"])
        if child:
            table["male"] *= 2.2
        return self.one_of(table)

    def _place(self, agencies: Sequence[Staff]) -> str:
        """Return a random governorate in which one of the agencies works: most cases are where most people are."""
        served = {place for agency in agencies for place in agency.governorates}
        return self.one_of({place: weight for place, weight in self.weights["governorates"].items() if place in served})

    def _then(self, name: str, place: str, opened: datetime) -> dict[str, float]:
        """Return a table of weights as it was in one place at one time."""
        here = self.weights["by_place"]
        region, own = here.get(group("governorate", place), {}), here.get(place, {})
        yearly, years = self.weights["yearly"], self._years(opened)
        return {
            code: weight * region.get(code, 1) * own.get(code, 1) * yearly.get(code, 1) ** -years
            for code, weight in self.weights[name].items()
        }

    def _several(self, table: Mapping[str, float], more: float) -> tuple[str, ...]:
        """Return one or more random keys of a table of weights; after each there is the chance `more` of another."""
        drawn = [self.one_of(table)]
        while self.rng.random() < more:
            drawn.append(self.one_of(table))
        return tuple(dict.fromkeys(drawn))

    def _status(self, opened: datetime) -> str:
        days = (self.now - opened).days
        chance_closed = 0.996
        if days < 20:
            chance_closed = 0.0
        elif days < 60:
            chance_closed = 0.6
        if self.rng.random() < chance_closed:
            return "closed"
        return "duplicate" if self.rng.random() < 0.01 else "open"

    def _risk(self, opened: datetime, level: RiskLevel) -> dict[str, Any]:
        """Return a case's risk level, when it was decided and acted on; no level where none is decided yet."""
        decided = opened + timedelta(hours=self.rng.uniform(0.5, 20))
        if decided > self.now or self.rng.random() < 0.03:
            return {"risk_level": None}
        hours = HOURS.get(level, 7 * 24)
        acted = decided + timedelta(hours=self.rng.triangular(0.5, hours * 2.2, hours * 0.3))
        return {
            "risk_level": level,
            "risk_decided_at": decided,
            "first_action_at": acted if acted < self.now and self.rng.random() < 0.93 else None,
        }
