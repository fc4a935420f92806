"""A guardian who may be the one who harms consents to nothing: the best interests of the child decide instead."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from dashboard.casework.intake import AREA
from dashboard.casework.referral_tasks import task
from dashboard.contract import Case, Task
from dashboard.i18n import gettext as _


class Said(Protocol):
    """An entry of a case, of whatever area."""

    @property
    def area(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def answers(self) -> Mapping[str, Any]: ...


UNSAFE: Mapping[tuple[str, str], tuple[str, frozenset[str]]] = {
    ("safety", "risk_assessment"): ("guardian_harm", frozenset({"possible", "yes"})),
    ("safety", "safety_plan"): ("caregiver_part", frozenset({"may_harm", "not_safe"})),
    ("mhpss", "assessment"): ("caregiver_response", frozenset({"punitive", "unsafe", "unaware"})),
}
"""The question of each form that says whether asking a guardian is safe, and the answers that say it is not."""
INCIDENT = (AREA, "incident")
CAREGIVERS = frozenset({"primary_caregiver"})
"""Codes of relationship for a parent or whoever stands for one."""
ASKED = ((AREA, "consent"), (AREA, "reopening"))
OPENED = ((AREA, "intake"),)
"""Where it is said who agrees for a child; a corrected intake is newer and repeats only what was said at first."""


def may_harm(standing: Iterable[Said]) -> bool:
    """Whether a guardian may be the one who harms; `standing` are the entries of a child's case, newest first.

    Of each assessment the newest counts, because a fear can prove unfounded; of incidents every one does.
    """
    newest: dict[tuple[str, str], Mapping[str, Any]] = {}
    for each in standing:
        if (each.area, each.form) == INCIDENT and each.answers.get("relationship") in CAREGIVERS:
            return True
        newest.setdefault((each.area, each.form), each.answers)
    return any(newest.get(form, {}).get(question) in answers for form, (question, answers) in UNSAFE.items())


def consented(standing: Iterable[Said]) -> bool:
    """Whether the newest entry that says who agreed for the child names a guardian."""
    entries = list(standing)
    found = [each.answers for forms in (ASKED, OPENED) for each in entries if (each.area, each.form) in forms]
    said = found[0] if found else {}
    return said.get("guardian_consent") == "yes" or said.get("given_by") == "caregiver"


def refused(answers: Mapping[str, Any], standing: Iterable[Said]) -> dict[str, str]:
    """Return, by question, why a guardian's word is not taken for this child now."""
    wrong = {"given_by": "caregiver", "guardian_consent": "yes"}
    found = [question for question, answer in wrong.items() if answers.get(question) == answer]
    if not found or not may_harm(standing):
        return {}
    sentence = _(
        "This case says that a guardian may be the one who harms, or is not safe to ask. Choose that it is not safe, and "
        "who took the best-interest decision."
    )
    return dict.fromkeys(found, sentence)


def replacing(case: Case, standing: Iterable[Said]) -> Iterator[Task]:
    """Yield what is due while the consent of a guardian stands who may be the one who harms."""
    entries = list(standing)
    if case.is_child and consented(entries) and may_harm(entries):
        label = _("Replace the guardian's consent by a best-interest decision")
        reason = _("A guardian may be the one who harms, or is not safe to ask. Do not warn them.")
        yield task(case, "replace_guardian", label, reason)
