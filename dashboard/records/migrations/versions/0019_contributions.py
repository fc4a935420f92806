"""Contributions of agencies on their own servers, and the keys that they sign with. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0019_contributions"
down_revision = "0018_agency_starts"

TABLES = ("contributor_keys", "contributions")
REFUSAL = "is append-only: its rows are never changed or removed. Write a new row instead."


def upgrade() -> None:
    op.create_table("contributor_keys",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("public", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"]),
        sa.PrimaryKeyConstraint("seq"))
    op.create_table("contributions",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("quarters", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("backlog", sa.Boolean(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"]),
        sa.PrimaryKeyConstraint("seq"))
    connection = op.get_bind()
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_agency"), table, ["agency"], unique=False)
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(_trigger(connection.dialect.name, table, verb))


def _trigger(dialect: str, table: str, verb: str) -> str:
    start = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
    if dialect == "sqlite":
        return f"{start} BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
    return f"{start} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
