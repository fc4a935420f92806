"""What came with a case: needs, referrals and its closing, each through the rules of its own form."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dashboard.casework.core_forms import core_form
from dashboard.casework.intake import IMPORT, form_context, new_case
from dashboard.contract import Case
from dashboard.forms import to_json
from dashboard.i18n import gettext as _
from dashboard.interchange.checking.form_rules import examined
from dashboard.interchange.checking.incoming import Brought
from dashboard.interchange.mapped import Fault, MappedRow

DAYS = {"need": "need_date", "referral": "sent_on", "closure": "closed_on"}
"""The question of each form that says of which day an entry tells."""
OVER = ("closed", "transferred")


def brought(row: MappedRow, answers: Mapping[str, Any], now: datetime) -> tuple[tuple[Brought, ...], list[Fault]]:
    """Return the needs and referrals that came with a row, and what is wrong with them, each where it stands."""
    entries: list[Brought] = []
    faults: list[Fault] = []
    for form in ("need", "referral"):
        for given, (sheet, number) in row.of(form):
            entry, wrong = _entry(form, given, answers, now)
            entries.append(entry)
            faults += (Fault(number, f"{form}.{name}", message, sheet) for name, message in wrong.items())
    return tuple(entries), faults


def closed(row: MappedRow, answers: Mapping[str, Any], now: datetime) -> tuple[Brought | None, dict[str, str]]:
    """Return the closing of a case that comes in closed, None for an open one, and what is wrong with it."""
    values = row.values
    status, day = values.get("status") or ("closed" if values.get("closed_on") else "open"), values.get("closed_on")
    if status not in OVER:
        return None, {"closed_on": _("is filled in, and the case is open.")} if day else {}
    reasons = tuple(values.get("closure_reasons") or ())
    if status == "transferred":
        reasons = tuple(dict.fromkeys((*reasons, "transferred_organization")))
    return _entry("closure", {"closed_on": day, "reasons": reasons}, answers, now)


def _entry(
    name: str, given: Mapping[str, Any], answers: Mapping[str, Any], now: datetime
) -> tuple[Brought, dict[str, str]]:
    """Return an entry of one of the core's forms as the form takes it, and what is wrong by question."""
    form = core_form(name)
    taken, problems = examined(form, given, {**form_context(_case(answers, now)), **IMPORT}, now)
    return Brought(name, form.version, to_json(form, taken), taken.get(DAYS[name])), problems


def _case(answers: Mapping[str, Any], now: datetime) -> Case:
    """Return the case that the forms beside it are filled in for; it has no key and belongs to nobody yet."""
    return new_case(answers, key="", agency="", case_manager="", at=now)
