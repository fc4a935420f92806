"""Open windows whose session has ended: every widget and every fragment of every page, against a real server."""

import itertools
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.access import Principal, sessions
from dashboard.access.permissions import ALLOWED
from dashboard.actions.context import Context
from dashboard.records import Records
from dashboard.ui.every_page import PAGES, PageSpec
from tests.actions.test_ended_sessions import ENDINGS
from tests.attacks.windows import window
from tests.server import OVTF, free_port, serving

SIGN_IN = "Forgot your password"
MARK = re.compile(r"data-told=\\\"&quot;(\w*)&quot;")
"""The line that says to the browser whose the window is (dashboard/ui/session.py)."""
TABS = ("Mental health", "Digital", "Legal", "Consent", "Referrals", "Follow-up", "Facts", "History")
"""The tabs of a case beside the first one."""
DRAWN_AGAIN = {"new-case", "case"}
"""Pages with a part that is drawn without the rest of the page (a fragment)."""


@dataclass
class Site:
    """A running server, its workspace, one person of each role and a case."""

    host: str
    context: Context
    people: dict[str, Principal]
    key: str

    @property
    def record(self) -> Path:
        return self.context.workspace.path / "records.db"

    def sign_in(self, role: str) -> tuple[str, Principal]:
        """Return the cookie of a new session, and who it is."""
        now, records = datetime.now(UTC), self.context.records
        cookie = sessions.redeem(records, sessions.issue_ticket(records, self.people[role].person_id, now), now)
        who = sessions.lookup(records, cookie or "", now)
        assert cookie and who
        return cookie, who

    def on_record(self) -> set[str]:
        """Return everything on record but who is signed in."""
        with sqlite3.connect(self.record) as record:
            return {line for line in record.iterdump() if 'INTO "sessions"' not in line}


@pytest.fixture
def site(
    context: Context, person: Callable[..., Principal], open_case: Callable[..., str], tmp_path: Path
) -> Iterator[Site]:
    staff = {role: person(role, "A01" if role in ("case_manager", "supervisor") else None) for role in ALLOWED}
    key = open_case(staff["case_manager"])
    context.projection.close()  # only one process can hold it: the server
    host = f"127.0.0.1:{free_port()}"
    command = [OVTF, "serve", "--workspace", str(context.workspace.path), "--port", host.partition(":")[2]]
    with serving(command, f"http://{host}", tmp_path / "server.log"):
        yield Site(
            host, Context(context.workspace, Records.open(context.workspace.database_url), context.registry), staff, key
        )


def _restore(site: Site, who: Principal) -> None:
    with sqlite3.connect(site.record) as record:
        values = (who.role, who.agency, who.person_id)
        record.execute("UPDATE people SET active = 1, role = ?, agency = ? WHERE id = ?", values)


def _as(who: Principal) -> str:
    """Return how the audit writes that a person acted in this role and agency; in a new one she may look."""
    return f"'{who.username}','{who.role}','{who.agency or ''}'"


def _attack(site: Site, spec: PageSpec, tab: str, ending: str) -> list[str]:
    """Open a page, or a tab of it, end the session, then use everything that the page offered; return what was still answered."""
    cookie, who = site.sign_in(spec.roles[0])
    with window(site.host, cookie) as opened:
        text = opened.run(page=spec.slug, query=f"key={site.key}")
        owner = MARK.findall(text)
        assert SIGN_IN not in text and owner
        if tab:
            tabs = next(id_ for id_, kind in opened.widgets.items() if kind == "tab_container")
            opened.run(used=tabs, tab=tab)
        assert bool(opened.fragments) == (spec.slug in DRAWN_AGAIN), "a new fragment? Add its page to DRAWN_AGAIN."
        widgets, fragments = set(opened.widgets), set(opened.fragments)
        ENDINGS[ending](site.context, who)
        before = site.on_record()
        answers = {id_: opened.run(used=id_) for id_ in widgets}
        answers |= {id_: opened.run(fragment=id_) for id_ in fragments}
    written = [line for line in site.on_record() - before if "audit" not in line or _as(who) in line]
    assert not written, f"{spec.slug}: this was written after {ending}: {written}"
    _restore(site, who)
    # Every answer is a whole page that is not hers, which makes the browser load the window anew.
    anew = {id_ for id_, text in answers.items() if MARK.findall(text) not in ([], owner)}
    return [f"{spec.slug}, {ending}: {id_}" for id_, text in answers.items() if id_ not in anew or site.key in text]


def test_nothing_in_an_open_window_works_after_the_session_has_ended(site: Site) -> None:
    endings = itertools.cycle(ENDINGS)
    case = next(spec for spec in PAGES if spec.slug == "case")
    places = [(spec, "") for spec in PAGES] + [(case, tab) for tab in TABS]
    answered = [line for place, ending in zip(places, endings, strict=False) for line in _attack(site, *place, ending)]
    assert not answered, answered


@pytest.mark.parametrize("ending", ["she signed out", "nobody used it for half an hour"])
def test_a_window_that_nobody_uses_forgets_the_case_by_itself(site: Site, ending: str) -> None:
    cookie, who = site.sign_in("case_manager")
    with window(site.host, cookie) as opened:
        assert site.key in opened.run(page="case", query=f"key={site.key}")
        ENDINGS[ending](site.context, who)
        assert SIGN_IN in opened.listen()
