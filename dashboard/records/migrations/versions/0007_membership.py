"""When an agency's membership ended, in place of a mark that nobody could set. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0007_membership"
down_revision = "0006_area_switches"


def upgrade() -> None:
    op.add_column("agencies", sa.Column("ended_at", UtcDateTime(), nullable=True))
    op.drop_column("agencies", "active")
