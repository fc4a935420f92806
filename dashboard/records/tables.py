"""The tables of the record. A change here needs a migration; a test compares the tables with the migrations."""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from dashboard.contract.elements import ELEMENTS, CaseElement
from dashboard.records.moments import UtcDateTime
from dashboard.records.tables_access import case_people, case_restrictions
from dashboard.records.tables_accounts import APPEND_ONLY_ACCOUNTS
from dashboard.records.tables_agencies import (
    SAID_BY_AGENCIES,
    agencies,
    agency_places,
    agency_reports,
    area_switches,
    metadata,
    people,
    safeguarding,
    service_versions,
    sessions,
    sign_in_tries,
    tickets,
)
from dashboard.records.tables_casework import (
    brought_entries,
    consents,
    drafts,
    import_batches,
    imports,
    overrides,
    person_safety,
    reviews,
)
from dashboard.records.tables_mappings import import_mappings
from dashboard.records.tables_releases import RELEASE_TABLES
from dashboard.records.tables_staging import copy_of, planned_rows

__all__ = [
    "APPEND_ONLY",
    "agencies",
    "agency_places",
    "agency_reports",
    "area_switches",
    "audit",
    "brought_entries",
    "case_people",
    "case_restrictions",
    "case_versions",
    "cases",
    "changes",
    "checklist_events",
    "consents",
    "declarations",
    "drafts",
    "import_batches",
    "import_mappings",
    "imports",
    "metadata",
    "overrides",
    "people",
    "person_safety",
    "planned_rows",
    "reviews",
    "risk_decisions",
    "safeguarding",
    "service_versions",
    "sessions",
    "sign_in_tries",
    "submissions",
    "tickets",
]

_TYPES = {"date": Date, "age": Integer, "codes": JSON, "consent": Boolean}


def _element(element: CaseElement) -> Column[Any]:
    """Return the column of an element of a case. Only an age may be NULL: then at least the age band is known."""
    own_type = _TYPES.get(element.kind)
    column_type = own_type() if own_type else String(element.width)
    return Column(element.name, column_type, nullable=element.kind == "age")


cases = Table(
    "cases",
    metadata,
    Column("key", String(20), primary_key=True),
    Column("agency", String(20), ForeignKey("agencies.code"), nullable=False),
    Column("case_manager", String(36), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    *map(_element, ELEMENTS),
    Column("status", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("risk_level", String(10)),
    Column("risk_decided_at", UtcDateTime),
    Column("first_action_at", UtcDateTime),
    Index("cases_by_agency", "agency", "status", "opened_at"),
    Index("cases_by_manager", "agency", "case_manager", "status"),
    Index("cases_newest", "agency", "opened_at"),
    Index("cases_newest_by_manager", "agency", "case_manager", "opened_at"),
    Index("cases_by_risk", "agency", "risk_level", "risk_decided_at"),
)

case_versions = Table(
    "case_versions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("values", JSON, nullable=False),
    Column("number", Integer, nullable=False, server_default="0"),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
    UniqueConstraint("case_key", "version"),
)

risk_decisions = Table(
    "risk_decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False, index=True),
    Column("level", String(10), nullable=False),
    Column("suggested", String(10)),
    Column("reasons", JSON, nullable=False),
    Column("override_reason", String(60), nullable=False),
    Column("submission_id", String(36)),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

checklist_events = Table(
    "checklist_events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False, index=True),
    Column("area", String(40), nullable=False),
    Column("checklist", String(40), nullable=False),
    Column("item", String(40), nullable=False),
    Column("state", String(20), nullable=False),
    Column("number", Integer, nullable=False, server_default="0"),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("case_key", String(20), ForeignKey("cases.key"), nullable=False, index=True),
    Column("area", String(40), nullable=False),
    Column("form", String(40), nullable=False),
    Column("form_version", String(40), nullable=False),
    Column("answers", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(36), nullable=False),
    Column("supersedes", String(36)),
    Index("submissions_superseded", "supersedes"),
)

declarations = Table(
    "declarations",
    metadata,
    Column("area", String(40), primary_key=True),
    Column("form", String(40), primary_key=True),
    Column("version", String(40), primary_key=True),
    Column("source", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("ref", String(100), nullable=False),
    sqlite_autoincrement=True,  # no number is given twice: the projection remembers the last one that it read
)

audit = Table(
    "audit",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("actor", String(60), nullable=False),
    Column("role", String(20), nullable=False),
    Column("agency", String(20), nullable=False),
    Column("action", String(40), nullable=False, index=True),
    Column("object", String(80), nullable=False, index=True),
    Column("detail", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

STAGED = {table: copy_of(table) for table in (cases, case_versions, consents, risk_decisions, submissions, imports)}
"""Where the rows of an import wait, in the order in which they come in."""

APPEND_ONLY = (
    "case_versions",
    "risk_decisions",
    "checklist_events",
    "submissions",
    "declarations",
    "audit",
    "imports",
    "import_mappings",
    "brought_entries",
    "changes",
    "consents",
    "overrides",
    "reviews",
    "service_versions",
    *SAID_BY_AGENCIES,
    "area_switches",
    "person_safety",
    "safeguarding",
    "case_restrictions",
    "case_people",
    *RELEASE_TABLES,
    *APPEND_ONLY_ACCOUNTS,
)
"""Tables whose rows never change. Triggers refuse UPDATE and DELETE, so that no defect of ours can rewrite history.

The migration that makes a table makes its triggers, too. Somebody who may drop a trigger can still change a row; for the audit
the chain of hashes shows it.
"""
