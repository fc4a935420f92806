"""The plan of an import: what would come in, what changes, what waits for an answer, and what it means."""

from dashboard.interchange.planning.beside import Before, Change, entry_id
from dashboard.interchange.planning.calendar import Calendar
from dashboard.interchange.planning.change import update
from dashboard.interchange.planning.plan import ImportPlan, PlannedRow, Twins
from dashboard.interchange.planning.planning import plan

__all__ = ["Before", "Calendar", "Change", "ImportPlan", "PlannedRow", "Twins", "entry_id", "plan", "update"]
