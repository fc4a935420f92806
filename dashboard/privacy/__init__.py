"""Privacy: find what could identify a survivor in a note, without ever keeping or repeating the note."""

from dashboard.privacy.explaining import explain
from dashboard.privacy.finding import Finding, Kind
from dashboard.privacy.search import find

__all__ = ["Finding", "Kind", "explain", "find"]
