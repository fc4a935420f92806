"""Who is not safe for a survivor, kept beside the entries that say so. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0008_person_safety"
down_revision = "0007_membership"

TABLE = "person_safety"
REFUSAL = "is append-only: its rows are never changed or removed. Write a new row instead."


def upgrade() -> None:
    op.create_table(TABLE,
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_key", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("submission_id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["cases.key"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"))
    op.create_index(f"ix_{TABLE}_case_key", TABLE, ["case_key"])
    connection = op.get_bind()
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(_trigger(connection.dialect.name, verb))


def _trigger(dialect: str, verb: str) -> str:
    start = f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE}"
    if dialect == "sqlite":
        return f"{start} BEGIN SELECT RAISE(ABORT, '{TABLE} {REFUSAL}'); END"
    return f"{start} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
