"""Whose cases count: the one place that says so."""

LIVE = "c.agency = ? AND c.status <> 'duplicate'"
"""An agency's own desk: all its cases but duplicates."""

REPORTABLE = "c.reportable"
"""Shared figures: consent to anonymised reporting, no duplicate, no other member first (indicators.md b.0)."""
