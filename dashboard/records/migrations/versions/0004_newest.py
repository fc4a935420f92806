"""Indexes for the case list, the newest first. Frozen: later changes are later migrations."""

from alembic import op

revision = "0004_newest"
down_revision = "0003_services"


def upgrade() -> None:
    op.create_index("cases_newest", "cases", ["agency", "opened_at"])
    op.create_index("cases_newest_by_manager", "cases", ["agency", "case_manager", "opened_at"])
