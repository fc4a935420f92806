"""Imports in batches that wait until they are taken, and what of a row came in. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0021_import_batches"
down_revision = "0020_api_tokens"

REFUSAL = "is append-only: its rows are never changed or removed. Write a new row instead."


def upgrade() -> None:
    _imports()
    op.create_table("import_batches",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agency", sa.String(20), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("mapping", sa.String(60), nullable=False),
        sa.Column("mapping_digest", sa.String(64), nullable=False),
        sa.Column("file_digest", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"]),
        sa.PrimaryKeyConstraint("id"))
    op.create_table("planned_rows",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("ref_hash", sa.String(64), nullable=False),
        sa.Column("incoming", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"))
    op.create_index("ix_planned_rows_batch", "planned_rows", ["batch"])
    op.create_table("staged_cases",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("attempt", sa.String(36), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("agency", sa.String(20), nullable=False),
        sa.Column("case_manager", sa.String(36), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("governorate", sa.String(10), nullable=False),
        sa.Column("report_date", sa.Date(), nullable=False),
        sa.Column("stream", sa.String(10), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("age_band", sa.String(10), nullable=False),
        sa.Column("gender", sa.String(10), nullable=False),
        sa.Column("disability", sa.String(10), nullable=False),
        sa.Column("displacement", sa.String(20), nullable=False),
        sa.Column("violence_types", sa.JSON(), nullable=False),
        sa.Column("primary_violence_type", sa.String(40), nullable=False),
        sa.Column("platforms", sa.JSON(), nullable=False),
        sa.Column("primary_platform", sa.String(40), nullable=False),
        sa.Column("consent_services", sa.Boolean(), nullable=False),
        sa.Column("consent_reporting", sa.Boolean(), nullable=False),
        sa.Column("reported_elsewhere", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("risk_level", sa.String(10), nullable=True),
        sa.Column("risk_decided_at", UtcDateTime(), nullable=True),
        sa.Column("first_action_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("n"))
    op.create_index("ix_staged_cases_attempt", "staged_cases", ["attempt"])
    op.create_index("ix_staged_cases_batch", "staged_cases", ["batch"])
    op.create_table("staged_case_versions",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("attempt", sa.String(36), nullable=False),
        sa.Column("case_key", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("n"))
    op.create_index("ix_staged_case_versions_attempt", "staged_case_versions", ["attempt"])
    op.create_index("ix_staged_case_versions_batch", "staged_case_versions", ["batch"])
    op.create_table("staged_consents",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("attempt", sa.String(36), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("case_key", sa.String(20), nullable=False),
        sa.Column("scope", sa.String(60), nullable=False),
        sa.Column("value", sa.String(10), nullable=False),
        sa.Column("given_by", sa.String(20), nullable=False),
        sa.Column("assent", sa.String(20), nullable=False),
        sa.Column("guardian", sa.String(20), nullable=False),
        sa.Column("best_interest_by", sa.String(40), nullable=False),
        sa.Column("manner", sa.String(10), nullable=False),
        sa.Column("withheld_reason", sa.String(40), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("n"))
    op.create_index("ix_staged_consents_attempt", "staged_consents", ["attempt"])
    op.create_index("ix_staged_consents_batch", "staged_consents", ["batch"])
    op.create_table("staged_risk_decisions",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("attempt", sa.String(36), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("case_key", sa.String(20), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("suggested", sa.String(10), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("override_reason", sa.String(60), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("n"))
    op.create_index("ix_staged_risk_decisions_attempt", "staged_risk_decisions", ["attempt"])
    op.create_index("ix_staged_risk_decisions_batch", "staged_risk_decisions", ["batch"])
    op.create_table("staged_submissions",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("attempt", sa.String(36), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("case_key", sa.String(20), nullable=False),
        sa.Column("area", sa.String(40), nullable=False),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("form_version", sa.String(40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("supersedes", sa.String(36), nullable=True),
        sa.PrimaryKeyConstraint("n"))
    op.create_index("ix_staged_submissions_attempt", "staged_submissions", ["attempt"])
    op.create_index("ix_staged_submissions_batch", "staged_submissions", ["batch"])
    op.create_table("staged_imports",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("attempt", sa.String(36), nullable=False),
        sa.Column("agency", sa.String(20), nullable=False),
        sa.Column("ref_hash", sa.String(64), nullable=False),
        sa.Column("folded_hash", sa.String(64), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.Column("elements", sa.JSON(), nullable=False),
        sa.Column("case_key", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("n"))
    op.create_index("ix_staged_imports_attempt", "staged_imports", ["attempt"])
    op.create_index("ix_staged_imports_batch", "staged_imports", ["batch"])


def _imports() -> None:
    """Let a row of a file come in more than once: the newest counts. What came in before stays known."""
    op.create_table("imports_new",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency", sa.String(20), nullable=False),
        sa.Column("ref_hash", sa.String(64), nullable=False),
        sa.Column("folded_hash", sa.String(64), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.Column("elements", sa.JSON(), nullable=False),
        sa.Column("case_key", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["cases.key"]),
        sa.PrimaryKeyConstraint("seq"))
    connection = op.get_bind()
    connection.exec_driver_sql(
        "INSERT INTO imports_new (agency, ref_hash, folded_hash, row_digest, elements, case_key, version, batch, at) "
        "SELECT agency, ref_hash, '', row_digest, '{}', case_key, 1, '', at FROM imports ORDER BY at, case_key")
    op.drop_table("imports")
    op.rename_table("imports_new", "imports")
    op.create_index("imports_by_reference", "imports", ["agency", "ref_hash"])
    first = sa.text("version = 1")
    op.create_index("one_case_a_reference", "imports", ["agency", "ref_hash"], unique=True,
        sqlite_where=first, postgresql_where=first)
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(_trigger(connection.dialect.name, "imports", verb))


def _trigger(dialect: str, table: str, verb: str) -> str:
    start = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
    if dialect == "sqlite":
        return f"{start} BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
    return f"{start} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
