"""The tables of cases and of what was decided about them; the same for every agency."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from dashboard import codes
from dashboard.contract.elements import ELEMENTS
from dashboard.i18n import area_text, noted
from dashboard.interchange.takeaway.table import Column, Labels, OutTable, one_a_choice, typed
from dashboard.languages import LANGUAGES
from dashboard.packages import ForeignKey, Kind
from dashboard.records import takeaway

_LABELS = {
    "key": noted("Key of the case"),
    "case_key": noted("Key of the case"),
    "agency": noted("Agency"),
    "case_manager": noted("Case manager, as the number of her account"),
    "opened_at": noted("Opened here"),
    "report_date": noted("Date of the first report"),
    "age_band": noted("Age group"),
    "stream": noted("Children and adults"),
    "primary_platform": noted("Main platform"),
    "status": noted("Status"),
    "version": noted("Version of the case"),
    "risk_level": noted("Risk level"),
    "risk_decided_at": noted("Risk level decided"),
    "first_action_at": noted("First action"),
    "consent_services": noted("Agreed to services, or nobody knows whether she was asked: see consents"),
    "consent_reporting": noted("Agreed to be counted"),
    "id": noted("Number of the row"),
    "at": noted("When"),
    "by": noted("By whom, as the number of an account"),
    "level": noted("Risk level"),
    "suggested": noted("Suggested by the rules"),
    "reasons": noted("Reasons of the suggestion"),
    "override_reason": noted("Why it was decided otherwise"),
    "submission_id": noted("Entry of a form"),
    "scope": noted("What she was asked about"),
    "value": noted("Her decision"),
    "given_by": noted("Who said it"),
    "assent": noted("Assent of the child"),
    "guardian": noted("Agreement of the guardian"),
    "best_interest_by": noted("Who decided in her best interest"),
    "manner": noted("Spoken or written"),
    "withheld_reason": noted("Why she said no"),
    "area": noted("Area"),
    "checklist": noted("Checklist"),
    "item": noted("Step"),
    "state": noted("State"),
    "step": noted("Step"),
    "missing": noted("What should have come first"),
    "reason": noted("Reason"),
    "form": noted("Form"),
    "person": noted("Person"),
}
_LISTS = {
    "status": "status",
    "risk_level": "risk_level",
    "level": "risk_level",
    "suggested": "risk_level",
    "scope": "consent_scope",
    "value": "consent_value",
    "governorate": "governorate",
    **{element.name: element.code_list for element in ELEMENTS if element.kind in ("code", "codes")},
}
_TITLES = {
    "cases": noted("Cases as they are today"),
    "case_versions": noted("Every version of each case"),
    "risk_decisions": noted("Decisions on the risk level"),
    "consents": noted("Decisions on consent"),
    "checklist_events": noted("Steps of the checklists"),
    "steps_out_of_order": noted("Steps that were taken before another one"),
    "reviews": noted("Reviews by a supervisor"),
    "who_is_unsafe": noted("Persons around her who are not safe"),
}
_ELEMENT_LABELS = {element.name: element.label for element in ELEMENTS if element.label}


def in_each_language(message: str) -> Labels:
    """Return a text of the dashboard by language."""
    return {code: area_text("dashboard", message, code) for code in LANGUAGES}


def labels_of(list_name: str) -> Mapping[str, Labels]:
    """Return what the codes of a list mean, by code."""
    return {
        code.code: {lang: codes.label(list_name, code.code, lang) for lang in LANGUAGES}
        for code in codes.codes(list_name)
    }


def _columns(name: str, kind: str, *, required: bool = False) -> list[Column]:
    """Return the columns for one of the record: several where it holds several codes of a list."""
    labels = in_each_language(_ELEMENT_LABELS.get(name) or _LABELS.get(name, name))
    choices = labels_of(_LISTS[name]) if name in _LISTS else {}
    outside = "case_key" if name == "key" else name
    if kind == "codes" and choices:
        return one_a_choice(outside, choices, lambda row: row.get(name), labels)
    own_kind = cast(Kind, "string" if kind == "codes" else kind)
    return [
        Column(
            name=outside,
            kind=own_kind,
            read=lambda row: typed(own_kind, row.get(name)),
            labels=labels,
            choices=choices,
            required=required,
        )
    ]


def _table(name: str, kinds: Mapping[str, str], key: tuple[str, ...]) -> OutTable:
    columns = [
        column
        for own, kind in kinds.items()
        for column in _columns(own, kind, required=own in ("key", "case_key", *key))
    ]
    links = () if name == "cases" else (ForeignKey(column="case_key", table="cases", at="case_key"),)
    return OutTable(name=name, title=_TITLES[name], columns=columns, key=key, of=links)


@cache
def record_tables() -> dict[str, OutTable]:
    """Return the tables by name, the cases first."""
    of_case = takeaway.columns("cases")
    inside = {name: kind for name, kind in of_case.items() if name not in ("key", "agency", "version")}
    version = {"case_key": "string", "version": "integer", "at": "datetime", "by": "string"}
    return {
        "cases": _table("cases", of_case, ("case_key",)),
        "case_versions": _table("case_versions", version | inside, ("case_key", "version")),
        **{name: _table(name, takeaway.columns(name), ("id",)) for name in takeaway.HISTORIES},
    }


def rows_of(page: takeaway.Page) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Return the rows of a page by the table in which they belong."""
    return {"cases": page.cases, "case_versions": page.versions, **page.histories}
