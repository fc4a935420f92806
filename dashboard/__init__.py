"""The public API for plugin authors. It imports no Streamlit."""

from dashboard.contract import (
    Area,
    Case,
    CaseRecord,
    Checklist,
    ChecklistItem,
    Dataset,
    Decision,
    Guidance,
    Indicator,
    Released,
    Service,
    Task,
    View,
    count_cases,
    count_rows,
    hookimpl,
)
from dashboard.forms import Form

__all__ = [
    "Area",
    "Case",
    "CaseRecord",
    "Checklist",
    "ChecklistItem",
    "Dataset",
    "Decision",
    "Form",
    "Guidance",
    "Indicator",
    "Released",
    "Service",
    "Task",
    "View",
    "count_cases",
    "count_rows",
    "hookimpl",
]
