"""The projection: typed DuckDB relations without free text that follow the record and can be made anew."""

from dashboard.projection.store import Projection, ProjectionBusy, Result

__all__ = ["Projection", "ProjectionBusy", "Result"]
