"""The tables of changes of accounts: what was asked for, what became of it, and one-time codes."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table

from dashboard.records.moments import UtcDateTime
from dashboard.records.tables_agencies import metadata

account_requests = Table(
    "account_requests",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("what", String(10), nullable=False),  # add, change, password
    Column("person_id", String(36), nullable=False, index=True),  # of an account that may not be there yet
    Column("username", String(60), nullable=False),
    Column("name", String(120), nullable=False),
    Column("language", String(5), nullable=False),
    Column("before", JSON, nullable=False),  # [role, agency, active], [] for a new account
    Column("after", JSON, nullable=False),
    Column("by", String(36), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

account_decisions = Table(
    "account_decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("request_id", String(36), ForeignKey("account_requests.id"), nullable=False, unique=True),
    Column("outcome", String(10), nullable=False),  # done, refused, withdrawn
    Column("way", String(10), nullable=False),  # alone, server, confirmed, codes; "" when nothing was done
    Column("by", String(36), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

account_codes = Table(
    "account_codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("about", String(60), nullable=False, index=True),  # "agency A01" or "request <id>"
    Column("by", String(36), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

APPEND_ONLY_ACCOUNTS = (account_requests.name, account_decisions.name)
