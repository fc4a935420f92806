"""Finds what could identify a person in a note, without keeping, logging or repeating the note."""

from dashboard.privacy.finding import Finding, Kind, explain
from dashboard.privacy.search import find

__all__ = ["Finding", "Kind", "explain", "find"]
