"""What agencies say of themselves: that a quarter's records are complete, and where they work."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from dashboard.records.moments import UtcDateTime
from dashboard.records.tables_people import metadata

agency_reports = Table(
    "agency_reports",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False),
    Column("quarter", String(7), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
    UniqueConstraint("agency", "quarter"),
)

agency_places = Table(
    "agency_places",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False, index=True),
    Column("governorates", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)
