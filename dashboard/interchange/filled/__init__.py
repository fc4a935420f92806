"""Entries that were filled in on telephones, as Kobo and ODK Central give them out: from sheets to answers of a form."""

from dashboard.interchange.filled.gathered import FilledForm, Gathered
from dashboard.interchange.filled.gathering import gather
from dashboard.interchange.filled.together import by_name, together

__all__ = ["FilledForm", "Gathered", "by_name", "gather", "together"]
