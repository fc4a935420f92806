"""Tables of releases: what each has spent, and corrections that were asked for. Nothing in them comes from a case."""

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, text

from dashboard.records.moments import UtcDateTime
from dashboard.records.tables_agencies import metadata

release_steps = Table(
    "release_steps",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("build", String(36), nullable=False),
    Column("step", String(10), nullable=False),  # begun, made, dropped
    Column("period", String(7), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("quarters", JSON, nullable=False),
    Column("mu", Float, nullable=False),
    Column("digest", String(64), nullable=False),  # "" until it is made
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
    Index(
        "made_once",
        "period",
        "revision",
        unique=True,
        sqlite_where=text("step = 'made'"),
        postgresql_where=text("step = 'made'"),
    ),
)

release_corrections = Table(
    "release_corrections",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False),
    Column("period", String(7), nullable=False),
    Column("reason", String(40), nullable=False),  # a code of release/reasons.py, never a text
    Column("state", String(10), nullable=False),  # asked, approved, declined
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

targets = Table(
    "targets",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("indicator", String(120), nullable=False),
    Column("direction", String(10), nullable=False),  # at_least, at_most; none: it has ended
    Column("number", Integer, nullable=False),  # what the task force wants, never a number of cases that there are
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

release_clearances = Table(
    "release_clearances",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("period", String(7), nullable=False),
    Column("digest", String(64), nullable=False),  # of the version that was meant: a correction is another one
    Column("state", String(10), nullable=False),  # asked, cleared, ended
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False),
    Column("state", String(10), nullable=False),  # asked, approved, ended
    Column("purpose", String(120), nullable=False),
    Column("periods", JSON, nullable=False),  # [] for every release that is cleared
    Column("secret", String(64), nullable=False),  # a hash: the secret itself was shown once and is kept nowhere
    Column("until", UtcDateTime, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
    Index("api_tokens_secret", "secret"),
)

contributor_keys = Table(
    "contributor_keys",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False, index=True),
    Column("public", String(64), nullable=False),  # "": it sends no contributions any more
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

contributions = Table(
    "contributions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False, index=True),
    Column("quarters", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("backlog", Boolean, nullable=False),
    Column("file", LargeBinary, nullable=False),  # sealed; as long for no case as for many
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

RELEASE_TABLES = (
    release_steps.name,
    release_corrections.name,
    targets.name,
    release_clearances.name,
    api_tokens.name,
    contributor_keys.name,
    contributions.name,
)
"""All are append-only."""
