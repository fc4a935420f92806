"""Entries that came in from telephones. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0023_brought_entries"
down_revision = "0022_import_mappings"

REFUSAL = "is append-only: its rows are never changed or removed. Write a new row instead."


def upgrade() -> None:
    op.create_table("brought_entries",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency", sa.String(20), nullable=False),
        sa.Column("instance_hash", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"]),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("agency", "instance_hash"))
    connection = op.get_bind()
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(_trigger(connection.dialect.name, "brought_entries", verb))


def _trigger(dialect: str, table: str, verb: str) -> str:
    start = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
    if dialect == "sqlite":
        return f"{start} BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
    return f"{start} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
