"""Physical safety and protection: who may harm her, how soon, and what keeps her safe."""

from dashboard import Area, Case, CaseRecord, Dataset, Form, hookimpl

from . import checklists, indicators, released, tasks, views

DECIDES = {
    "risk_level": "level",
    "suggested_level": "suggested_level",
    "override_reason": "override_reason",
    "reasons": "reasons",
    "guardian_unsafe": "guardian_harm=possible|yes",
}


@hookimpl
def register_area():
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
def register_forms():
    return [
        Form.read(__name__, "forms/risk_assessment.md", occurs="many", sets=DECIDES, urgent=True),
        Form.read(
            __name__,
            "forms/safety_plan.md",
            occurs="once",
            review=True,
            sets={"complete": "complete", "guardian_unsafe": "caregiver_part=may_harm|not_safe"},
            needs_consent="services",
            after=("safety.risk_assessment",),
            because="The plan answers the risks: find out first what threatens her and from whom.",
        ),
    ]


@hookimpl
def register_checklists():
    return [checklists.PROTECTION]


@hookimpl
def register_datasets():
    return [*views.DATASETS, Dataset.read(__name__, "sql/dangers.sql")]


@hookimpl
def register_views():
    return views.VIEWS


@hookimpl
def register_indicators():
    return indicators.INDICATORS


@hookimpl
def suggest_tasks(case: Case, record: CaseRecord):
    return tasks.suggest(case, record)


@hookimpl
def register_released():
    return [released.DANGER, released.DANGER_FROM]
