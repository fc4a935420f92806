"""Mental health and psychosocial support: psychological first aid, assessment, referral to care."""

from dashboard import Area, Case, CaseRecord, Dataset, Form, hookimpl

from . import checklists, released, tasks, views


@hookimpl
def register_area():
    return Area(
        name="mhpss",
        label="Mental health",
        summary="Ease distress now, find out what care is needed, refer.",
        icon=":material/psychology:",
        order=20,
        guidance_source="Guide: Mental Health & Psychosocial Support Services",
        guidance_reviewed="2026-11",
    )


@hookimpl
def register_forms():
    return [
        Form.read(
            __name__,
            "forms/assessment.md",
            occurs="many",
            sets={"stops_clock": "acted_now", "guardian_unsafe": "caregiver_response=punitive|unsafe|unaware"},
            needs_consent="services",
            revisable=True,
        )
    ]


@hookimpl
def register_checklists():
    return [checklists.SUPPORT]


@hookimpl
def register_datasets():
    return [views.DISTRESS, views.URGENT, Dataset.read(__name__, "sql/care.sql")]


@hookimpl
def register_views():
    return [views.SYMPTOMS]


@hookimpl
def register_indicators():
    return [views.FIRST_AID, views.SELF_HARM_IN_TIME]


@hookimpl
def suggest_tasks(case: Case, record: CaseRecord):
    return tasks.suggest(case, record)


@hookimpl
def register_released():
    return [released.CARE]
