"""Why a published period may be built again: a short list, so that no text about cases can get into the file."""

from dashboard.i18n import gettext as _
from dashboard.i18n import noted

REASONS = {
    "wrong_base": noted("It counted the wrong cases"),
    "late_import": noted("An agency's cases were imported too late"),
    "withdrawn_consent": noted("Consent to reporting was withdrawn"),
    "other_error": noted("Another error"),
}


def reason_words(reason: str) -> str:
    """Return a reason in words. A file of version 0.1 has a sentence there: it is not repeated, and counts as another
    error.
    """
    return _(REASONS.get(reason, REASONS["other_error"]))
