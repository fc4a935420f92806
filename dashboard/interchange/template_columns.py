"""What the template asks: the columns that its mapping reads, with what each is called for people, and which codes it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard import codes
from dashboard.casework.core_forms import core_form
from dashboard.contract.elements import ELEMENTS
from dashboard.i18n import gettext as _
from dashboard.i18n import language, noted
from dashboard.interchange.mapping import shipped
from dashboard.interchange.mapping.targets import Kind, Target, case_targets, entry_targets
from dashboard.interchange.mapping.words import code_of

Choices = tuple[tuple[str, str], ...]
"""Codes, each with what people write for it."""
CASES = "cases"
CODES, HOW = "codes", "how"
NOT_OF_CASES = (CODES, HOW)
"""Sheets of the template that help to fill it in and hold no case."""
REFERENCE = "record_ref"
_LABELS: Mapping[str, str] = {
    REFERENCE: noted("Reference of the case"),
    "governorate": noted("Governorate of service"),
    "report_date": noted("Day of the first report"),
    "age": noted("Age in whole years"),
    "age_band": noted("Age band, where the age is not known"),
    "gender": noted("Gender"),
    "disability": noted("Disability"),
    "displacement": noted("Displacement"),
    "violence_types": noted("Types of violence"),
    "primary_violence_type": noted("Most harmful now"),
    "platforms": noted("Platforms"),
    "primary_platform": noted("Where it is worst"),
    "consent_services": noted("Agrees to services"),
    "consent_reporting": noted("Agrees to statistics"),
    "reported_elsewhere": noted("Reported elsewhere"),
    "risk_level": noted("Level of risk"),
    "risk_day": noted("Day of this assessment"),
    "opened_on": noted("Registered at the agency on"),
    "status": noted("Status"),
    "closed_on": noted("Closed on"),
    "closure_reasons": noted("Why it was closed"),
    "service_type": noted("Service"),
    "need_date": noted("Known since"),
    "urgency": noted("How soon"),
    "outcome": noted("What came of it"),
    "unavailable_reason": noted("Why there is no service"),
    "decline_reason": noted("What kept her from it"),
    "consent_basis": noted("On what ground"),
    "sent_on": noted("Sent on"),
    "responded_on": noted("Answered on"),
    "service_on": noted("Service received on"),
    "reject_reason": noted("Why it was rejected"),
}


@dataclass(frozen=True)
class TemplateColumn:
    """A column: its name, which is read back, what it takes, and an example, which stands on a sheet of its own."""

    name: str
    kind: Kind
    choices: Choices
    example: str
    needed: bool

    @property
    def label(self) -> str:
        """What people call it, in their language."""
        return _(_LABELS[self.name]) if self.name in _LABELS else self.name


def _written(example: Any) -> str:
    return "; ".join(example) if isinstance(example, tuple) else str(example)


EXAMPLE = {
    REFERENCE: "1",
    **{element.name: _written(element.example) for element in ELEMENTS if element.imported},
    "age_band": "",  # left empty, as it follows from the age
    "risk_level": "medium",
}


def sheets() -> dict[str, tuple[TemplateColumn, ...]]:
    """Return the columns of each sheet that is filled in, the cases first."""
    template, targets = shipped()["template"], case_targets()
    found = {CASES: [_column(rule.source, targets[name]) for name, rule in template.columns.items()]}
    for entry in template.entries:
        columns = found.setdefault(entry.sheet or CASES, [_column(entry.reference, targets[REFERENCE])])
        asked = _asked(entry.form)
        columns += [_column(rule.source, asked[name]) for name, rule in entry.rules.items()]
    return {name: tuple(columns) for name, columns in found.items()}


def _asked(form: str) -> dict[str, Target]:
    """Return what columns of a form mean; needed are questions that it asks whatever else was answered, also of an import."""
    questions = core_form(form).questions if form != "risk" else ()  # the level of risk is in the row of its case
    needed = {question.name for question in questions if question.required == "true()"}
    return {name: replace(target, needed=name in needed) for name, target in entry_targets()[form].items()}


def _column(name: str, target: Target) -> TemplateColumn:
    coded = target.kind in ("code", "codes")
    return TemplateColumn(name, target.kind, _choices(target) if coded else (), EXAMPLE.get(name, ""), target.needed)


def _choices(target: Target) -> Choices:
    """Return the codes of a column, each with its label in the person's language where that means this code and no other."""
    found = ((code, _label(target, code, *labels)) for code, labels in target.choices())
    return tuple((code, label if code_of(target, label) == code else code) for code, label in found)


def _label(target: Target, code: str, english: str, *_others: str) -> str:
    return codes.label(target.list_name, code, language()) if target.list_name else _(english)
