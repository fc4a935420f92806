"""The place of rows beside the entries in the order of writing. Frozen: later changes are later migrations.

0: of before. Those rows are compared by their times, as they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015_order_of_writing"
down_revision = "0014_need_to_know"

TABLES = ("case_versions", "checklist_events", "consents", "overrides", "reviews")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("number", sa.Integer(), server_default="0", nullable=False))
    # NULL: a draft of before, whose newest consent is told by the time at which it was begun.
    op.add_column("drafts", sa.Column("consent", sa.String(length=36), nullable=True))
