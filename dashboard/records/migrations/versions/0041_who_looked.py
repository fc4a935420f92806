"""Lines of the audit are looked up by what they are about. Frozen: later changes are later migrations."""

from alembic import op

revision = "0041_who_looked"
down_revision = "0013_accounts"


def upgrade() -> None:
    op.create_index("ix_audit_object", "audit", ["object"])
