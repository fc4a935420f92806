"""The projection: typed DuckDB relations without free text that follow the record and can be made anew."""

from dashboard.projection.store import CaseRows, Limits, Projection, ProjectionBusy, Result

__all__ = ["CaseRows", "Limits", "Projection", "ProjectionBusy", "Result"]
