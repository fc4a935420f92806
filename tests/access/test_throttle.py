"""Guessing passwords: in parallel, from several processes, from many addresses, with a clock that goes back."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.access import throttle
from dashboard.access.sign_in import sign_in
from dashboard.access.throttle import FREE_ACCOUNT, FREE_ADDRESS, FREE_TRIES, LONGEST_WAIT
from dashboard.actions.administration import people
from dashboard.records import Records, audit
from dashboard.records import tries as tries_table
from dashboard.records.sealing import Key
from tests.conftest import ADMIN
from tests.tries import tries as attempts

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KEY = Key(b"the key of this test............")
GUESSER = """
import sys
from datetime import datetime
from dashboard.access.throttle import attempt
from dashboard.records import Records
from dashboard.records.sealing import Key
records, now = Records.open(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
print(sum(attempt(records, Key(b"x"), "nadia", "203.0.113.7", now) is not None for _try in range(60)))
"""


@pytest.fixture
def nadia(context):
    return people.add_person(context, ADMIN, username="nadia", name="Nadia", role="case_manager", agency="A01")


def guess(context, count=1, name="nadia", address="203.0.113.7", at=NOW) -> None:
    for _try in range(count):
        assert sign_in(context.records, context.key, name, "wrong-guess-1", at, address) is None


def enter(context, password, address, at=NOW):
    return sign_in(context.records, context.key, "nadia", password, at, address)


def lines(context, action="sign_in.failed") -> list[audit.AuditEntry]:
    with context.records.read() as tx:
        return audit.entries(tx, limit=1000, action=action)


def test_of_parallel_guesses_only_the_free_ones_are_looked_at(context, nadia, monkeypatch):  # noqa: ARG001
    looked, start = [], threading.Barrier(40)
    monkeypatch.setattr("dashboard.access.sign_in.check_password", lambda *_given: looked.append(1))

    def one(_number):
        start.wait()
        guess(context)

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(one, range(40)))
    assert len(looked) == FREE_TRIES


def test_two_processes_share_the_counts(context):
    command = [sys.executable, "-c", GUESSER, context.workspace.database_url, NOW.isoformat()]
    guessers = [subprocess.Popen(command, stdin=-1, stdout=-1, text=True) for _process in range(2)]
    for guesser in guessers:
        assert guesser.stdout.readline() == "ready\n"
    for guesser in guessers:
        guesser.stdin.write("\n")
        guesser.stdin.flush()
    looked_at = sum(int(guesser.communicate(timeout=60)[0]) for guesser in guessers)
    assert looked_at == FREE_TRIES


def test_strangers_elsewhere_never_make_her_wait_where_she_has_signed_in_before(context, nadia):
    assert enter(context, nadia[1], "198.51.100.1")
    for number in range(60):
        guess(context, 2, address=f"203.0.113.{number}")
    guess(context, 60, name="someone", address="198.51.100.1")
    assert enter(context, nadia[1], "198.51.100.1")
    assert enter(context, nadia[1], "198.51.100.2") is None, "a new address waits while the account is attacked"
    assert enter(context, nadia[1], "198.51.100.2", NOW + LONGEST_WAIT)


def test_guesses_at_one_account_from_everywhere_are_bounded(context):
    found = [
        throttle.attempt(context.records, context.key, "nadia", f"203.0.113.{number % 250}", NOW)
        for number in range(90)
    ]
    assert sum(tried is not None for tried in found) == FREE_ACCOUNT


def test_guesses_at_many_accounts_from_one_address_are_bounded(context):
    found = [
        throttle.attempt(context.records, context.key, f"name{number}", f"2001:db8:0:7::{number:x}", NOW)
        for number in range(90)
    ]
    assert sum(tried is not None for tried in found) == FREE_ADDRESS, "one household has a whole network of IPv6"


def test_a_new_password_ends_the_wait(context, nadia):
    guess(context, 20)
    new = people.reset_password(context, ADMIN, nadia[0].id)
    assert enter(context, new, "203.0.113.7", NOW)


def test_the_free_tries_are_back_after_a_right_password(context, nadia):
    for _time in range(3):
        guess(context, FREE_TRIES - 1)
        assert enter(context, nadia[1], "203.0.113.7")


@pytest.mark.parametrize("name", ["nadia", "nobody"])
def test_a_name_that_exists_and_one_that_does_not_wait_alike(context, nadia, name):  # noqa: ARG001
    found = [throttle.attempt(context.records, context.key, name, "203.0.113.7", NOW) for _try in range(9)]
    assert [tried is not None for tried in found] == [True] * FREE_TRIES + [False] * 4


def test_somebody_who_is_not_active_is_counted_and_answered_like_a_wrong_password(context, nadia):
    people.change_person(context, ADMIN, nadia[0].id, active=False)
    assert enter(context, nadia[1], "203.0.113.7") is None
    assert [entry.actor for entry in lines(context)] == ["nadia"]


def test_strangers_cannot_fill_the_audit(context, nadia):  # noqa: ARG001
    guess(context, 300)
    for number in range(300):
        guess(context, name=f"made-up-{number}", address="203.0.113.9")
    found = lines(context)
    assert len(found) <= 8
    assert {entry.actor for entry in found} == {"nadia", "unknown"}
    with context.records.read() as tx:
        kept = tx.exec_driver_sql("SELECT count(*) FROM sign_in_tries").scalar_one()
    assert kept <= 2 * FREE_ADDRESS + 10


def test_what_was_typed_as_a_name_and_where_somebody_is_are_written_nowhere(context):
    guess(context, name="my-secret-password", address="203.0.113.99")
    content = b"".join(path.read_bytes() for path in context.workspace.path.glob("records.db*"))
    assert b"my-secret-password" not in content and b"203.0.113.99" not in content


def test_the_line_of_a_sign_in_says_how_many_tries_it_took_and_that_the_place_is_new(context, nadia):
    guess(context, 2)
    enter(context, nadia[1], "203.0.113.7")
    enter(context, nadia[1], "203.0.113.7")
    assert [entry.detail for entry in lines(context, "sign_in")] == ['{"tries": 1}', '{"place": "new", "tries": 3}']


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=365)])
def test_a_clock_that_was_set_back_locks_nobody_out(context, nadia, back):
    guess(context, 40)
    assert enter(context, nadia[1], "203.0.113.7", NOW - back)


def test_odd_things_in_the_fields_are_wrong_and_nothing_else(context):
    for name, password in (("a\0b", "a\0b"), ("x" * 100_000, "y" * 100_000)):
        assert sign_in(context.records, context.key, name, password, NOW, "\ud800") is None


def test_old_counts_are_removed_and_known_places_stay(context, nadia):
    enter(context, nadia[1], "198.51.100.1")
    guess(context, 3, name="someone", address="203.0.113.9")
    later = NOW + throttle.FORGOTTEN + timedelta(hours=1)
    guess(context, name="someone", address="203.0.113.10", at=later)
    with context.records.read() as tx:
        kept = tx.exec_driver_sql("SELECT account, address FROM sign_in_tries").all()
        own = tries_table.get(tx, throttle.mask(context.key, "nadia"), context.key.mask("address 198.51.100.1"))
    assert own is not None and own.known_at == NOW
    assert len(kept) == 1 + 3, "her place, and the three counts of the new try"


@st.composite
def _tries(draw) -> list[tuple[int, int]]:
    """(seconds since the last try, also backwards; address) for each guess."""
    step = st.sampled_from([0, 0, 0, 1, 14, 60, 900, 4000, -5, -3000])
    return draw(st.lists(st.tuples(step, st.integers(0, 9)), max_size=60))


@attempts(15)
@given(tries=_tries())
def test_however_strangers_guess_she_gets_in_within_a_quarter_of_an_hour(
    tries: list[tuple[int, int]], make_records: Callable[[], Records]
) -> None:
    records, now, mine = make_records(), NOW, "198.51.100.1"
    first = throttle.attempt(records, KEY, "nadia", mine, now)
    assert first is not None
    with records.write() as tx:
        throttle.succeeded(tx, first, now)
    for seconds, address in tries:
        now += timedelta(seconds=seconds)
        throttle.attempt(records, KEY, "nadia", f"203.0.113.{address}", now)
    assert throttle.attempt(records, KEY, "nadia", mine, now), "where she was before: at once"
    assert throttle.attempt(records, KEY, "nadia", "198.51.100.9", now + LONGEST_WAIT), (
        "elsewhere: after the longest wait"
    )
    records.close()


@attempts(15)
@given(steps=st.lists(st.sampled_from([0, 1, 15, 30, 60, 300, 900]), min_size=1, max_size=80))
def test_in_a_quarter_of_an_hour_few_guesses_are_looked_at(
    steps: list[int], make_records: Callable[[], Records]
) -> None:
    records, now, looked = make_records(), NOW, []
    for seconds in steps:
        now += timedelta(seconds=seconds)
        if throttle.attempt(records, KEY, "nadia", "203.0.113.7", now):
            looked.append(now)
    records.close()
    for moment in looked:
        within = [other for other in looked if moment <= other < moment + LONGEST_WAIT]
        assert len(within) <= FREE_TRIES + 6
