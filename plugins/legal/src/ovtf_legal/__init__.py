"""Law enforcement and protection: an informed choice, then company on the way."""

from typing import Any

from dashboard import Area, Case, CaseRecord, Checklist, Dataset, Form, Indicator, Released, Task, View, hookimpl

from . import checklists, released, tasks, views

WITH_HER = ("guardian", "relative", "partner")
"""People at her side who may be chosen as company, unless they are recorded as unsafe."""
WEIGHED: dict[str, Any] = {
    "relies_on": {person: f"accompany_by={person}" for person in WITH_HER},
    "instead": "Go with her yourself, or find someone else before the complaint.",
}
COMPLAINT: dict[str, Any] = {
    "summary": ("authority", "outcome", "filed_on"),
    "needs_consent": "law_enforcement",
    "after": ("legal.risk_benefit", "legal.choice.protection_plan", "safety.risk_assessment"),
    "because": "A complaint can be noticed at home. Weigh it and plan for the day he learns of it, before it is filed.",
    "known": {"authority": "risk_benefit.authority"},
    "relies_on": {person: f"accompanied_by={person}" for person in WITH_HER},
    "instead": "Go with her yourself. If that person has gone along already, choose that only someone unsafe went with her.",
}


@hookimpl
def register_area() -> Area:
    return Area(
        name="legal",
        label="Legal",
        summary="Explain the right to report and not to, weigh risks, accompany.",
        icon=":material/gavel:",
        order=40,
        guidance_source="Guide: Law Enforcement and Protection Services",
        guidance_reviewed="2026-11",
    )


@hookimpl
def register_forms() -> list[Form]:
    return [
        Form.read(__name__, "forms/risk_benefit.md", occurs="many", **WEIGHED),
        Form.read(__name__, "forms/complaint.md", occurs="many", revisable=True, **COMPLAINT),
    ]


@hookimpl
def register_checklists() -> list[Checklist]:
    return [checklists.CHOICE]


@hookimpl
def register_views() -> list[View]:
    return [views.DECISIONS, views.OUTCOMES]


@hookimpl
def register_datasets() -> list[Dataset]:
    of_releases = [Dataset.read(__name__, f"sql/{name}.sql") for name in ("paths", "informed")]
    return [views.CHOICES, views.ADULTS, views.COMPLAINTS, views.ORDERED, *of_releases]


@hookimpl
def register_indicators() -> list[Indicator]:
    return [
        views.INFORMED,
        views.CHOICE_RECORDED,
        views.WEIGHED_FIRST,
        views.ACCOMPANIED,
        views.HARMED,
        views.PROTECTED,
        views.IN_ORDER,
    ]


@hookimpl
def suggest_tasks(case: Case, record: CaseRecord) -> list[Task]:
    return tasks.suggest(case, record)


@hookimpl
def register_released() -> list[Released]:
    return [released.PATH, released.CHOICE]
