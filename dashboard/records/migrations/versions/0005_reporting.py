"""Which quarters an agency confirmed as complete, and where it works. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0005_reporting"
down_revision = "0004_newest"

APPEND_ONLY = ("agency_reports", "agency_places")
REFUSAL = "is append-only: its rows are never changed or removed. Write a new row instead."


def upgrade() -> None:
    op.create_table("agency_reports", *_head(),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        *_foot(),
        sa.UniqueConstraint("agency", "quarter"))
    op.create_table("agency_places", *_head(),
        sa.Column("governorates", sa.JSON(), nullable=False),
        *_foot())
    op.create_index("ix_agency_places_agency", "agency_places", ["agency"])
    connection = op.get_bind()
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(_trigger(connection.dialect.name, table, verb))


def _head():
    return (sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
            sa.Column("agency", sa.String(length=20), nullable=False))


def _foot():
    return (sa.Column("at", UtcDateTime(), nullable=False),
            sa.Column("by", sa.String(length=36), nullable=False),
            sa.ForeignKeyConstraint(["agency"], ["agencies.code"]),
            sa.PrimaryKeyConstraint("seq"))


def _trigger(dialect: str, table: str, verb: str) -> str:
    start = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
    if dialect == "sqlite":
        return f"{start} BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
    return f"{start} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
