"""Law enforcement and protection: an informed choice, then company on the way."""

from dashboard import Area, Case, CaseRecord, Dataset, Form, hookimpl

from . import checklists, released, tasks, views

COMPLAINT = {
    "summary": ("authority", "outcome", "filed_on"),
    "needs_consent": "law_enforcement",
    "after": ("legal.risk_benefit", "legal.choice.protection_plan", "safety.risk_assessment"),
    "because": "A complaint can be noticed at home. Weigh it and plan for the day he learns of it, before it is filed.",
    "known": {"authority": "risk_benefit.authority"},
}


@hookimpl
def register_area():
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
def register_forms():
    return [
        Form.read(__name__, "forms/risk_benefit.md", occurs="many"),
        Form.read(__name__, "forms/complaint.md", occurs="many", revisable=True, **COMPLAINT),
    ]


@hookimpl
def register_checklists():
    return [checklists.CHOICE]


@hookimpl
def register_views():
    return [views.DECISIONS, views.OUTCOMES]


@hookimpl
def register_datasets():
    return [views.CHOICES, views.ADULTS, views.COMPLAINTS, views.ORDERED, Dataset.read(__name__, "sql/paths.sql")]


@hookimpl
def register_indicators():
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
def suggest_tasks(case: Case, record: CaseRecord):
    return tasks.suggest(case, record)


@hookimpl
def register_released():
    return [released.PATH]
