"""Lines of the audit are looked up by what they are about. Frozen: later changes are later migrations."""

from alembic import op

revision = "0012_who_looked"
down_revision = "0011_throttle"


def upgrade() -> None:
    op.create_index("ix_audit_object", "audit", ["object"])
