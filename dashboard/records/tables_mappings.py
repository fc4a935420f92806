"""The table of mappings: what an agency said its files' columns and values mean, each change a new version."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from dashboard.records.moments import UtcDateTime
from dashboard.records.tables_agencies import metadata

import_mappings = Table(
    "import_mappings",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False),
    Column("name", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("source", Text, nullable=False),  # its TOML
    Column("digest", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
    UniqueConstraint("agency", "name", "version"),
)
