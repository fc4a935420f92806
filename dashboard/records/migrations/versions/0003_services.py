"""The service directory's second layer: corrections and additions of the task force. Frozen: later changes are later
migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0003_services"
down_revision = "0002_casework"

TABLE = "service_versions"
REFUSAL = "is append-only: its rows are never changed or removed. Write a new row instead."


def upgrade() -> None:
    op.create_table(TABLE,
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=90), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("seq"))
    op.create_index(f"ix_{TABLE}_key", TABLE, ["key"])
    connection = op.get_bind()
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(_trigger(connection.dialect.name, verb))


def _trigger(dialect: str, verb: str) -> str:
    start = f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE}"
    if dialect == "sqlite":
        return f"{start} BEGIN SELECT RAISE(ABORT, '{TABLE} {REFUSAL}'); END"
    return f"{start} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
