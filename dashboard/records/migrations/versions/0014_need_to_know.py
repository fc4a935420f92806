"""Who may know of a case: the state of an agency, restricted cases, people added. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0014_need_to_know"
down_revision = "0013_accounts"

REFUSAL = "is append-only: its rows are never changed or removed. Write a new row instead."


def upgrade() -> None:
    # NULL: of before, when every case manager read every case; it stays so until the supervisor chooses.
    op.add_column("agencies", sa.Column("access", sa.String(length=10), nullable=True))
    op.create_table("case_restrictions",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_key", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("supervisor", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["cases.key"]),
        sa.PrimaryKeyConstraint("seq"))
    op.create_table("case_people",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_key", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["cases.key"]),
        sa.PrimaryKeyConstraint("seq"))
    op.create_index("ix_case_restrictions_case_key", "case_restrictions", ["case_key"])
    op.create_index("ix_case_people_case_key", "case_people", ["case_key"])
    op.create_index("ix_case_people_person", "case_people", ["person"])
    connection = op.get_bind()
    for table in ("case_restrictions", "case_people"):
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(_trigger(connection.dialect.name, table, verb))


def _trigger(dialect: str, table: str, verb: str) -> str:
    start = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
    if dialect == "sqlite":
        return f"{start} BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
    return f"{start} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
