"""The addresses for programs outside, on a real server: what a token opens, and what it never does."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.access import Principal, operator, program
from dashboard.actions.administration import audit
from dashboard.actions.context import Context
from dashboard.actions.taskforce import clearances, connections
from dashboard.codes import names
from dashboard.errors import NotAllowed, ReleaseError, SignedOut
from dashboard.records import api_tokens
from dashboard.records.api_tokens import TokenEvent, digest
from dashboard.release import Releases
from dashboard.workspace import Workspace
from tests.attacks.wire import Answer, ask
from tests.conftest import ADMIN, add_person
from tests.in_session import in_session
from tests.server import OVTF, free_port, serving

CLEARED, KEPT = "2026-Q2", "2025-Y"
LIST, TABLE = "/api/releases", f"/api/releases/{CLEARED}/tables/governorate"


class Outside:
    """A running server, and who may decide about its connections."""

    def __init__(self, port: int, context: Context, dilan: Principal, rana: Principal) -> None:
        self.host, self.context, self.dilan, self.rana = f"127.0.0.1:{port}", context, dilan, rana

    def token(self, *periods: str, approved: bool = True) -> str:
        secret = connections.ask(self.context, self.dilan, "Power BI of the sub-cluster", 90, periods)
        if approved:
            connections.approve(self.context, self.rana, connections.every(self.context, self.rana)[0].id)
        return secret

    def get(self, path: str, token: str = "", **headers: str) -> Answer:
        return ask(self.host, "GET", path, **({"Authorization": f"Bearer {token}"} if token else {}), **headers)


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Iterator[Outside]:
    """The demo's releases with one cleared, beside a record of the demo's cases."""
    folder, port = tmp_path_factory.mktemp("api"), free_port()
    shutil.copytree(made_demo, folder / "ws")
    context = Context.open(Workspace.open(folder / "ws"), live=False)
    dilan, rana = (
        in_session(context, add_person(context, "coordinator", None, username)) for username in ("dilan2", "rana2")
    )
    clearances.ask(context, dilan, CLEARED)
    clearances.confirm(context, rana, CLEARED)
    with serving(
        [OVTF, "serve", "--workspace", str(folder / "ws"), "--port", str(port)],
        f"http://127.0.0.1:{port}",
        folder / "log",
    ):
        yield Outside(port, context, dilan, rana)
    context.close()


def test_a_token_opens_shown_cells_of_cleared_releases_and_every_use_is_audited(outside: Outside) -> None:
    token = outside.token()
    listed = json.loads(outside.get(LIST, token).text)["releases"]
    assert [each["period"] for each in listed] == [CLEARED] and "governorate" in {
        each["name"] for each in listed[0]["tables"]
    }
    answer = outside.get(TABLE, token)
    assert answer.headers["cache-control"] == "no-store"
    published = Releases(outside.context.workspace.releases).table(CLEARED, "governorate")
    rows = {row["governorate"]: row for row in json.loads(answer.text)["rows"]}
    assert {code: row["value"] for code, row in rows.items()} == {
        code: value for (code,), value in published.cells.items()
    }
    hidden = [row for row in rows.values() if row["value"] is None]
    assert all((row["low"], row["high"], row["status"]) == (None, None, "too_few_to_show") for row in hidden)
    lines = [(line.actor[:10], line.action, line.object) for line in audit.entries(outside.context, ADMIN, limit=5)]
    assert ("connection", "connection.read", f"{CLEARED} governorate") in lines and (
        "connection",
        "connection.list",
        "",
    ) in lines


def test_the_same_as_csv_is_data_alone(outside: Outside) -> None:
    token = outside.token()
    for answer in (outside.get(f"{TABLE}?format=csv", token), outside.get(TABLE, token, Accept="text/csv")):
        rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
        assert [row["governorate"] for row in rows] == sorted(names("governorate"))
        assert {row["period"] for row in rows} == {CLEARED} and rows[0]["governorate_label"]


def test_what_is_not_cleared_is_not_told_from_what_is_not_there(outside: Outside) -> None:
    token = outside.token()
    paths = (
        f"/api/releases/{KEPT}/tables/total",
        "/api/releases/2031-Q1/tables/total",
        f"/api/releases/{CLEARED}/tables/nothing",
    )
    answers = [outside.get(path, token) for path in paths]
    assert {(answer.status, answer.text) for answer in answers} == {(404, answers[0].text)}
    clearances.end(outside.context, outside.rana, CLEARED)
    try:
        assert outside.get(TABLE, token).text == answers[0].text, "at once"
    finally:
        clearances.ask(outside.context, outside.dilan, CLEARED)
        clearances.confirm(outside.context, outside.rana, CLEARED)


def test_a_token_of_one_release_opens_no_other(outside: Outside) -> None:
    token = outside.token(KEPT)
    assert json.loads(outside.get(LIST, token).text) == {"releases": []}
    assert outside.get(TABLE, token).status == 404


def test_without_a_good_token_nothing_opens_and_all_refusals_are_alike(outside: Outside) -> None:
    ended, waiting = outside.token(), outside.token(approved=False)
    for connection in connections.every(outside.context, outside.rana):
        if connection.state == "approved":
            connections.end(outside.context, outside.rana, connection.id)
    made_up = "ovtf_" + "x" * 43
    answers = [outside.get(TABLE, token) for token in (ended, waiting, made_up)]
    assert {(answer.status, answer.text) for answer in answers} == {(401, answers[0].text)}
    assert answers[0].headers["www-authenticate"] == "Bearer"
    assert outside.get(TABLE).status == outside.get(TABLE, "short").status == 401


def test_a_token_never_works_in_an_address(outside: Outside) -> None:
    token = outside.token()
    answer = outside.get(f"{TABLE}?token={token}", token)
    assert answer.status == 400 and token not in answer.text


def test_an_expired_token_opens_nothing(outside: Outside) -> None:
    now = outside.context.now
    outside.context.now = lambda: datetime(2026, 1, 1, tzinfo=UTC)
    try:
        with outside.context.records.write() as tx:
            old = TokenEvent(
                id="old",
                state="approved",
                purpose="An old one",
                periods=(),
                secret=digest("ovtf_" + "y" * 43),
                until=datetime(2026, 2, 1, tzinfo=UTC),
                at=outside.context.now(),
                by="somebody",
            )
            api_tokens.add(tx, old)
    finally:
        outside.context.now = now
    assert outside.get(TABLE, "ovtf_" + "y" * 43).status == 401


def test_a_session_of_a_coordinator_is_no_token_and_only_reading_is_done(outside: Outside) -> None:
    assert outside.get(TABLE, Cookie=f"ovtf_session={outside.dilan.session}").status == 401
    assert ask(outside.host, "POST", LIST, Origin=f"http://{outside.host}").status == 405
    assert outside.get("/api/cases").status == outside.get("/api/releases/../../config.toml").status == 404


def test_who_asks_too_often_waits_and_wrong_tokens_are_counted_by_address(outside: Outside) -> None:
    token = outside.token()
    statuses = [outside.get(LIST, token).status for _time in range(61)]
    assert statuses == [200] * 60 + [429]
    while outside.get(LIST, "ovtf_" + "z" * 43).status == 401:
        pass
    answer = outside.get(LIST, outside.token())
    assert answer.status == 429 and answer.headers["retry-after"] == "60"


def test_as_whom_the_audit_names_a_program_nobody_can_act(outside: Outside) -> None:
    with pytest.raises(SignedOut):
        connections.every(outside.context, program("some token"))


def test_the_description_names_every_address(outside: Outside) -> None:
    described = json.loads(outside.get("/api/openapi.json").text)
    assert set(described["paths"]) == {LIST, "/api/releases/{period}/tables/{name}"}


def test_secrets_are_kept_as_hashes_and_asked_for_by_a_person_with_a_purpose(outside: Outside) -> None:
    secret = outside.token()
    assert secret.encode() not in (outside.context.workspace.path / "records.db").read_bytes()
    with pytest.raises(ReleaseError, match="what the program is for"):
        connections.ask(outside.context, outside.dilan, "for 0770 123 4567 of the office", 90)
    with pytest.raises(NotAllowed, match="her own page"):
        connections.ask(outside.context, operator("coordinator"), "Power BI of the sub-cluster", 90)
    connections.ask(outside.context, outside.dilan, "Power BI of the sub-cluster", 90)
    with pytest.raises(NotAllowed, match="Another coordinator"):
        connections.approve(outside.context, outside.dilan, connections.every(outside.context, outside.dilan)[0].id)
