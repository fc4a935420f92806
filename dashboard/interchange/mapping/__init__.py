"""Mapping: what the columns and values of a file from elsewhere mean; nothing is guessed, and what is doubtful is asked."""

from dashboard.interchange.mapping.applying import apply
from dashboard.interchange.mapping.drafting import Draft, Proposal, Question, draft
from dashboard.interchange.mapping.file_mapping import ColumnRule, EntryRule, FileMapping, Online
from dashboard.interchange.mapping.shipped_mappings import recognise, shipped

__all__ = [
    "ColumnRule",
    "Draft",
    "EntryRule",
    "FileMapping",
    "Online",
    "Proposal",
    "Question",
    "apply",
    "draft",
    "recognise",
    "shipped",
]
