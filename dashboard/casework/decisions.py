"""Which steps a decision makes needless, and why: derived from the entries and consents that stand now.

Nothing is written for it. When she decides otherwise, the newest entry says so and the steps are back by themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.casework.order import ItemKey
from dashboard.contract import Checklist, ChecklistItem, ItemState

REFUSED = ("no", "withdrawn")


@dataclass(frozen=True)
class Needless:
    """Why a step is not needed: a sentence of its area, or the scope of a consent that she refused or took back."""

    because: str = ""
    scope: str = ""


def needless(
    checklists: Iterable[tuple[str, Checklist]],
    newest: Mapping[tuple[str, str], Mapping[str, Any]],
    consents: Mapping[str, str],
    *,
    child: bool,
) -> dict[ItemKey, Needless]:
    """Return the steps, in checklists with their areas, that a decision makes needless now.

    `newest` are the newest answers of each form by (area, form), `consents` the values by scope.
    """
    reasons = {
        (area, checklist.name, item.name): _why(area, item, newest, consents, child)
        for area, checklist in checklists
        for item in checklist.for_stream(child)
    }
    return {step: reason for step, reason in reasons.items() if reason}


def _why(
    area: str,
    item: ChecklistItem,
    newest: Mapping[tuple[str, str], Mapping[str, Any]],
    consents: Mapping[str, str],
    child: bool,
) -> Needless | None:
    for decision in item.settled_by:
        if decision.is_taken(area, newest, child=child):
            return Needless(because=decision.because)
    # Only an adult's no. Who refuses for a child may be the one who harms: there the step stays in sight.
    # Without services the whole case is read-only and says so itself.
    refuses = item.needs_consent not in (None, "services") and consents.get(str(item.needs_consent)) in REFUSED
    return Needless(scope=str(item.needs_consent)) if refuses and not child and not _protects(item) else None


def _protects(item: ChecklistItem) -> bool:
    return item.urgent or item.stops_clock


def state(marked: ItemState, reason: Needless | None) -> ItemState:
    """Return the state of a step that was `marked` and that is needless for this reason.

    What somebody did or marked stands; only a step that is still pending is settled by a decision.
    """
    return "not_needed" if reason and marked == "pending" else marked
