"""Physical safety and protection: who may harm her, how soon, and what keeps her safe."""

from dashboard import Area, Case, CaseRecord, Checklist, Dataset, Form, Indicator, Released, Task, View, hookimpl

from . import checklists, indicators, released, tasks, views

DECIDES = {
    "risk_level": "level",
    "suggested_level": "suggested_level",
    "override_reason": "override_reason",
    "reasons": "reasons",
    "guardian_unsafe": "guardian_harm=possible|yes",
    "relative_unsafe": "source_family=creates|expands",
    "partner_unsafe": "source_partner=creates|expands",
}


@hookimpl
def register_area() -> Area:
    return Area(
        name="safety",
        label="Safety",
        summary="Assess the risk, decide its level, plan for safety, refer.",
        icon=":material/shield:",
        order=10,
        guidance_source="Guide: Physical Safety/Protection",
        guidance_reviewed="2026-11",
    )


@hookimpl
def register_forms() -> list[Form]:
    return [
        Form.read(__name__, "forms/risk_assessment.md", occurs="many", sets=DECIDES, urgent=True),
        Form.read(
            __name__,
            "forms/safety_plan.md",
            occurs="once",
            review=True,
            sets={"complete": "complete", "guardian_unsafe": "caregiver_part=may_harm|not_safe"},
            relies_on={"guardian": "caregiver_part=yes"},
            instead="Plan with the child and a safe adult, without the caregivers.",
            needs_consent="services",
            after=("safety.risk_assessment",),
            because="The plan answers the risks: find out first what threatens her and from whom.",
        ),
    ]


@hookimpl
def register_checklists() -> list[Checklist]:
    return [checklists.PROTECTION]


@hookimpl
def register_datasets() -> list[Dataset]:
    return [*views.DATASETS, Dataset.read(__name__, "sql/dangers.sql"), Dataset.read(__name__, "sql/plan_state.sql")]


@hookimpl
def register_views() -> list[View]:
    return [*views.VIEWS]


@hookimpl
def register_indicators() -> list[Indicator]:
    return [*indicators.INDICATORS]


@hookimpl
def suggest_tasks(case: Case, record: CaseRecord) -> list[Task]:
    return tasks.suggest(case, record)


@hookimpl
def register_released() -> list[Released]:
    return [released.DANGER, released.DANGER_FROM, released.PLAN]
