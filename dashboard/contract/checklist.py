"""Checklist: the steps of an area, in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dashboard.contract.names import check_name
from dashboard.contract.recorded import Answers, Recorded
from dashboard.errors import ContractError

Audience = Literal["adult", "child", "both"]
ItemState = Literal["pending", "done", "not_needed", "declined", "unsafe_now", "unavailable"]
ITEM_STATES: tuple[ItemState, ...] = get_args(ItemState)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision, as a form records it, that makes steps needless: not to report, no plan wanted.

    `when` are answers, written as in `recorded_by`, all of which the newest entries have to hold; `because` is a sentence
    that is shown with the step. `audience` says in whose cases the decision counts: a child's may have to rest on more
    answers than an adult's, such as who decided in the child's best interests. `unless` is a scope of the consent log: a
    no in a form counts no more once she has agreed there.
    """

    when: tuple[str, ...]
    because: str
    audience: Audience = "both"
    unless: str = ""

    def __post_init__(self) -> None:
        if not self.when or not self.because:
            raise ContractError(
                "A Decision needs `when`, at least one form[question=answer], and `because`, a sentence."
            )
        for written in self.when:
            Recorded.parse(written)

    def is_taken(
        self, own: str, newest: Mapping[tuple[str, str], Answers], consents: Mapping[str, str], *, child: bool
    ) -> bool:
        """Whether the newest answers of each form, by (area, form), hold this decision; `own` is the area of the step."""
        if self.audience not in ("both", "child" if child else "adult") or consents.get(self.unless) == "yes":
            return False
        needed = [Recorded.parse(written, own) for written in self.when]
        return all(answer.is_held(newest) for answer in needed)


@dataclass(frozen=True, kw_only=True)
class ChecklistItem:
    """One step.

    `after` names what should come first: "item" in the same checklist, "area.checklist.item", "area.form"
    (sent in at least once) or "consent.<scope>"; `because` says why, in a sentence that is shown before the step.
    `needs_consent` is a scope of the consent log such as "services"; without it the step cannot be marked done.
    `recorded_by` names forms that mark the step as done when they are sent in, so that nothing is asked twice: "form",
    "form[question]" (answered), "form[question=answer]", or any of them after "core.".
    `settled_by` are decisions that make the step needless for as long as they stand; it comes back when a newer entry
    decides otherwise. Help that is urgent or stops the clock cannot have any.
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
    settled_by: tuple[Decision, ...] = ()
    stops_clock: bool = False
    urgent: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        check_name("checklist item", self.name)
        for written in self.recorded_by:
            Recorded.parse(written)
        if self.settled_by and (self.urgent or self.stops_clock):
            raise ContractError(
                f"Step {self.name!r} is urgent help or stops the clock, so no decision makes it needless. Take settled_by away."
            )

    @property
    def answers(self) -> tuple[str, ...]:
        """Every answer that the step names: those that mark it as done, and those of decisions."""
        return (*self.recorded_by, *(answer for decision in self.settled_by for answer in decision.when))

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
