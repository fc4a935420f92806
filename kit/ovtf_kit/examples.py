"""Examples for tests of a plugin: an invented case, a record, and what is due for it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from dashboard.casework.intake import new_case
from dashboard.contract import Case, CaseRecord, Entry
from dashboard.contract.elements import EXAMPLE
from dashboard.registry import Registry

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DECIDED = NOW - timedelta(hours=3)


_registry = cache(Registry.load)


def a_case(level: str | None = "high", **changes: Any) -> Case:
    """Return an invented case of an adult, opened a day before NOW, its risk level decided at DECIDED.

    `changes` are other values for its fields.
    """
    one_type = {"violence_types": ("sexual_extortion",), "primary_violence_type": None, "primary_platform": None}
    answers = EXAMPLE | one_type | {"report_date": date(2026, 11, 23)} | changes
    case = new_case(answers, key="OV-TEST-0001", agency="A01", case_manager="p1", at=NOW - timedelta(days=1))
    decided = {"risk_level": level, "risk_decided_at": DECIDED if level else None}
    return replace(case, **decided | changes)


def a_record(*entries: Entry, **more: Any) -> CaseRecord:
    """Return a record with these entries, the newest of a form first; `more` are steps and consents."""
    forms: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        forms[entry.form] = (*forms.get(entry.form, ()), entry)
    return CaseRecord(forms=forms, **more)


def due(area: str, case: Case, record: CaseRecord) -> dict[str, datetime | None]:
    """Return the due time of each task that an installed plugin suggests, by the task's name.

    Raises AssertionError for a task without a reason, and for two tasks with one name.
    """
    tasks = [task for task in _registry().suggest_tasks(case, {area: record}) if task.area == area]
    assert len({task.name for task in tasks}) == len(tasks), "two tasks have one name"
    assert all(task.reason for task in tasks), "a task has no reason"
    return {task.name: task.due for task in tasks}
