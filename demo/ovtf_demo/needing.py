"""The needs of an invented case: they follow from its type, its level and what was found, and end as its place allows."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dashboard.casework.core_forms import core_form
from dashboard.codes import names
from dashboard.contract import Case
from dashboard.i18n import BAGHDAD
from ovtf_demo.offers import Offers

HOURS = (1, 3, 26)
"""When a need becomes known, in hours after the level was decided."""


@dataclass
class Needs:
    """Draws needs and the referrals that follow from them; the answers fit each other and the case."""

    rng: random.Random
    weights: Mapping[str, Any]
    offers: Offers
    now: datetime
    urgent: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, case: Case, found: frozenset[str]) -> Iterator[tuple[str, datetime, dict[str, Any]]]:
        """Yield (form, time, answers) of each need and referral of a case; `found` is what its assessment found."""
        facts = {"any", case.stream, case.risk_level, *case.violence_types, *found}
        chances = {
            service: sum(weight for fact, weight in table.items() if fact in facts)
            for service, table in self.weights["needs"].items()
        }
        wanted = dict.fromkeys(
            self.rng.choices(list(chances), list(chances.values()), k=self.rng.randint(1, len(HOURS)))
        )
        for hours, service in zip(HOURS, wanted, strict=False):
            at = (case.risk_decided_at or case.opened_at) + timedelta(hours=hours)
            need = self._need(case, service, at)
            yield "need", at, need
            if need["outcome"] == "referred":
                yield "referral", at + timedelta(hours=1), self._referral(case, need, at + timedelta(hours=1))

    def _need(self, case: Case, service: str, at: datetime) -> dict[str, Any]:
        urgency = self.rng.choices(names("urgency"), self.weights["urgent"][case.risk_level or "normal"])[0]
        outcome, reason = self._outcome(case, service)
        need = {"service_type": service, "need_date": _day(at), "urgency": urgency, "outcome": outcome}
        if outcome == "service_unavailable":
            need["unavailable_reason"] = reason
        if outcome == "referral_declined_by_survivor":
            need["decline_reason"] = self.rng.choice(names("decline_reason"))
        return need

    def _outcome(self, case: Case, service: str) -> tuple[str, str]:
        """Return what came of a need and, where nothing could, why: mostly no room, or nobody there for her."""
        chances = dict(self.weights["outcomes"])
        chances["service_unavailable"] *= self.weights["shortage"].get(service, 1)
        if service not in self.weights["own"]["services"]:
            del chances["service_provided_by_your_agency"]
        reason = self.rng.choices(("capacity", "closed", "cost", "unsafe"), (75, 10, 10, 5))[0]
        if not self.offers.of(case.governorate, service, child=case.is_child):
            del chances["referred"]
            chances["service_unavailable"] = 80
            others = self.offers.of(case.governorate, service, child=not case.is_child)
            reason = "not_for_age" if others else "none_in_area"
        return self.rng.choices(list(chances), list(chances.values()))[0], reason

    def _referral(self, case: Case, need: Mapping[str, Any], at: datetime) -> dict[str, Any]:
        service, urgency, status = need["service_type"], need["urgency"], self._status(at)
        answered = at + timedelta(days=self.rng.choice((0, 0, 1, 1, 2, 4)))
        referral = {
            "service_type": service,
            "service": self.rng.choice(self.offers.of(case.governorate, service, child=case.is_child)),
            "consent_basis": "consented",
            "urgency": urgency,
            "sent_on": _day(at),
            "status": status,
            "urgent": self._is_urgent(service, urgency),
        }
        if status in ("accepted", "rejected", "completed"):
            referral["responded_on"] = _day(answered)
        if status == "completed":
            referral["service_on"] = _day(answered + timedelta(days=self.rng.randint(0, 4)))
        if status == "rejected":
            referral["reject_reason"] = self.rng.choice(("capacity", "capacity", "not_eligible", "wrong_service"))
        return referral

    def _status(self, at: datetime) -> str:
        """Return where a referral stands; a young one may still wait for its answer."""
        statuses = self.weights["answers"]
        status: str = self.rng.choices(list(statuses), list(statuses.values()))[0]
        return status if self.now - at > timedelta(days=9) else "sent"

    def _is_urgent(self, service: str, urgency: str) -> str:
        """Return what the form itself calculates of these two answers."""
        if (service, urgency) not in self.urgent:
            answers = {"service_type": service, "urgency": urgency}
            self.urgent[service, urgency] = (
                core_form("referral").examine(answers, context={}, now=self.now).answers["urgent"]
            )
        return self.urgent[service, urgency]


def _day(at: datetime) -> Any:
    return at.astimezone(BAGHDAD).date()
