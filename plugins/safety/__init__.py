"""Physical safety and protection: who may harm her, how soon, and what keeps her safe."""

from datetime import timedelta

from dashboard import Area, Case, Form, Guidance, Service, Task, hookimpl

from . import checklists, views

SOURCE = "Guide: Physical Safety/Protection"


@hookimpl
def register_area():
    return Area(
        name="safety",
        label="Safety",
        summary="Assess the risk, decide its level, plan for safety, refer.",
        icon=":material/shield:",
        order=10,
    )


@hookimpl
def register_forms():
    sets = {
        "risk_level": "level",
        "suggested_level": "suggested_level",
        "override_reason": "override_reason",
        "reasons": "reasons",
    }
    return [Form.read(__name__, "forms/risk_assessment.md", occurs="many", sets=sets)]


@hookimpl
def register_checklists():
    return [checklists.PROTECTION]


@hookimpl
def register_guidance():
    return Guidance.read_all(__name__, source=SOURCE, reviewed="2026-11")


@hookimpl
def register_services():
    return Service.read_all(__name__)


@hookimpl
def register_datasets():
    return [views.DECISIONS]


@hookimpl
def register_views():
    return [views.LEVELS, views.SOURCES]


@hookimpl
def register_indicators():
    return [views.IN_TIME]


@hookimpl
def suggest_tasks(case: Case):
    if case.risk_level is None or case.risk_decided_at is None:
        return []
    days = {"high": 2, "medium": 7}.get(case.risk_level, 30)
    return [
        Task(
            name="reassess",
            label="Ask how she is and assess the risk again",
            reason="Risk changes quickly online: look again at regular times.",
            due=case.risk_decided_at + timedelta(days=days),
        )
    ]
