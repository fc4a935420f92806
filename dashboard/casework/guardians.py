"""When a guardian's consent does not count: they may be the one who harms, so a best-interest decision replaces it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from dashboard.casework.intake import AREA
from dashboard.casework.referral_tasks import task
from dashboard.contract import Case, Task
from dashboard.forms import Form
from dashboard.i18n import gettext as _


class Said(Protocol):
    """An entry of a case: a form of any area that was sent in."""

    @property
    def area(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def answers(self) -> Mapping[str, Any]: ...


INCIDENT = (AREA, "incident")
CAREGIVERS = frozenset({"primary_caregiver"})
"""Codes of relationship for a parent or whoever stands for one."""
ASKED = ((AREA, "consent"), (AREA, "reopening"))
OPENED = ((AREA, "intake"),)
"""The forms that say who agrees for a child: while the case runs, and when it was opened."""


def may_harm(standing: Iterable[Said], forms: Iterable[tuple[str, Form]]) -> bool:
    """Whether a guardian may be the one who harms; `standing` are the entries of a child's case, newest first.

    `forms` are those of the areas; each declares itself which answers mean that (`sets`, "guardian_unsafe"). Of each form
    only the newest entry counts, because a fear can prove unfounded. Of incidents every entry counts, because what a
    caregiver did stays done.
    """
    newest: dict[tuple[str, str], Mapping[str, Any]] = {}
    for entry in standing:
        if (entry.area, entry.form) == INCIDENT and entry.answers.get("relationship") in CAREGIVERS:
            return True
        newest.setdefault((entry.area, entry.form), entry.answers)
    asked = [(newest.get((area, form.name), {}), form) for area, form in forms if "guardian_unsafe" in form.sets]
    return any(form.tells("guardian_unsafe", answers) for answers, form in asked)


def consented(standing: Iterable[Said]) -> bool:
    """Whether the newest entry that says who agreed for the child names a guardian."""
    entries = list(standing)
    # The forms that ask for consent again come first, whatever their time: a corrected intake is newer than they are and
    # only repeats what was said when the case was opened.
    asked_again = [entry.answers for entry in entries if (entry.area, entry.form) in ASKED]
    at_opening = [entry.answers for entry in entries if (entry.area, entry.form) in OPENED]
    answers = [*asked_again, *at_opening]
    newest = answers[0] if answers else {}
    return newest.get("guardian_consent") == "yes" or newest.get("given_by") == "caregiver"


def refused(answers: Mapping[str, Any], standing: Iterable[Said], forms: Iterable[tuple[str, Form]]) -> dict[str, str]:
    """Return problems by question: why a guardian's consent cannot be recorded for this child now."""
    guardian_consents = {"given_by": "caregiver", "guardian_consent": "yes"}
    by_guardian = [question for question, answer in guardian_consents.items() if answers.get(question) == answer]
    if not by_guardian or not may_harm(standing, forms):
        return {}
    sentence = _(
        "This case says that a guardian may be the one who harms, or is not safe to ask. Choose that it is not safe, and "
        "who took the best-interest decision."
    )
    return dict.fromkeys(by_guardian, sentence)


def replacing(case: Case, standing: Iterable[Said], forms: Iterable[tuple[str, Form]]) -> Iterator[Task]:
    """Yield a task when a child's case rests on the consent of a guardian who may be the one who harms."""
    entries = list(standing)
    if case.is_child and consented(entries) and may_harm(entries, forms):
        label = _("Replace the guardian's consent by a best-interest decision")
        reason = _("A guardian may be the one who harms, or is not safe to ask. Do not warn them.")
        yield task(case, "replace_guardian", label, reason, form="consent")
