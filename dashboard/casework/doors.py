"""Doors: what may be recorded on a case now, and if not, why."""

from collections.abc import Mapping

from dashboard.casework import consent
from dashboard.contract import Case
from dashboard.i18n import gettext as _

ALWAYS = {"consent"}
WHEN_CLOSED = {"reopening", *ALWAYS}
WHEN_WITHDRAWN = {"closure", "referral", *ALWAYS}
"""A referral only to take it back, or where something else than consent is its ground."""
URGENT = {
    "safety.risk_assessment",
    "safety.protection.urgent_referral",
    "mhpss.support.urgent_referral",
}
"""Urgent help stays open for a child: who took the consent back may be the one who harms."""


def shut(case: Case, consents: Mapping[str, str], what: str = "") -> str:
    """Return why nothing can be recorded on a case, "" when it can.

    `what` names one of the shell's own forms, otherwise "area.form" or "area.checklist.item".
    """
    if case.status == "closed" and what not in WHEN_CLOSED:
        return _("This case is closed and read-only. Open it again when she comes back.")
    if case.status not in ("open", "closed") and what not in ALWAYS:
        return _("This case is not worked on here any more. It is read-only.")
    if case.status == "open" and what == "reopening":
        return _("This case is open.")
    if case.status == "open" and consents.get("services") == "withdrawn":
        return _without_services(case, what)
    return ""


def _without_services(case: Case, what: str) -> str:
    if what in WHEN_WITHDRAWN or (case.is_child and what in URGENT):
        return ""
    if case.is_child:
        return _(
            "The consent to services was taken back. The case is read-only, but for urgent help: assess the risk, refer "
            "where a life is in danger or the law requires it, and decide together what is in the child's best interests."
        )
    return _("She took back her consent to services. The case is read-only: it can be closed, or she can agree again.")


def lacking(scope: str | None, case: Case, consents: Mapping[str, str]) -> str:
    """Return which consent a step needs that is not on record, "" when it is there."""
    if scope is None or consent.given(consents, scope):
        return ""
    if scope == "services" and "services" not in consents and case.consent_services:
        return ""  # brought in from another system, where it was recorded
    return _("This needs her consent: {scope}. It is not on record. Record it under Consent first.").format(
        scope=consent.label(scope)
    )
