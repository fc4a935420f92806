"""Order rules: what should come before a step. They warn; they never block where safety needs speed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.contract import Case, Checklist, ChecklistItem, ItemState

ItemKey = tuple[str, str, str]
"""(area, checklist, item)"""


@dataclass(frozen=True)
class OrderWarning:
    """A step that should have come first; `label` is the earlier step's."""

    item: ItemKey
    label: str


def earlier_steps(
    key: ItemKey, item: ChecklistItem, states: Mapping[ItemKey, ItemState], lists: Iterable[tuple[str, Checklist]]
) -> list[OrderWarning]:
    """Return the steps named in `item.after` that nobody has settled yet."""
    labels = {(area, each.name, step.name): step.label for area, each in lists for step in each.items}
    wanted = [_full(key, name) for name in item.after]
    return [
        OrderWarning(before, labels[before])
        for before in wanted
        if before in labels and states.get(before, "pending") == "pending"
    ]


def _full(key: ItemKey, name: str) -> ItemKey:
    parts = name.split(".")
    if len(parts) == 3:
        return (parts[0], parts[1], parts[2])
    return (key[0], key[1], name)


def has_consent(item: ChecklistItem, case: Case) -> bool:
    """Whether the consent that a step needs is on record; unknown scopes count as given with services."""
    if item.needs_consent is None:
        return True
    return case.consent_reporting if item.needs_consent == "reporting" else case.consent_services
