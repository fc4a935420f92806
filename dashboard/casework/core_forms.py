"""The shell's own forms: what every case goes through, whatever the area."""

from functools import cache
from typing import Any

from dashboard.casework.intake import AREA, intake_form
from dashboard.casework.unsafe import TAKEN_BACK
from dashboard.contract.persons import PERPETRATORS, PERSONS, unsafe
from dashboard.errors import ContractError
from dashboard.forms import Form
from dashboard.i18n import gettext as _

_AGREED_BY = {person: f"agreed_by={person}" for person in PERSONS}
_NOT_ASKED = {unsafe("guardian"): "guardian_consent=unsafe_to_seek"}
_DECIDE = "Of a child say that it is not safe to ask, and who took the best-interest decision. An adult is asked alone."
_HARMS = {unsafe(person): f"relationship={relation}" for person, relation in PERPETRATORS.items()}

_FORMS: dict[str, dict[str, Any]] = {
    "consent": {
        "occurs": "once",
        "known": {
            "assent": "core.intake.assent",
            "guardian_consent": "core.intake.guardian_consent",
            "best_interest_by": "core.intake.best_interest_by",
        },
        "sets": _NOT_ASKED,
        "relies_on": _AGREED_BY,
        "instead": _DECIDE,
    },
    "incident": {
        "revisable": True,
        "summary": ("incident_month", "violence_types", "content_status"),
        "sets": _HARMS,
        "known": {
            "violence_types": "case.violence_types",
            "primary_violence_type": "case.primary_violence_type",
            "platforms": "case.platforms",
        },
    },
    "need": {"revisable": True, "needs_consent": "services", "summary": ("service_type", "outcome")},
    "referral": {
        "revisable": True,
        "needs_consent": "information_sharing",
        "sets": {"stops_clock": "urgent"},
        "summary": ("service_type", "service", "status", "sent_on"),
        "known": {"service_type": "core.need.service_type", "urgency": "core.need.urgency"},
    },
    "follow_up": {
        "summary": ("held_on", "mode", "risk_change"),
        "refers": {"any": "done=referral"},
        "relies_on": {person: f"contact_through={person}" for person in PERSONS},
        "instead": "Agree with her on a way to reach her that leaves this person out.",
    },
    "closure": {"review": True},
    "reopening": {"sets": _NOT_ASKED, "relies_on": _AGREED_BY, "instead": _DECIDE},
    TAKEN_BACK: {"review": True},
}


@cache
def core_forms() -> tuple[Form, ...]:
    """Return the shell's forms, the intake first (case-record.md c.2, c.3, c.8, c.9, c.10)."""
    after_intake = (Form.read("dashboard.casework", f"forms/{name}.md", **options) for name, options in _FORMS.items())
    return (intake_form(), *after_intake)


def core_form(name: str) -> Form:
    """Return one of the shell's forms; raise ContractError when there is none."""
    for form in core_forms():
        if form.name == name:
            return form
    raise ContractError(_("There is no form {form} any more.").format(form=repr(name)))


def core_relations() -> tuple[tuple[str, Form], ...]:
    """Return the shell's forms that have a relation of their own: the intake is core.cases."""
    return tuple((AREA, form) for form in core_forms()[1:])
