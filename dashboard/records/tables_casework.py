"""Tables of case work beside the forms: consent, steps taken out of order, reviews, who is not safe, where a case is from."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from dashboard.records.moments import UtcDateTime
from dashboard.records.tables_agencies import metadata

consents = Table(
    "consents",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False, index=True),
    Column("scope", String(60), nullable=False),
    Column("value", String(10), nullable=False),
    Column("given_by", String(20), nullable=False),
    Column("assent", String(20), nullable=False),
    Column("guardian", String(20), nullable=False),
    Column("best_interest_by", String(40), nullable=False),
    Column("manner", String(10), nullable=False),
    Column("withheld_reason", String(40), nullable=False),
    Column("submission_id", String(36)),
    Column("number", Integer, nullable=False, server_default="0"),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

overrides = Table(
    "overrides",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False, index=True),
    Column("step", String(130), nullable=False),
    Column("missing", JSON, nullable=False),
    Column("reason", String(40), nullable=False),
    Column("number", Integer, nullable=False, server_default="0"),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False, index=True),
    Column("submission_id", String(36), nullable=False, index=True),
    Column("area", String(40), nullable=False),
    Column("form", String(40), nullable=False),
    Column("state", String(10), nullable=False),  # requested, approved, returned
    Column("reason", String(40), nullable=False),
    Column("number", Integer, nullable=False, server_default="0"),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

person_safety = Table(
    "person_safety",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False, index=True),
    Column("person", String(20), nullable=False),
    Column("state", String(10), nullable=False),  # unsafe, safe
    Column("submission_id", String(36), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

imports = Table(
    "imports",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("agency", String(20), nullable=False),
    Column("ref_hash", String(64), nullable=False),
    Column("folded_hash", String(64), nullable=False),  # "" for a row that an older version imported
    Column("row_digest", String(64), nullable=False),
    Column("elements", JSON, nullable=False),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False),
    Column("version", Integer, nullable=False),  # of the case as it came in
    Column("batch", String(36), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("imports_by_reference", "agency", "ref_hash"),
    Index(
        "one_case_a_reference",
        "agency",
        "ref_hash",
        unique=True,
        sqlite_where=text("version = 1"),
        postgresql_where=text("version = 1"),
    ),
)

import_batches = Table(
    "import_batches",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False),
    Column("by", String(36), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("mapping", String(60), nullable=False),
    Column("mapping_digest", String(64), nullable=False),
    Column("file_digest", String(64), nullable=False),
    Column("state", String(10), nullable=False),  # staging, planned, committed, dropped
    Column("report", JSON, nullable=False),  # the plan as it is shown: codes and counts
    Column("ended_at", UtcDateTime),
)

brought_entries = Table(
    "brought_entries",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False),
    Column("instance_hash", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("submission_id", String(36), ForeignKey("submissions.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
    UniqueConstraint("agency", "instance_hash"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person", String(36), nullable=False),
    Column("case_key", String(20), nullable=False),  # "" for the draft of a new case: NULLs would not be unique
    Column("area", String(40), nullable=False),
    Column("form", String(40), nullable=False),
    Column("base", String(36), nullable=False, server_default=""),  # the entry that it will replace
    Column("consent", String(36)),  # the newest row of the consent log when it was begun
    Column("answers", JSON, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(10), nullable=False),  # open, sent, discarded
    Index("drafts_of_person", "person", "outcome", "case_key"),
    Index(
        "one_open_draft",
        "person",
        "case_key",
        "area",
        "form",
        "base",
        unique=True,
        sqlite_where=text("outcome = 'open'"),
        postgresql_where=text("outcome = 'open'"),
    ),
)
