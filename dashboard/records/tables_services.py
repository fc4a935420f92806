"""The task force's layer of the service directory."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table

from dashboard.records.moments import UtcDateTime
from dashboard.records.tables_people import metadata

service_versions = Table(
    "service_versions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("key", String(90), nullable=False, index=True),
    Column("values", JSON, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)
