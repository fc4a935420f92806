"""What the template asks: its sheets and columns, with what each is called for people, and which codes it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dashboard import codes
from dashboard.casework.core_forms import core_form
from dashboard.contract.elements import ELEMENTS
from dashboard.forms import Question
from dashboard.i18n import gettext as _
from dashboard.i18n import language, noted
from dashboard.interchange.columns import BY_NAME

Kind = Literal["text", "code", "codes", "date", "age"]
Choices = tuple[tuple[str, str], ...]
"""Codes, each with what people write for it."""
CASES = "cases"
CODES, HOW = "codes", "how"
NOT_OF_CASES = (CODES, HOW)
"""Sheets of the template that help to fill it in and hold no case."""
REFERENCE = "record_ref"
PLANNED = {"opened_on": "", "status": "status", "closed_on": "", "closure_reasons": "closure_reason", "risk_day": ""}
"""Columns of the cases, with the lists of their codes, that only an import with a plan takes."""
_COMES_WITH = {
    "need": ("service_type", "need_date", "urgency", "outcome", "unavailable_reason", "decline_reason"),
    "referral": (
        *("service_type", "consent_basis", "urgency", "sent_on", "status", "responded_on", "service_on"),
        "reject_reason",
    ),
}
SHEETS = {"need": "needs", "referral": "referrals"}
"""The sheets for what came with a case, by the form whose questions are their columns."""
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
    choices: Choices = ()
    example: str = ""
    needed: bool = False

    @property
    def label(self) -> str:
        """What people call it, in their language."""
        return _(_LABELS[self.name]) if self.name in _LABELS else self.name


def _written(example: Any) -> str:
    return "; ".join(example) if isinstance(example, tuple) else str(example)


EXAMPLE = {element.name: _written(element.example) for element in ELEMENTS if element.imported} | {
    REFERENCE: "1",
    "age_band": "",  # left empty, as it follows from the age
    "risk_level": "medium",
}


def sheets() -> dict[str, tuple[TemplateColumn, ...]]:
    """Return the columns of each sheet that is filled in, the cases first."""
    others = {SHEETS[form]: tuple(_of_form(form, names)) for form, names in _COMES_WITH.items()}
    return {CASES: tuple(_of_cases()), **others}


def _of_cases() -> list[TemplateColumn]:
    kinds: dict[str, Kind] = {element.name: _kind(element.kind) for element in ELEMENTS}
    taken = [
        TemplateColumn(name, kinds.get(name, "text"), choices(column.list_name), EXAMPLE[name], needed=column.required)
        for name, column in BY_NAME.items()
        if name != "risk_level"
    ]
    risk = TemplateColumn("risk_level", "code", choices("risk_level"), EXAMPLE["risk_level"])
    return [*taken, risk, *(TemplateColumn(name, _planned(name), choices(PLANNED[name])) for name in PLANNED)]


def _kind(kind: str) -> Kind:
    kinds: dict[str, Kind] = {"codes": "codes", "date": "date", "age": "age"}
    return kinds.get(kind, "code")


def _planned(name: str) -> Kind:
    if name == "closure_reasons":
        return "codes"
    return "code" if PLANNED[name] else "date"


def _of_form(form: str, names: tuple[str, ...]) -> list[TemplateColumn]:
    questions = {question.name: question for question in core_form(form).questions}
    asked = (_of_question(questions[name]) for name in names)
    return [TemplateColumn(REFERENCE, "text", example=EXAMPLE[REFERENCE], needed=True), *asked]


def _of_question(question: Question) -> TemplateColumn:
    own = question.list_name not in codes.lists()  # a list of the form itself, whose codes are words already
    known = tuple((choice.name, choice.name) for choice in question.choices) if own else choices(question.list_name)
    kind: Kind = "date" if question.kind == "date" else "code"
    return TemplateColumn(question.name, kind, known, needed=question.required == "true()")


def choices(name: str) -> Choices:
    """Return the codes of a list, each with its label in the person's language where that means this code and no other."""
    if not name:
        return ()
    labels = ((code, codes.label(name, code, language())) for code in codes.names(name))
    return tuple((code, label if codes.match(name, label) == code else code) for code, label in labels)
