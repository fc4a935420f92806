"""From which quarter on an agency brings cases, if from before it joined. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0018_agency_starts"
down_revision = "0017_targets_clearances"

TABLE = "agency_starts"
REFUSAL = "is append-only: its rows are never changed or removed. Write a new row instead."


def upgrade() -> None:
    op.create_table(TABLE,
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"]),
        sa.PrimaryKeyConstraint("seq"))
    op.create_index(op.f("ix_agency_starts_agency"), TABLE, ["agency"], unique=False)
    connection = op.get_bind()
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(_trigger(connection.dialect.name, verb))


def _trigger(dialect: str, verb: str) -> str:
    start = f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE}"
    if dialect == "sqlite":
        return f"{start} BEGIN SELECT RAISE(ABORT, '{TABLE} {REFUSAL}'); END"
    return f"{start} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
