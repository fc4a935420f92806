"""What a saved form changes beside itself: today, the risk level with its clock."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from dashboard.access import Principal
from dashboard.contract import Case
from dashboard.desk.house import House
from dashboard.forms import Form
from dashboard.records import Tx, risk
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission

LEVELS = ("high", "medium", "normal")


def apply_effects(
    house: House, tx: Tx, who: Principal, form: Form, case: Case, answers: Mapping[str, Any], sent: Submission
) -> None:
    """Record the risk decision that a form carries in the questions that it names in `sets`."""
    level = answers.get(form.sets.get("risk_level", ""))
    if level not in LEVELS:
        return
    suggested = answers.get(form.sets.get("suggested_level", "")) or None
    risk.decide(
        tx,
        RiskDecision(
            id=str(uuid4()),
            case_key=case.key,
            level=level,
            suggested=suggested,
            reasons=_reasons(form, answers),
            override_reason=answers.get(form.sets.get("override_reason", "")) or "",
            at=sent.at,
            by=who.person_id,
            submission_id=sent.id,
        ),
    )
    house.note(tx, who, "risk.decide", case.key, level=level, suggested=suggested)


def _reasons(form: Form, answers: Mapping[str, Any]) -> tuple[str, ...]:
    value = answers.get(form.sets.get("reasons", ""))
    return tuple(value.split()) if isinstance(value, str) else tuple(value or ())
