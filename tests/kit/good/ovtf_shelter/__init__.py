"""Shelter: a plugin that keeps to every rule, for tests that break it in one place each."""

from datetime import timedelta

from dashboard import (
    Area,
    Checklist,
    ChecklistItem,
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


@hookimpl
def register_area():
    return Area(name="shelter", label="Shelter", summary="Find a safe place to stay.", owner="a@example.org")


@hookimpl
def register_forms():
    return [Form.read(__name__, "forms/stay.md", needs_consent="services", known={"region": "case.governorate"})]


@hookimpl
def register_checklists():
    found = ChecklistItem(
        name="find", label="Find a place", after=("consent.services",), recorded_by=("stay[found=yes]",)
    )
    return [Checklist(name="steps", label="A place to stay", items=(found,))]


@hookimpl
def register_guidance():
    return Guidance.read_all(__name__, source="Invented for tests", reviewed="2026-01")


@hookimpl
def register_services():
    return Service.read_all(__name__)


@hookimpl
def register_datasets():
    return [Dataset.read(__name__, "sql/places.sql")]


@hookimpl
def register_views():
    return [View(name="kinds", label="Places by kind", dataset="places", by=("kind",))]


@hookimpl
def register_indicators():
    return [
        Indicator(
            name="found", label="Place found", dataset="places", numerator="found", definition="Of all asked for."
        )
    ]


@hookimpl
def register_released():
    kinds = {"family": "With family", "shelter": "In a shelter", "none": "No place asked for"}
    counted = {"dataset": "places", "by": ("kind",), "own": {"kind": kinds}, "sigma": 6.0}
    return [Released(name="kind", label="Kind of place", headline=("family",), **counted)]


@hookimpl
def suggest_tasks(record):
    latest = record.latest("stay")
    if latest is None or latest.answers.get("found") == "yes":
        return []
    return [
        Task(name="look_again", label="Look again", reason="No place was found.", due=latest.at + timedelta(days=2))
    ]


@hookimpl
def check_answers(answers):
    return {"nights": "Say how long."} if answers.get("found") == "yes" and not answers.get("nights") else {}
