"""Tries to sign in are counted for each account and each address. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from dashboard.records.moments import UtcDateTime

revision = "0011_throttle"
down_revision = "0010_releases"


def upgrade() -> None:
    op.create_table("sign_in_tries",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("known_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("account", "address"))
    op.create_index("ix_sign_in_tries_at", "sign_in_tries", ["at"])
    op.drop_column("people", "failed_attempts")
    op.drop_column("people", "locked_until")
