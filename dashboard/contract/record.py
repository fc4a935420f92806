"""CaseRecord: what a plugin may know of the work on a case, beside the case itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dashboard.contract.checklist import ItemState


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A form as it was sent in; `answers` are JSON (dates are ISO text), `at` is aware UTC."""

    id: str
    form: str
    answers: Mapping[str, Any] = field(hash=False)
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """The current entries of the area's own forms and of the shell's ("core.need"), newest first; steps; consent.

    `steps` holds "checklist.item" of the area; `consents` the value of each scope: "yes", "no" or "withdrawn".
    An entry that a later one replaces is not in it.
    """

    forms: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict, hash=False)
    steps: Mapping[str, ItemState] = field(default_factory=dict, hash=False)
    consents: Mapping[str, str] = field(default_factory=dict, hash=False)

    def entries(self, form: str) -> tuple[Entry, ...]:
        """Return what was sent in on a form, newest first."""
        return self.forms.get(form, ())

    def latest(self, form: str) -> Entry | None:
        """Return the newest entry of a form, or None."""
        return next(iter(self.entries(form)), None)

    def has(self, item: str) -> bool:
        """Whether a step ("checklist.item") is done."""
        return self.steps.get(item) == "done"
