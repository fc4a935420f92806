"""A report says whether cases of earlier months were entered. Frozen: later changes are later migrations.

False: of before, when nobody was asked.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016_backlog"
down_revision = "0015_order_of_writing"


def upgrade() -> None:
    op.add_column("agency_reports", sa.Column("backlog", sa.Boolean(), server_default=sa.false(), nullable=False))
