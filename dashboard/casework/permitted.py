"""What may be recorded on a case now, and if not, why."""

from collections.abc import Mapping

from dashboard.casework import consent
from dashboard.contract import Case
from dashboard.i18n import gettext as _

ALWAYS = {"consent"}
WHEN_CLOSED = {"reopening", *ALWAYS}
WHEN_WITHDRAWN = {"closure", "referral", *ALWAYS}
"""Core forms still open after services were taken back; a referral only to revoke it, or on a ground other than consent."""


def why_closed(case: Case, consents: Mapping[str, str], form: str = "", *, urgent: bool = False) -> str:
    """Return why nothing can be recorded on a case, "" when it can.

    `form` names one of the shell's own forms; `urgent` is what an area declares of its form or step.
    """
    if case.status == "closed" and form not in WHEN_CLOSED:
        return _("This case is closed and read-only. Open it again when she comes back.")
    if case.status == "transferred" and form not in ALWAYS:
        return _(
            "Another agency works on this case now. It is read-only, and stays counted once, here: the other agency "
            "answers that a member has reported it already."
        )
    if case.status not in ("open", "closed") and form not in ALWAYS:
        return _("This case is not worked on here any more. It is read-only.")
    if case.status == "open" and form == "reopening":
        return _("This case is open.")
    if case.status == "open" and consents.get("services") == "withdrawn" and form not in WHEN_WITHDRAWN:
        return _without_services(case, urgent)
    return ""


def _without_services(case: Case, urgent: bool) -> str:
    if not case.is_child:
        return _(
            "She took back her consent to services. The case is read-only: it can be closed, or she can agree again."
        )
    if urgent:
        return ""  # whoever took a child's consent back may be the one who harms: urgent help is never held back
    return _(
        "The consent to services was taken back. The case is read-only, but for urgent help: assess the risk, refer "
        "where a life is in danger or the law requires it, and decide together what is in the child's best interests."
    )


def lacking(scope: str | None, consents: Mapping[str, str]) -> str:
    """Return which consent a step needs that is not on record, "" when it is there."""
    if scope is None or consent.given(consents, scope):
        return ""
    return _("This needs her consent: {scope}. It is not on record. Record it under Consent first.").format(
        scope=consent.label(scope)
    )
