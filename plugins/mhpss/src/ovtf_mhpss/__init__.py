"""Mental health and psychosocial support: first aid for the soul, then care that lasts."""

from dashboard import (
    Area,
    Case,
    CaseRecord,
    Checklist,
    Dataset,
    Form,
    Guidance,
    Indicator,
    Released,
    Service,
    Task,
    View,
    hookimpl,
)

from . import checklists, released, tasks, views

SOURCE = "Guide: Mental Health & Psychosocial Support Services"


@hookimpl
def register_area() -> Area:
    return Area(
        name="mhpss",
        label="Mental health",
        summary="Ease distress now, find out what care is needed, refer.",
        icon=":material/psychology:",
        order=20,
    )


@hookimpl
def register_forms() -> list[Form]:
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
def register_checklists() -> list[Checklist]:
    return [checklists.SUPPORT]


@hookimpl
def register_guidance() -> list[Guidance]:
    return Guidance.read_all(__name__, source=SOURCE, reviewed="2026-11")


@hookimpl
def register_services() -> list[Service]:
    return Service.read_all(__name__)


@hookimpl
def register_datasets() -> list[Dataset]:
    return [views.DISTRESS, views.URGENT, Dataset.read(__name__, "sql/care.sql")]


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
    return [released.CARE]
