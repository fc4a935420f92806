import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from dashboard.contract import Case
from dashboard.records import (
    Records,
    accounts,
    api_tokens,
    areas,
    audit,
    brought_entries,
    checklists,
    clearances,
    consents,
    contributions,
    corrections,
    imports,
    mappings,
    need_to_know,
    overrides,
    person_safety,
    releases,
    reporting,
    reviews,
    risk,
    safeguarding,
    services,
    submissions,
    targets,
)
from dashboard.records.accounts import Request, Standing
from dashboard.records.api_tokens import TokenEvent
from dashboard.records.brought_entries import BroughtEntry
from dashboard.records.checklists import ItemEvent
from dashboard.records.clearances import ClearanceEvent
from dashboard.records.consents import Consent
from dashboard.records.contributions import Contribution, ContributorKey
from dashboard.records.corrections import CorrectionEvent
from dashboard.records.mappings import KeptMapping
from dashboard.records.need_to_know import Helper, Restriction
from dashboard.records.overrides import Override
from dashboard.records.person_safety import PersonSafety
from dashboard.records.releases import ReleaseStep
from dashboard.records.reporting import Places, Report, Start
from dashboard.records.reviews import Review
from dashboard.records.risk import RiskDecision
from dashboard.records.safeguarding import Incident
from dashboard.records.sealing import Key
from dashboard.records.services import ServiceVersion
from dashboard.records.submissions import Submission
from dashboard.records.tables import APPEND_ONLY
from dashboard.records.targets import TargetEvent

CHANGES = {
    "case_versions": "by = 'x'",
    "risk_decisions": "level = 'normal'",
    "checklist_events": "state = 'pending'",
    "submissions": "answers = '{}'",
    "declarations": "source = ''",
    "audit": "actor = 'x'",
    "imports": "row_digest = 'x'",
    "brought_entries": "digest = 'x'",
    "import_mappings": "source = ''",
    "changes": "ref = 'x'",
    "consents": "value = 'yes'",
    "overrides": "reason = 'x'",
    "reviews": "state = 'approved'",
    "service_versions": "retired = true",
    "agency_reports": "quarter = '2026-Q4'",
    "agency_starts": "quarter = '2020-Q1'",
    "agency_places": "governorates = '[]'",
    "area_switches": "enabled = true",
    "person_safety": "state = 'safe'",
    "safeguarding": "state = 'handled'",
    "case_restrictions": "supervisor = 'x'",
    "case_people": "until = NULL",
    "release_steps": "step = 'dropped'",
    "release_corrections": "state = 'approved'",
    "targets": "number = 1",
    "release_clearances": "state = 'cleared'",
    "api_tokens": "state = 'approved'",
    "contributor_keys": "public = ''",
    "contributions": "file = NULL",
    "account_requests": "after = '[]'",
    "account_decisions": "outcome = 'refused'",
}


@pytest.fixture
def full(records: Records, case: Case, t0: datetime) -> Records:
    """A record with a row in every append-only table."""
    with records.write() as tx:
        risk.decide(
            tx,
            RiskDecision(
                id="r1",
                case_key=case.key,
                level="high",
                suggested="high",
                reasons=("threat",),
                override_reason="",
                at=t0,
                by="person-1",
            ),
        )
        checklists.mark(
            tx,
            ItemEvent(
                id="e1",
                case_key=case.key,
                area="safety",
                checklist="first",
                item="password",
                state="done",
                at=t0,
                by="person-1",
            ),
        )
        consents.add(tx, Consent(id="c1", case_key=case.key, scope="services", value="yes", at=t0, by="person-1"))
        areas.switch(tx, "safety", False, "person-1", t0)
        about: dict[str, Any] = {"case_key": case.key, "reason": "cover", "at": t0, "by": "person-1"}
        need_to_know.restrict(tx, Restriction(state="restricted", supervisor="person-2", **about))
        need_to_know.add(tx, Helper(person="person-2", state="added", until=None, **about))
        safeguarding.add(tx, Incident(id="g1", agency="A01", state="told", at=t0, by="person-1"))
        services.add(tx, ServiceVersion(key="ovtf.x", values={"label": "X"}, at=t0, by="person-1"))
        reporting.confirm(tx, Report(agency="A01", quarter="2026-Q3", at=t0, by="person-1"))
        contributions.trust(tx, ContributorKey(agency="A01", public="7f" * 32, at=t0, by="person-1"))
        contributions.add(
            tx,
            Contribution(
                agency="A01", quarters=("2026-Q3",), made_at=t0, backlog=False, file=b"x", at=t0, by="person-1"
            ),
        )
        reporting.begin(tx, Start(agency="A01", quarter="2024-Q1", at=t0, by="person-1"))
        reporting.declare(tx, Places(agency="A01", governorates=("IQ-AR",), at=t0, by="person-1"))
        step = ("digital.removal_request", ("digital.digital_risk",))
        overrides.add(
            tx,
            Override(
                id="o1",
                case_key=case.key,
                step=step[0],
                missing=step[1],
                reason="life_in_danger",
                at=t0,
                by="person-1",
            ),
        )
        reviews.add(
            tx,
            Review(
                id="v1",
                case_key=case.key,
                submission_id="s1",
                area="core",
                form="closure",
                state="requested",
                at=t0,
                by="person-1",
            ),
        )
        submissions.submit(
            tx,
            Submission(
                id="s1",
                case_key=case.key,
                area="safety",
                form="plan",
                form_version="1",
                answers={"q": 1},
                at=t0,
                by="person-1",
            ),
        )
        releases.append(
            tx,
            ReleaseStep(
                build="b1",
                step="made",
                period="2026-Q3",
                revision=0,
                quarters=("2026-Q3",),
                mu=1.1,
                digest="d1",
                at=t0,
                by="person-1",
            ),
        )
        corrections.add(
            tx,
            CorrectionEvent(id="k1", period="2026-Q3", reason="late_import", state="asked", at=t0, by="person-1"),
        )
        targets.add(tx, TargetEvent(indicator="total", direction="at_most", number=500, at=t0, by="person-1"))
        clearances.add(tx, ClearanceEvent(period="2026-Q3", digest="0" * 64, state="asked", at=t0, by="person-1"))
        token = TokenEvent(
            id="t1", state="asked", purpose="R", periods=(), secret="0" * 64, until=t0, at=t0, by="person-1"
        )
        api_tokens.add(tx, token)
        submissions.declare(tx, "safety", "plan", "1", "| survey |", t0)
        person_safety.add(
            tx,
            PersonSafety(
                id="p1",
                case_key=case.key,
                person="guardian",
                state="unsafe",
                submission_id="s1",
                at=t0,
                by="person-1",
            ),
        )
        audit.append(
            tx, Key(b"a key"), at=t0, actor="person-1", role="case_manager", agency="A01", action="form.submit"
        )
        imports.add(tx, "A01", "h1", "d1", case.key, t0)
        brought_entries.add(
            tx, BroughtEntry(agency="A01", instance_hash="h1", digest="d1", submission_id="s1", at=t0, by="person-1")
        )
        mappings.add(
            tx, KeptMapping(agency="A01", name="ours", version=1, source="x = 1", digest="d", at=t0, by="person-1")
        )
        asked = Request(
            id="q1",
            what="add",
            person_id="person-2",
            username="nadia",
            name="Nadia",
            language="en",
            before=None,
            after=Standing("supervisor", "A01"),
            by="person-1",
            at=t0,
        )
        accounts.ask(tx, asked)
        accounts.decide(tx, asked, "done", "person-3", t0, "confirmed")
    return records


def test_the_examples_cover_every_append_only_table() -> None:
    assert set(CHANGES) == set(APPEND_ONLY)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_cannot_be_changed(full: Records, table: str) -> None:
    with pytest.raises(DBAPIError, match=f"{table} is append-only"), full.write() as tx:
        tx.exec_driver_sql(f"UPDATE {table} SET {CHANGES[table]}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_cannot_be_removed(full: Records, table: str) -> None:
    with pytest.raises(DBAPIError, match=f"{table} is append-only"), full.write() as tx:
        tx.exec_driver_sql(f"DELETE FROM {table}")


@pytest.mark.usefixtures("sqlite_file")
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_cannot_be_replaced(full: Records, table: str) -> None:
    with pytest.raises(DBAPIError, match=f"{table} is append-only"), full.write() as tx:
        tx.exec_driver_sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_another_program_is_refused_too(sqlite_file: Path, table: str) -> None:
    with sqlite3.connect(sqlite_file) as other, pytest.raises(sqlite3.IntegrityError, match="Write a new row instead"):
        other.execute(f"DELETE FROM {table}")
