"""What the dashboard and its plugins agree on: the hooks, the frozen values that they return, the elements of a case."""

from dashboard.contract.area import CONTRACT, Area
from dashboard.contract.case import Case, RiskLevel, Stream
from dashboard.contract.checklist import ITEM_STATES, Audience, Checklist, ChecklistItem, Decision, ItemState
from dashboard.contract.guidance import HEADINGS, Guidance
from dashboard.contract.hookspecs import PROJECT, hookimpl, hookspec
from dashboard.contract.record import CaseRecord, Entry
from dashboard.contract.released import Released
from dashboard.contract.service import Service
from dashboard.contract.task import Task
from dashboard.contract.view import Dataset, Indicator, Measure, View, count_cases, count_rows
from dashboard.contract.written import Place, Written, is_after, newest

__all__ = [
    "CONTRACT",
    "HEADINGS",
    "ITEM_STATES",
    "PROJECT",
    "Area",
    "Audience",
    "Case",
    "CaseRecord",
    "Checklist",
    "ChecklistItem",
    "Dataset",
    "Decision",
    "Entry",
    "Guidance",
    "Indicator",
    "ItemState",
    "Measure",
    "Place",
    "Released",
    "RiskLevel",
    "Service",
    "Stream",
    "Task",
    "View",
    "Written",
    "count_cases",
    "count_rows",
    "hookimpl",
    "hookspec",
    "is_after",
    "newest",
]
