"""Digital risk and safe removal: stop the harm from spreading without making things worse."""

from typing import Any

from dashboard import Area, Case, CaseRecord, Checklist, Dataset, Form, Indicator, Released, Task, View, hookimpl

from . import checklists, indicators, released, tasks, views

RISK: dict[str, Any] = {
    "sets": {"child_material": "tool=take_it_down"},
    "known": {
        "content": "core.incident.content_kind",
        "sexual": "core.incident.sexual",
        "depicts_minor": "core.incident.depicts_minor",
        "ai_generated": "core.incident.ai_generated",
    },
}
ROUTE: dict[str, Any] = {
    "sets": {"child_material": "image_age=minor|both"},
    "after": ("safety.risk_assessment",),
    "because": "A removal can be noticed: know the risk at home before anything moves online.",
    "known": {
        "content": "digital_risk.content",
        "sexual": "digital_risk.sexual",
        "device": "digital_risk.device",
        "depicts_minor": "digital_risk.depicts_minor",
        "content_status": "digital_risk.content_status",
        "would_escalate": "digital_risk.would_escalate",
        "platforms": "case.platforms",
    },
}
PLAN: dict[str, Any] = {
    "sets": {"complete": "complete"},
    "needs_consent": "digital_action",
    "after": ("digital.digital_risk",),
    "because": "The plan answers the risk: find out first what the perpetrator can reach and who would notice.",
}
REQUEST: dict[str, Any] = {
    "summary": ("platform", "channel", "outcome", "request_date"),
    "sets": {"child_material": "image_depicts_minor=yes"},
    "needs_consent": "digital_action",
    "after": ("safety.risk_assessment", "digital.digital_risk", "digital.removal.evidence"),
    "because": "Risk first, then proof, then removal: once content is gone, so is the proof, and the one who posted it may "
    "notice.",
    "known": {
        "violence_type": "case.primary_violence_type",
        "platform": "case.primary_platform",
        "image_depicts_minor": "route.depicts_minor",
    },
    "relies_on": {"guardian": "submitted_by=guardian"},
    "instead": "The child sends it, with you or a safe adult beside. If that guardian has sent it already, choose the answer "
    "that says so, and tell your supervisor today.",
}


@hookimpl
def register_area() -> Area:
    return Area(
        name="digital",
        label="Digital",
        summary="Assess digital risk, keep proof safely, report and remove.",
        icon=":material/phonelink_lock:",
        order=30,
        guidance_source="Guide: Digital Risk Management and Safe Removal of Harmful Content",
        guidance_reviewed="2026-11",
    )


@hookimpl
def register_forms() -> list[Form]:
    return [
        Form.read(__name__, "forms/digital_risk.md", occurs="many", **RISK),
        Form.read(__name__, "forms/route.md", occurs="many", **ROUTE),
        Form.read(__name__, "forms/digital_plan.md", occurs="once", **PLAN),
        Form.read(__name__, "forms/removal_request.md", occurs="many", revisable=True, **REQUEST),
    ]


@hookimpl
def register_checklists() -> list[Checklist]:
    return [checklists.REMOVAL]


@hookimpl
def register_views() -> list[View]:
    return [*views.VIEWS]


@hookimpl
def register_datasets() -> list[Dataset]:
    return [*views.DATASETS, Dataset.read(__name__, "sql/removals.sql")]


@hookimpl
def register_indicators() -> list[Indicator]:
    return [*indicators.INDICATORS]


@hookimpl
def suggest_tasks(case: Case, record: CaseRecord) -> list[Task]:
    return tasks.suggest(case, record)


@hookimpl
def register_released() -> list[Released]:
    return [*released.TABLES]
