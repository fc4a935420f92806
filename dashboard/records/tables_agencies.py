"""The tables of agencies and people: who signs in, what an agency says of itself, services and areas they can use."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, MetaData, String, Table, UniqueConstraint, false

from dashboard.records.moments import UtcDateTime

metadata = MetaData()

agencies = Table(
    "agencies",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    Column("access", String(10), nullable=True),  # own, team; NULL: an agency of before has not chosen yet
)

people = Table(
    "people",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("username", String(60), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("agency", String(20), ForeignKey("agencies.code")),
    Column("language", String(5), nullable=False),
    Column("password_hash", String(100), nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column(
        "seen_change", Integer, nullable=False, server_default="0"
    ),  # the last account_decisions.seq that she has read
    Column("must_change", Boolean, nullable=False, server_default=false()),  # somebody else made her password
)

tickets = Table(
    "tickets",
    metadata,
    Column("ticket_hash", String(64), primary_key=True),
    Column("person_id", String(36), ForeignKey("people.id"), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    # Masked with the workspace's key. "" in one of them: tries for the account from anywhere, tries from the address for anybody.
    Column("account", String(64), primary_key=True),
    Column("address", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("known_at", UtcDateTime),  # when a right password last came from there
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person_id", String(36), ForeignKey("people.id"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

agency_reports = Table(
    "agency_reports",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False),
    Column("quarter", String(7), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
    Column("backlog", Boolean, nullable=False, server_default=false()),  # said by her, never counted
    UniqueConstraint("agency", "quarter"),
)

agency_starts = Table(
    "agency_starts",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False, index=True),
    Column("quarter", String(7), nullable=False),  # the first of which it brings cases: said by people, never counted
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

agency_places = Table(
    "agency_places",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False, index=True),
    Column("governorates", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

safeguarding = Table(
    "safeguarding",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False, index=True),
    Column("state", String(10), nullable=False),  # told, handled
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

service_versions = Table(
    "service_versions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("key", String(90), nullable=False, index=True),
    Column("values", JSON, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

area_switches = Table(
    "area_switches",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("area", String(40), nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

SAID_BY_AGENCIES = (agency_reports.name, agency_starts.name, agency_places.name)
"""What an agency said of itself is never changed: a newer row stands after it."""
