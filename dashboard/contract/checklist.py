"""Checklist: the steps of an area, in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.contract.names import check_name
from dashboard.contract.recorded import Recorded

Audience = Literal["adult", "child", "both"]
ItemState = Literal["pending", "done", "not_needed", "declined", "unsafe_now", "unavailable"]
ITEM_STATES: tuple[ItemState, ...] = ("pending", "done", "not_needed", "declined", "unsafe_now", "unavailable")


@dataclass(frozen=True, kw_only=True)
class ChecklistItem:
    """One step.

    `after` names what should come first: "item" in the same checklist, "area.checklist.item", "area.form"
    (sent in at least once) or "consent.<scope>"; `because` says why, in a sentence that is shown before the step.
    `needs_consent` is a scope of the consent log such as "services"; without it the step cannot be marked done.
    `recorded_by` names forms that mark the step as done when they are sent in, so that nothing is asked twice: "form",
    "form[question]" (answered), "form[question=answer]", or any of them after "core.".
    `stops_clock` marks a first safety action or urgent referral: doing it meets the deadline of the risk level;
    `urgent` marks help that is never held back from a child: who took the consent back may be the one who harms.
    `source` is the guide's section.
    """

    name: str
    label: str
    hint: str = ""
    audience: Audience = "both"
    needs_consent: str | None = None
    after: tuple[str, ...] = ()
    because: str = ""
    recorded_by: tuple[str, ...] = ()
    stops_clock: bool = False
    urgent: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        check_name("checklist item", self.name)
        for written in self.recorded_by:
            Recorded.parse(written)

    def is_recorded(self, own: str, area: str, form: str, answers: Mapping[str, Any]) -> bool:
        """Whether a form of `area` with these answers marks the step as done; `own` is the area of the step."""
        return any(Recorded.parse(written, own).is_met(area, form, answers) for written in self.recorded_by)


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """Steps of one area, in the order in which they are done."""

    name: str
    label: str
    items: tuple[ChecklistItem, ...]

    def __post_init__(self) -> None:
        check_name("checklist", self.name)

    def for_stream(self, child: bool) -> tuple[ChecklistItem, ...]:
        """Return the items that apply to a child's or an adult's case."""
        audiences = {"both", "child" if child else "adult"}
        return tuple(item for item in self.items if item.audience in audiences)
