"""One row through the intake form's own rules: an import is an intake in bulk, and there is no second rule book."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dashboard import codes, privacy
from dashboard.casework.intake import IMPORT, intake_form
from dashboard.codes import UNKNOWN
from dashboard.contract.child_material import is_named
from dashboard.contract.elements import ELEMENTS, NOT_RECORDED
from dashboard.i18n import BAGHDAD
from dashboard.i18n import gettext as _
from dashboard.interchange import hashes
from dashboard.interchange.checking.entries import brought, closed
from dashboard.interchange.checking.form_rules import examined
from dashboard.interchange.checking.incoming import Assessed, Incoming
from dashboard.interchange.mapped import Fault, MappedRow
from dashboard.interchange.staying_out import staying_out

REFERENCE = "record_ref"
IMAGES = "image_based_abuse"


def check(row: MappedRow, *, agency: str, secret: bytes, now: datetime) -> Incoming | tuple[Fault, ...]:
    """Return a row that can come in, or everything that is wrong with it; `secret` is the key of the hashes."""
    answers, problems = examined(intake_form(), asked(row.values), IMPORT, now)
    problems |= _together(row.values, answers, now.astimezone(BAGHDAD).date())
    assessments, faults = _assessments(row, answers, now.astimezone(BAGHDAD).date())
    if problems or faults:  # what came with a case is looked at beside the case, so not before the case is right
        return _faults(row, problems, faults)
    entries, faults = brought(row, answers, now)
    closing, problems = closed(row, answers, now)
    if problems or faults:
        return _faults(row, problems, faults)
    elements = {element.name: element.read(answers) for element in ELEMENTS}
    everything = (elements, row.values.get("opened_on"), assessments, entries, closing)
    incoming = Incoming(
        sheet=row.sheet,
        number=row.number,
        values=answers,
        ref_hash=hashes.of_reference(secret, agency, row.reference),
        folded_hash=hashes.of_reference(secret, agency, hashes.folded(row.reference)),
        digest=hashes.of_row(secret, {"row": everything}),
        elements={},
        opened_on=row.values.get("opened_on"),
        assessments=assessments,
        entries=entries,
        closing=closing,
        warnings=tuple(_warnings(row, answers)),
    )
    return replace(incoming, elements=hashes.of_elements(secret, incoming.said))


def _faults(row: MappedRow, problems: Mapping[str, str], faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return what is wrong with a row and what came with it, and which of them stay out with the others."""
    found = [Fault(row.number, column, message, row.sheet) for column, message in problems.items()]
    found += faults
    places = {(fault.sheet, fault.row) for fault in found}
    others = ((each.sheet, each.number) for each in row.linked)
    return (*found, *staying_out((row.sheet, row.number), others, places))


def asked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers to the intake form that a row gives; what its source does not know is said to be unknown."""
    known = {name: value for name, value in values.items() if value not in (None, "", ())}
    answers: dict[str, Any] = {}
    for element in ELEMENTS:
        if element.kind == "consent":
            answers[element.name] = NOT_RECORDED
        elif UNKNOWN in codes.names(element.code_list) if element.code_list else False:
            answers[element.name] = (UNKNOWN,) if element.kind == "codes" else UNKNOWN
    for question in ("assent", "guardian_consent"):
        answers[question] = NOT_RECORDED
    answers |= known
    for element in ELEMENTS:
        if element.main_of and element.name not in known:
            answers[element.name] = answers[element.main_of][0]
    return answers | {"age_band_estimated": answers["age_band"]}


def _together(values: Mapping[str, Any], answers: Mapping[str, Any], today: date) -> dict[str, str]:
    """Return what the form cannot see: values that contradict each other, a day of registration before the report."""
    problems: dict[str, str] = {}
    if values.get("age") is not None and values.get("age_band") not in (None, "", UNKNOWN, answers.get("age_band")):
        problems["age_band"] = _("does not fit the age.")
    for element in ELEMENTS:
        if element.main_of and values.get(element.name) and values[element.name] not in values.get(element.main_of, ()):
            problems[element.name] = _("is not among the ones named beside it.")
    opened_on, report_date = values.get("opened_on"), answers.get("report_date")
    if opened_on and report_date and not report_date <= opened_on <= today:
        problems["opened_on"] = _("is before the first report, or in the future. Choose a day between the two.")
    return problems


def _assessments(row: MappedRow, answers: Mapping[str, Any], today: date) -> tuple[tuple[Assessed, ...], list[Fault]]:
    """Return the levels of risk that came with a row, the oldest first, and what is wrong with them."""
    given, faults = row.of("risk"), list[Fault]()
    for each, (sheet, number) in given:
        day = each.get("day")
        if each.get("level") not in ("high", "medium", "normal"):
            faults.append(Fault(number, "risk_level", _("is none of high, medium and normal."), sheet))
        elif day and not answers.get("report_date", day) <= day <= today:
            text = _("is before the first report, or in the future. Choose a day between the two.")
            faults.append(Fault(number, "risk_day", text, sheet))
    # A level without a day is what holds now.
    by_day = sorted((each for each, _place in given), key=lambda each: each.get("day") or date.max)
    return tuple(Assessed(each["level"], each.get("day")) for each in by_day if not faults), faults


def _warnings(row: MappedRow, answers: Mapping[str, Any]) -> Iterator[str]:
    """Yield what does not keep a row out and should be looked at."""
    if privacy.find(row.reference):
        yield _("The reference looks like a name or a number of a person. Only a hash of it is kept.")
    child = answers["stream"] != "tfgbv"
    if child and IMAGES in answers["violence_types"] and not is_named(answers["violence_types"], child=True):
        yield _("Images of a child that are sexual are abuse material: if these are, add the type {code} here.").format(
            code="csam"
        )
    if answers["age_band"] == UNKNOWN:
        yield _("The age is not known: a child's safe rules hold until somebody asks.")
