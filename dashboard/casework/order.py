"""Order rules: what should come before a step. They only warn, because a step that protects her must not wait."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from dashboard.casework import consent
from dashboard.contract import ItemState

ItemKey = tuple[str, str, str]
"""(area, checklist, item)"""
CONSENT = "consent."


@dataclass(frozen=True)
class Progress:
    """What has happened on a case so far: steps by key, (area, form) that were sent in, consent by scope."""

    items: Mapping[ItemKey, ItemState] = field(default_factory=dict)
    forms: Set[tuple[str, str]] = frozenset()
    consents: Mapping[str, str] = field(default_factory=dict)


def full(name: str, area: str, checklist: str = "") -> str:
    """Return the whole name of what an order rule names.

    That is a step ("area.checklist.item"), a form ("area.form") or a consent ("consent.scope"). A name without a dot is
    a step of the given area and checklist.
    """
    return name if "." in name else f"{area}.{checklist}.{name}"


def is_settled(name: str, progress: Progress) -> bool:
    """Whether the step is no longer pending, the form was sent in, or the consent stands; `name` is the whole name."""
    if name.startswith(CONSENT):
        return consent.given(progress.consents, name.removeprefix(CONSENT))
    parts = name.split(".")
    if len(parts) == 2:
        return (parts[0], parts[1]) in progress.forms
    return progress.items.get((parts[0], parts[1], parts[2]), "pending") != "pending"


def missing(after: Iterable[str], known: Set[str], progress: Progress) -> tuple[str, ...]:
    """Return which of the steps, forms and consents in `after` should still come first.

    A step or form that is not installed (not in `known`) is left out.
    """
    installed = (name for name in after if name in known or name.startswith(CONSENT))
    return tuple(name for name in installed if not is_settled(name, progress))
