"""What a column or a value of a file can mean, in the words of the person's language."""

from datetime import date
from typing import Any

from dashboard.casework.core_forms import core_form
from dashboard.contract.elements import ELEMENTS, CaseElement
from dashboard.i18n import area_text, day, noted
from dashboard.i18n import gettext as _
from dashboard.interchange.answered import DROPPED, LEFT
from dashboard.interchange.mapping.drafting import DROP, RISK
from dashboard.interchange.mapping.targets import Target, case_targets, entry_targets
from dashboard.ui.widgets import words

_NAMES = {
    "record_ref": noted("Reference of the case"),
    "report_date": noted("Day of the report"),
    "age_band": noted("Age band"),
    "stream": noted("Adult or child"),
    "primary_violence_type": noted("Main type of violence"),
    "primary_platform": noted("Main platform"),
    "consent_services": noted("Consent to services"),
    "consent_reporting": noted("Consent to be counted"),
    "assent": noted("The child's assent"),
    "guardian_consent": noted("Consent of a guardian"),
    "best_interest_by": noted("Who decided in the child's best interest"),
    "opened_on": noted("Day when the case was opened"),
    "status": noted("Status of the case"),
    "closed_on": noted("Day when the case was closed"),
    "closure_reasons": noted("Why the case was closed"),
    "risk": noted("Risk level"),
    "risk_level": noted("Risk level"),
    RISK: noted("Risk level"),
    "risk_day": noted("Day of the risk level"),
    "risk.day": noted("Day of the risk level"),
    LEFT: noted("Not said yet"),
    DROPPED: noted("Not taken"),
    DROP: noted("Not taken"),
}
_KINDS = {
    "template": noted("The template of this dashboard"),
    "gbvims_ir": noted("GBVIMS Incident Recorder"),
    "primero_gbv": noted("Primero, cases of GBV"),
    "primero_cp": noted("Primero, cases of child protection"),
    "kobo": noted("KoboToolbox, our form"),
    "odk": noted("ODK Central, our form"),
    "own": noted("A table of your own"),
}
_CAME_OF_IT = {"need": "outcome", "referral": "status"}


def kind(name: str) -> str:
    """Return what a kind of file is called; the name itself of a mapping that an agency keeps."""
    return _(_KINDS[name]) if name in _KINDS else name


def label(name: str) -> str:
    """Return what an element of a case, or a question of what came with it ("need.outcome"), is called."""
    form, _dot, question = name.partition(".")
    element = _elements().get(name)
    if name in _NAMES:
        return _(_NAMES[name])
    if form in _CAME_OF_IT:
        asked = core_form(form)
        said = [asked.label, *(each.label for each in asked.questions if each.name == question)]
        return ": ".join(area_text("dashboard", text) for text in said)
    return _(element.label) if element and element.label else name


def _elements() -> dict[str, CaseElement]:
    return {element.name: element for element in ELEMENTS}


def target(meaning: str) -> Target | None:
    """Return what a column means, of a case ("age") or of what came with it ("risk.level")."""
    if meaning in case_targets():
        return case_targets()[meaning]
    form, _dot, name = meaning.partition(".")
    return entry_targets().get(form, {}).get(name)


def code(of: Target, value: str) -> str:
    """Return the label of a code."""
    if of.list_name:
        return words.code(of.list_name, value)
    return next((area_text("dashboard", labels[0]) for name, labels in of.words if name == value and labels), value)


def value(name: str, given: Any) -> str:
    """Return a value of a case, or what came of its risk, of a need or of a referral, in words."""
    if given in (None, "", [], ()):
        return "–"
    if name == "risk":
        return words.risk(str(given))
    if name in _CAME_OF_IT:
        return _(", ").join(_answer(f"{name}.{asked}", each) for asked, each in zip(_told(name), given, strict=False))
    of = target(name)
    if of and of.kind == "date":
        return day(date.fromisoformat(str(given)))
    several = list(given) if isinstance(given, list | tuple) else [given]
    return _(", ").join(_one(name, of, str(each)) for each in several)


def changed(element: str, name: str = "") -> str:
    """Return what a change is of: of a level of risk its day, and of several needs of one service the how-manieth."""
    what, (_kind, told, number) = label(element), (*name.split(":"), "", "")[:3]
    if element == "risk" and told:
        what = _("{what}, {day}").format(what=what, day=day(date.fromisoformat(told)))
    return f"{what} ({number})" if number not in ("", "1") else what


def _told(form: str) -> tuple[str, str]:
    """Return the questions that tell what a need or a referral is: which service, and what came of it."""
    return "service_type", _CAME_OF_IT[form]


def _answer(name: str, given: Any) -> str:
    of = target(name)
    return code(of, str(given)) if of and given else "–"


def _one(name: str, of: Target | None, given: str) -> str:
    element = _elements().get(name)
    if element and element.kind == "consent" and given in _GIVEN:
        return _(_GIVEN[given])
    if of and of.kind in ("code", "codes"):
        return code(of, given)
    return words.code(element.code_list, given) if element and element.code_list else given


_GIVEN = {
    "yes": noted("Yes"),
    "no": noted("No"),
    "withdrawn": noted("Taken back"),
    "not_recorded": noted("Not recorded at source"),
}
