"""Tokens with which a program outside reads cleared releases. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0020_api_tokens"
down_revision = "0019_contributions"

REFUSAL = "is append-only: its rows are never changed or removed. Write a new row instead."


def upgrade() -> None:
    op.create_table("api_tokens",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("purpose", sa.String(length=120), nullable=False),
        sa.Column("periods", sa.JSON(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("seq"))
    op.create_index("api_tokens_secret", "api_tokens", ["secret"])
    connection = op.get_bind()
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(_trigger(connection.dialect.name, "api_tokens", verb))


def _trigger(dialect: str, table: str, verb: str) -> str:
    start = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
    if dialect == "sqlite":
        return f"{start} BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
    return f"{start} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
