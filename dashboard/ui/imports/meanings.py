"""What a column or a value of a file can mean, in the words of the person's language."""

from typing import Any

from dashboard.contract.elements import ELEMENTS, CaseElement
from dashboard.i18n import area_text, noted
from dashboard.i18n import gettext as _
from dashboard.interchange.answered import RISK
from dashboard.interchange.mapping.targets import Target, case_targets, entry_targets
from dashboard.ui.widgets import words

_NAMES = {
    "record_ref": noted("Reference of the case"),
    "report_date": noted("Day of the report"),
    "age_band": noted("Age band"),
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
    RISK: noted("Risk level"),
}


def label(name: str) -> str:
    """Return what an element is called; its own name where it has no other."""
    element = _elements().get(name)
    if name in _NAMES:
        return _(_NAMES[name])
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
    """Return a value of an element of a case in words."""
    element = _elements().get(name)
    if given in (None, "", [], ()):
        return "–"
    several = list(given) if isinstance(given, list | tuple) else [given]
    if element is None or not element.code_list:
        return _(", ").join(map(str, several))
    return _(", ").join(words.code(element.code_list, str(each)) for each in several)
