"""Who looked is on record whatever the clock does, and waits for room when the disk is full."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.actions import looks
from dashboard.actions.administration import audit, health
from dashboard.actions.work.cases import read_case
from dashboard.errors import DiskFull
from tests.conftest import ADMIN


@pytest.fixture
def amal(person):
    return person("case_manager", "A01")


@pytest.fixture
def key(open_case, amal):
    return open_case(amal)


def lines(context):
    return len(audit.entries(context, ADMIN, action="case.read", limit=9999))


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=366), timedelta(seconds=1)])
def test_with_the_clock_set_back_a_look_is_still_written(context, amal, key, back, monkeypatch):
    read_case(context, amal, key)
    before, earlier = lines(context), context.now() - back
    monkeypatch.setattr(context, "now", lambda: earlier)
    read_case(context, amal, key)
    assert lines(context) == before + 1
    read_case(context, amal, key)
    assert lines(context) == before + 1
    found = {finding.part: finding for finding in health._clock(context)}["clock"]
    assert bool(found.do) is (back > health.SLACK)


def test_history_keeps_its_order_when_the_clock_was_set_back(context, amal, key, monkeypatch):
    last_year = context.now() - timedelta(days=366)
    monkeypatch.setattr(context, "now", lambda: last_year)
    read_case(context, amal, key)
    newest = audit.entries(context, ADMIN, limit=1)[0]
    assert newest.action == "case.read" and datetime.fromisoformat(newest.at) == last_year.astimezone(UTC)
    assert audit.verify(context, ADMIN).ok


def full(_looks):
    raise DiskFull("full")


def look(n):
    at = datetime(2026, 11, 28, tzinfo=UTC) + timedelta(hours=n)
    return looks.Look(who=ADMIN, action="case.read", subject=f"OV-{n}", at=at, detail={})


def test_more_looks_than_can_wait_are_refused_and_nothing_of_what_waits_is_lost():
    written, kept = [], looks.Looks()
    for n in range(looks.MOST_WAITING):
        kept.take(look(n), full)
    with pytest.raises(DiskFull):
        kept.take(look(looks.MOST_WAITING), full)
    kept.catch_up(full)
    kept.catch_up(written.extend)
    assert [each.subject for each in written] == [f"OV-{n}" for n in range(looks.MOST_WAITING)]
    kept.catch_up(written.extend)
    assert len(written) == looks.MOST_WAITING
