"""Consent, steps out of order and reviews; a draft knows what it revises. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0002_casework"
down_revision = "0001_first"

APPEND_ONLY = ("consents", "overrides", "reviews")
REFUSAL = "is append-only: its rows are never changed or removed. Write a new row instead."


def upgrade() -> None:
    op.create_table("consents", *_head(),
        sa.Column("scope", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=10), nullable=False),
        sa.Column("given_by", sa.String(length=20), nullable=False),
        sa.Column("assent", sa.String(length=20), nullable=False),
        sa.Column("guardian", sa.String(length=20), nullable=False),
        sa.Column("best_interest_by", sa.String(length=40), nullable=False),
        sa.Column("manner", sa.String(length=10), nullable=False),
        sa.Column("withheld_reason", sa.String(length=40), nullable=False),
        sa.Column("submission_id", sa.String(length=36), nullable=True),
        *_foot())
    op.create_table("overrides", *_head(),
        sa.Column("step", sa.String(length=130), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        *_foot())
    op.create_table("reviews", *_head(),
        sa.Column("submission_id", sa.String(length=36), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        *_foot())
    op.create_index("ix_reviews_submission_id", "reviews", ["submission_id"])
    for name in APPEND_ONLY:
        op.create_index(f"ix_{name}_case_key", name, ["case_key"])
        _guard(name)
    _drafts_know_their_base()
    op.create_index("submissions_superseded", "submissions", ["supersedes"])


def _head():
    return (sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
            sa.Column("id", sa.String(length=36), nullable=False),
            sa.Column("case_key", sa.String(length=20), nullable=False))


def _foot():
    return (sa.Column("at", UtcDateTime(), nullable=False),
            sa.Column("by", sa.String(length=36), nullable=False),
            sa.ForeignKeyConstraint(["case_key"], ["cases.key"]),
            sa.PrimaryKeyConstraint("seq"),
            sa.UniqueConstraint("id"))


def _guard(table: str) -> None:
    connection = op.get_bind()
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(_trigger(connection.dialect.name, table, verb))


def _trigger(dialect: str, table: str, verb: str) -> str:
    start = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
    if dialect == "sqlite":
        return f"{start} BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
    return f"{start} FOR EACH ROW EXECUTE FUNCTION refuse_change()"


def _drafts_know_their_base() -> None:
    op.add_column("drafts", sa.Column("base", sa.String(length=36), nullable=False, server_default=""))
    op.drop_index("one_open_draft", table_name="drafts")
    op.create_index("one_open_draft", "drafts", ["person", "case_key", "area", "form", "base"], unique=True,
                    sqlite_where=sa.text("outcome = 'open'"), postgresql_where=sa.text("outcome = 'open'"))
