"""Areas that an administrator switched off or on."""

from sqlalchemy import Boolean, Column, Integer, String, Table

from dashboard.records.moments import UtcDateTime
from dashboard.records.tables_people import metadata

area_switches = Table(
    "area_switches",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("area", String(40), nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)
