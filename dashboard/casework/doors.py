"""Doors: what may be recorded on a case now, and if not, why."""

from collections.abc import Mapping

from dashboard.casework import consent
from dashboard.contract import Case
from dashboard.i18n import gettext as _

ALWAYS = {"consent"}
WHEN_CLOSED = {"reopening", *ALWAYS}
WHEN_WITHDRAWN = {"closure", "referral", *ALWAYS}
"""A referral only to take it back."""


def shut(case: Case, consents: Mapping[str, str], form: str = "") -> str:
    """Return why nothing can be recorded on a case, "" when it can; `form` names one of the shell's own forms."""
    if case.status == "closed" and form not in WHEN_CLOSED:
        return _("This case is closed and read-only. Open it again when she comes back.")
    if case.status not in ("open", "closed") and form not in ALWAYS:
        return _("This case is not worked on here any more. It is read-only.")
    if case.status == "open" and form == "reopening":
        return _("This case is open.")
    if consents.get("services") == "withdrawn" and form not in WHEN_WITHDRAWN and case.status == "open":
        return _(
            "She took back her consent to services. The case is read-only: it can be closed, or she can agree again."
        )
    return ""


def lacking(scope: str | None, case: Case, consents: Mapping[str, str]) -> str:
    """Return which consent a step needs that is not on record, "" when it is there."""
    if scope is None or consent.given(consents, scope):
        return ""
    if scope == "services" and "services" not in consents and case.consent_services:
        return ""  # brought in from another system, where it was recorded
    return _("This needs her consent: {scope}. It is not on record. Record it under Consent first.").format(
        scope=consent.label(scope)
    )
