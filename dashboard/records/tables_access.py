"""The tables of who may know of a case beside its case manager."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table

from dashboard.records.moments import UtcDateTime
from dashboard.records.tables_agencies import metadata

case_restrictions = Table(
    "case_restrictions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False, index=True),
    Column("state", String(10), nullable=False),  # restricted, lifted
    Column("supervisor", String(36), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

case_people = Table(
    "case_people",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False, index=True),
    Column("person", String(36), nullable=False, index=True),
    Column("state", String(10), nullable=False),  # added, removed
    Column("until", Date),
    Column("reason", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)
