"""Mental health and psychosocial support: psychological first aid, assessment, referral to care."""

from dashboard import Area, Case, CaseRecord, Checklist, Dataset, Form, Indicator, Released, Task, View, hookimpl

from . import checklists, released, tasks, views


@hookimpl
def register_area() -> Area:
    return Area(
        name="mhpss",
        label="Mental health",
        summary="Ease distress now, find out what care is needed, refer.",
        icon=":material/psychology:",
        order=20,
        guidance_source="Guide: Mental Health & Psychosocial Support Services",
        guidance_reviewed="2026-11",
        hours=tasks.HOURS,
    )


@hookimpl
def register_forms() -> list[Form]:
    return [
        Form.read(
            __name__,
            "forms/assessment.md",
            occurs="many",
            sets={
                "stops_clock": "acted_now",
                "guardian_unsafe": "caregiver_response=punitive|unsafe|unaware",
                "relative_unsafe": "dangers=family",
            },
            refers={"mhpss_specialised|health_medical": "referral=made|accompanied"},
            needs_consent="services",
            revisable=True,
        )
    ]


@hookimpl
def register_checklists() -> list[Checklist]:
    return [checklists.SUPPORT]


@hookimpl
def register_datasets() -> list[Dataset]:
    return [views.DISTRESS, views.URGENT, *(Dataset.read(__name__, f"sql/{name}.sql") for name in ("care", "referred"))]


@hookimpl
def register_views() -> list[View]:
    return [views.SYMPTOMS]


@hookimpl
def register_indicators() -> list[Indicator]:
    return [views.FIRST_AID, views.SELF_HARM_IN_TIME]


@hookimpl
def suggest_tasks(case: Case, record: CaseRecord) -> list[Task]:
    return tasks.suggest(case, record)


@hookimpl
def register_released() -> list[Released]:
    return [released.CARE, released.REFERRAL]
