"""Law enforcement and protection: an informed choice, then company on the way."""

from dashboard import Area, Case, Form, Guidance, Service, Task, hookimpl

from . import checklists, views

SOURCE = "Guide: Law Enforcement and Protection Services"


@hookimpl
def register_area():
    return Area(
        name="legal",
        label="Legal",
        summary="Explain the right to report and not to, weigh risks, accompany.",
        icon=":material/gavel:",
        order=40,
    )


@hookimpl
def register_forms():
    return [Form.read(__name__, "forms/risk_benefit.md", occurs="many")]


@hookimpl
def register_checklists():
    return [checklists.CHOICE]


@hookimpl
def register_guidance():
    return Guidance.read_all(__name__, source=SOURCE, reviewed="2026-11")


@hookimpl
def register_services():
    return Service.read_all(__name__)


@hookimpl
def register_views():
    return [views.DECISIONS]


@hookimpl
def register_datasets():
    return [views.CHOICES]


@hookimpl
def register_indicators():
    return [views.INFORMED]


@hookimpl
def suggest_tasks(case: Case):
    if case.risk_level is None:
        return []
    return [
        Task(
            name="informed_choice",
            label="Explain the right to report, and the right not to",
            reason="She can only decide freely when she knows both ways and their risks.",
        )
    ]
