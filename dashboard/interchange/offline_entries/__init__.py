"""Entries that were filled in on telephones, as Kobo and ODK Central give them out: from sheets to answers of a form."""

from dashboard.interchange.offline_entries.gathered import FilledForm, Gathered
from dashboard.interchange.offline_entries.gathering import gather
from dashboard.interchange.offline_entries.one_export import by_name, together

__all__ = ["FilledForm", "Gathered", "by_name", "gather", "together"]
