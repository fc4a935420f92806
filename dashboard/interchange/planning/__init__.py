"""The plan of an import: what would come in, what changes, what waits for an answer, and what it means."""

from dashboard.interchange.planning.calendar import Calendar
from dashboard.interchange.planning.change import Before, Change
from dashboard.interchange.planning.plan import ImportPlan, PlannedRow, Twins
from dashboard.interchange.planning.planning import plan

__all__ = ["Before", "Calendar", "Change", "ImportPlan", "PlannedRow", "Twins", "plan"]
