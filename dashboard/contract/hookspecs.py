"""Every hook that a plugin may implement. Hooks get values and return values; they never get a connection."""

from collections.abc import Mapping
from typing import Any

import pluggy

from dashboard.contract.area import Area
from dashboard.contract.case import Case
from dashboard.contract.checklist import Checklist
from dashboard.contract.guidance import Guidance
from dashboard.contract.record import CaseRecord
from dashboard.contract.released import Released
from dashboard.contract.service import Service
from dashboard.contract.task import Task
from dashboard.contract.view import Dataset, Indicator, View
from dashboard.forms import Form

PROJECT = "ovtf_dashboard"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def register_area() -> Area:  # type: ignore[empty-body]
    """Introduce the area (required)."""


@hookspec
def register_forms() -> list[Form]:  # type: ignore[empty-body]
    """Return the area's forms."""


@hookspec
def register_checklists() -> list[Checklist]:  # type: ignore[empty-body]
    """Return the area's checklists."""


@hookspec
def register_guidance() -> list[Guidance]:  # type: ignore[empty-body]
    """Return the area's guidance pages; without this hook those of the package's folder `guidance/` are taken."""


@hookspec
def register_services() -> list[Service]:  # type: ignore[empty-body]
    """Return the tools, hotlines and actors that the area knows; without this hook those of `services.toml` are taken."""


@hookspec
def register_datasets() -> list[Dataset]:  # type: ignore[empty-body]
    """Return named SELECTs over `core` and the area's own relations."""


@hookspec
def register_views() -> list[View]:  # type: ignore[empty-body]
    """Return the area's figures."""


@hookspec
def register_indicators() -> list[Indicator]:  # type: ignore[empty-body]
    """Return the area's indicators."""


@hookspec
def register_released() -> list[Released]:  # type: ignore[empty-body]
    """Return the tables that the area adds to releases for the task force."""


@hookspec
def suggest_tasks(case: Case, record: CaseRecord) -> list[Task]:  # type: ignore[empty-body]
    """Return what should be done next for a case, each with its reason; a hook may leave out `record`."""


@hookspec
def check_answers(form: str, answers: Mapping[str, Any]) -> dict[str, str]:  # type: ignore[empty-body]
    """Return problems by question name that the form's own constraints cannot express."""
