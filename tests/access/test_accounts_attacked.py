"""Attacks on accounts over time: passwords of version 0.1, codes and requests that outlive their day, drafts that move."""

from datetime import timedelta

import bcrypt
import pytest

from dashboard.access import operator, sessions
from dashboard.access.opening import open_account
from dashboard.access.passwords import hash_password
from dashboard.access.sign_in import sign_in
from dashboard.actions.accounts import agency_codes, asking, confirming, own
from dashboard.actions.administration import membership, people
from dashboard.actions.work import cases, drafting
from dashboard.errors import NotAllowed, RecordError, SignInError
from dashboard.records import audit, drafts
from dashboard.records import people as people_table
from tests.conftest import INTAKE

KNOWN, OWN = "known to the administrator", "three words more"


def lines(context, action):
    with context.records.read() as tx:
        return audit.entries(tx, limit=10, action=action)


def later(context, monkeypatch, **time):
    at = context.now() + timedelta(**time)
    monkeypatch.setattr(context, "now", lambda: at)


def of_version_0_1(context, username, agency):
    """Add a supervisor as migration 0013 leaves her: an administrator made her password, and no history knows of it."""
    her = people_table.Person(
        id=username,
        username=username,
        name=username.title(),
        role="supervisor",
        agency=agency,
        language="en",
        password_hash=hash_password(KNOWN),
        created_at=context.now(),
        must_change=True,
    )
    with context.records.write() as tx:
        people_table.add(tx, her)


def test_who_takes_over_an_account_of_version_0_1_is_seen_by_its_owner_and_her_agency(context, person, open_case):
    """An administrator who made every password of 0.1 chooses a new one as Sara, and reads a case."""
    colleague, elsewhere = person("supervisor", "A01", "colleague"), person("supervisor", "A02")
    key = open_case(colleague)
    of_version_0_1(context, "sara", "A01")
    him = sessions.principal(sign_in(context.records, context.key, "sara", KNOWN, context.now()))
    own.choose_password(context, him, KNOWN, OWN)
    sara = sessions.principal(sign_in(context.records, context.key, "sara", OWN, context.now()))
    assert cases.read_case(context, sara, key).case.key == key
    own.acknowledge(context, sara, own.unread(context, sara)[0].decision.seq)
    for changes in (confirming.lately(context, colleague), own.history(context, sara)):
        assert (changes[0].decision.way, changes[0].decision.request.username) == ("own", "sara")
    assert "sara" not in {change.decision.request.username for change in confirming.lately(context, elsewhere)}
    assert [line.object for line in lines(context, "person.first_password")] == ["sara"]
    own.choose_password(context, sara, OWN, OWN + " again")
    assert len(lines(context, "person.first_password")) == len(lines(context, "person.own_password")) == 1


def test_her_own_password_after_one_that_the_history_knows_is_no_decision_of_others(context, person):
    password = people.reset_password(context, operator(), person("case_manager", "A01", "nadia").person_id)
    nadia = sessions.principal(sign_in(context.records, context.key, "nadia", password, context.now()))
    own.choose_password(context, nadia, password, OWN)
    assert {change.decision.way for change in own.history(context, nadia)} == {"server"}
    assert not lines(context, "person.first_password")


def test_the_check_of_her_password_is_no_sign_in_but_counts_like_one(context, person):
    password = people.reset_password(context, operator(), person("case_manager", "A01", "nadia").person_id)
    nadia = sessions.principal(sign_in(context.records, context.key, "nadia", password, context.now()))
    for _try in range(4):
        with pytest.raises(SignInError):
            own.choose_password(context, nadia, "wrong wrong 1", OWN)
    own.choose_password(context, nadia, password, OWN)
    assert len(lines(context, "sign_in")) == 1 and not lines(context, "sign_in.failed")
    assert len(lines(context, "password.check")) == len(lines(context, "password.check.failed")) == 1
    for _try in range(5):
        with pytest.raises(SignInError):
            own.choose_password(context, nadia, "wrong wrong 1", OWN)
    assert sign_in(context.records, context.key, "nadia", OWN, context.now()) is None


@pytest.fixture
def both(context, person):
    """An account that waits for two codes: the administrator, the coordinator, and a code of each."""
    admin, coordinator = person("administrator"), person("coordinator")
    people.add_person(context, admin, username="nadia", name="Nadia", role="supervisor", agency="A02")
    (asked,) = asking.asked(context, admin)
    first = asking.first_code(context, admin, asked.request.id)
    return admin, coordinator, first, agency_codes.make(context, coordinator, "A02")


def open_hers(context, first, second):
    open_account(context.records, context.key, "nadia", first, second, OWN, context.now())


def test_a_stranger_s_codes_cost_no_password_and_hold_up_nobody_who_writes(context, both, monkeypatch):
    _admin, _coordinator, first, second = both
    hashed = []
    monkeypatch.setattr(bcrypt, "hashpw", lambda *_given: hashed.append(1) or b"")
    with context.records.write():  # somebody is writing: a try does not even ask to
        for wrong in [("", ""), (first, ""), ("", second), (second, first)]:
            with pytest.raises(SignInError):
                open_hers(context, *wrong)
    assert not hashed


def test_a_code_that_was_made_while_the_clock_was_ahead_does_not_outlive_its_week(context, person, monkeypatch):
    admin, coordinator = person("administrator"), person("coordinator")
    people.add_person(context, admin, username="nadia", name="Nadia", role="supervisor", agency="A02")
    (asked,) = asking.asked(context, admin)
    first, now = asking.first_code(context, admin, asked.request.id), context.now()
    later(context, monkeypatch, days=300)
    second = agency_codes.make(context, coordinator, "A02")
    monkeypatch.setattr(context, "now", lambda: now)
    with pytest.raises(SignInError):
        open_hers(context, first, second)
    assert all(code.until is None for code in agency_codes.overview(context, coordinator))


def test_a_code_that_a_newer_one_ended_stays_ended_when_the_clock_is_set_back(context, both, monkeypatch):
    _admin, coordinator, first, second = both
    now = context.now()
    later(context, monkeypatch, days=3)
    newer = agency_codes.make(context, coordinator, "A02")
    monkeypatch.setattr(context, "now", lambda: now)
    with pytest.raises(SignInError):
        open_hers(context, first, second)
    later(context, monkeypatch, days=4)
    open_hers(context, first, newer)


def test_what_was_asked_for_long_ago_is_asked_for_anew(context, person, monkeypatch):
    admin, sara, nadia = person("administrator"), person("supervisor", "A01"), person("case_manager", "A01")
    people.reset_password(context, admin, nadia.person_id)
    (old,) = asking.asked(context, admin)
    later(context, monkeypatch, days=31)
    assert asking.asked(context, admin) == confirming.waiting(context, sara) == []
    assert confirming.count_waiting(context, sara) == 0
    with pytest.raises(RecordError, match="more than 30 days ago"):
        confirming.confirm(context, sara, old.request.id)
    people.reset_password(context, admin, nadia.person_id)
    (new,) = asking.asked(context, admin)
    assert confirming.confirm(context, sara, new.request.id)
    with pytest.raises(RecordError, match="does not wait"):
        confirming.confirm(context, sara, old.request.id)


def test_what_was_asked_for_while_the_clock_was_ahead_does_not_outlive_its_month(context, person, monkeypatch):
    admin, sara, nadia = person("administrator"), person("supervisor", "A01"), person("case_manager", "A01")
    now = context.now()
    later(context, monkeypatch, days=300)
    people.reset_password(context, admin, nadia.person_id)
    (asked,) = asking.asked(context, admin)
    monkeypatch.setattr(context, "now", lambda: now)
    with pytest.raises(RecordError, match="the clock was set back"):
        confirming.confirm(context, sara, asked.request.id)


def test_nobody_comes_to_an_agency_that_has_left_and_its_people_finish(context, person):
    admin = person("administrator")
    nadia, rana = person("case_manager", "A01", "nadia"), person("case_manager", "A02", "rana")
    sara = person("supervisor", "A02")
    people.change_person(context, admin, nadia.person_id, agency="A02")
    (asked,) = asking.asked(context, admin)
    membership.end(context, admin, "A02")
    with pytest.raises(RecordError, match="not a member any more"):
        confirming.confirm(context, sara, asked.request.id)
    asking.withdraw(context, admin, asked.request.id)
    for who in (admin, operator()):
        with pytest.raises(RecordError, match="not a member any more"):
            people.change_person(context, who, nadia.person_id, agency="A02")
        with pytest.raises(RecordError, match="not a member any more"):
            people.add_person(context, who, username="new", name="", role="case_manager", agency="A02")
    people.change_person(context, operator(), rana.person_id, role="supervisor")


def test_a_survivor_of_one_agency_is_not_sent_in_as_a_case_of_another(context, person):
    """Nadia has half written down a case of A01 when she moves to A02."""
    admin, there, nadia = person("administrator"), person("supervisor", "A02"), person("case_manager", "A01")
    draft = drafting.open_draft(context, nadia, "core", "intake")
    drafting.save_draft(context, nadia, draft.id, {"governorate": "IQ-AR"})
    people.change_person(context, admin, nadia.person_id, agency="A02")
    (asked,) = asking.asked(context, admin)
    confirming.confirm(context, there, asked.request.id)
    with context.records.read() as tx:
        moved, kept = people_table.get(tx, nadia.person_id), drafts.for_person(tx, nadia.person_id)
    assert moved.agency == "A02" and kept == []
    with pytest.raises(NotAllowed):
        drafting.submit(context, sessions.principal(moved), draft.id, INTAKE)
    (line,) = lines(context, "draft.discard")
    assert (line.actor, line.object) == (there.username, nadia.username)


def test_who_leaves_every_agency_leaves_her_drafts_and_who_stays_keeps_them(context, person):
    nadia = person("case_manager", "A01")
    draft = drafting.open_draft(context, nadia, "core", "intake")
    people.change_person(context, operator(), nadia.person_id, role="supervisor")
    with context.records.read() as tx:
        assert [kept.id for kept in drafts.for_person(tx, nadia.person_id)] == [draft.id]
    people.change_person(context, operator(), nadia.person_id, role="coordinator", agency=None)
    with context.records.read() as tx:
        assert drafts.for_person(tx, nadia.person_id) == []
        assert drafts.ended(tx, draft.id).answers == {}
