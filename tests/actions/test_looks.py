"""An agency's own supervisor sees who looked at its cases, and nothing of anybody else's."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.access import operator
from dashboard.actions.administration import audit
from dashboard.actions.looks import SAME_LOOK
from dashboard.actions.supervisor import figures, looks
from dashboard.actions.supervisor.looks import OTHERS, who_looked
from dashboard.actions.work import cases, consents
from dashboard.errors import NotAllowed
from dashboard.records import people
from tests.actions.planned import planned, row

NIGHT = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
"""Half past one on the 25th in Baghdad."""


@pytest.fixture
def key(open_case, amal):
    return open_case(amal)


@pytest.fixture
def stranger(person):
    return person("case_manager", "A02", "layla")


def lines(context, who, **chosen):
    return [(look.name, look.case, look.action) for look in who_looked(context, who, **chosen).looks]


def test_she_sees_who_of_her_people_read_which_case(context, sara, amal, key):
    cases.read_case(context, amal, key)
    assert (f"{amal.name} · {amal.username}", key, "case.read") in lines(context, sara)
    look = next(look for look in who_looked(context, sara).looks if look.action == "case.read")
    assert look.role == "case_manager" and not look.outsider


@pytest.mark.parametrize("attempt", [cases.read_case, lambda c, w, k: consents.withdraw(c, w, k, "services")])
def test_another_agencys_people_who_try_a_key_are_seen_and_not_named(context, sara, key, stranger, attempt):
    """Reading and writing alike: before, only a page that was refused left a line."""
    with pytest.raises(NotAllowed, match="no case with this key"):
        attempt(context, stranger, key)
    refused = [look for look in who_looked(context, sara).looks if look.action == "case.refused"]
    assert [(look.case, look.outsider, look.name, look.role) for look in refused] == [(key, True, "", "")]
    assert stranger.username not in repr(who_looked(context, sara)) and stranger.name not in repr(refused)


@pytest.fixture
def refused(context, sara, key, stranger):
    """The number of the line that a person of another agency left."""
    with pytest.raises(NotAllowed):
        cases.read_case(context, stranger, key)
    return next(look.n for look in who_looked(context, sara).looks if look.outsider)


@pytest.mark.usefixtures("refused")
@pytest.mark.parametrize("guess", ["layla", "zaid", "nobody"])
def test_a_user_name_of_another_agency_is_no_filter_so_a_stranger_cannot_be_guessed(context, sara, guess, person):
    person("case_manager", "A02", "zaid")
    assert who_looked(context, sara, person=guess).looks == who_looked(context, sara).looks


def test_a_stranger_who_joins_the_agency_later_is_not_named_by_the_filter_either(context, sara, refused, stranger):
    with context.records.write() as tx:
        people.change(tx, stranger.person_id, agency=sara.agency)
    found = who_looked(context, sara, person=stranger.username)
    assert stranger.username in found.staff and refused not in {look.n for look in found.looks}
    assert refused in {look.n for look in who_looked(context, sara, person=OTHERS).looks}


def test_the_administrator_finds_the_stranger_by_the_number_of_the_line(context, sara, key, stranger, person):
    with pytest.raises(NotAllowed):
        cases.read_case(context, stranger, key)
    refused = next(look for look in who_looked(context, sara).looks if look.outsider)
    every = audit.entries(context, person("administrator"), limit=1000)
    assert next(entry.actor for entry in every if entry.n == refused.n) == "layla"


def test_a_coordinator_who_tries_a_key_is_named(context, sara, key, person):
    rana = person("coordinator", None, "rana")
    with pytest.raises(NotAllowed, match="Your role"):
        cases.read_case(context, rana, key)
    assert ("Rana · rana", key, "case.refused") in lines(context, sara)


def test_nothing_of_another_agency_is_seen_by_key_person_or_day(context, sara, stranger, open_case):
    theirs = open_case(stranger)
    cases.read_case(context, stranger, theirs)
    cases.list_cases(context, stranger)
    for chosen in ({}, {"case": theirs}, {"person": stranger.username}, {"person": OTHERS}, {"case": "OV-"}):
        found = who_looked(context, sara, **chosen).looks
        assert theirs not in {look.case for look in found}, chosen
        assert not [look for look in found if look.outsider or look.name == "Layla · layla"], chosen
    assert lines(context, sara, case=theirs) == lines(context, sara, case="OV-2222-2222") == []


def test_her_own_people_who_try_a_foreign_key_do_not_show_her_whether_it_exists(
    context, sara, amal, stranger, open_case
):
    theirs = open_case(stranger)
    for foreign in (theirs, "OV-2222-2222"):
        with pytest.raises(NotAllowed):
            cases.read_case(context, amal, foreign)
    assert not [look for look in who_looked(context, sara).looks if look.action == "case.refused"]


def test_lists_figures_imports_and_commands_on_the_server_are_there(context, sara, amal):
    cases.list_cases(context, amal)
    figures.agency_figures(context, sara)
    planned(context, operator("supervisor", "A01"), [row(2)])
    seen = lines(context, sara)
    assert (f"{amal.name} · {amal.username}", "", "cases.list") in seen
    assert (f"{sara.name} · {sara.username}", "", "figures.read") in seen
    assert ("", "", "import.plan") in seen
    assert not [look for look in who_looked(context, sara).looks if not look.name and look.role]


def test_a_release_read_the_cases_of_every_agency(context, sara, person):
    context.audit_only(person("administrator"), looks.Permission.build_releases, "release.begin", "2026-Q3")
    assert ("Administrator · administrator", "", "release.begin") in lines(context, sara)


def test_her_own_look_is_a_line_too(context, sara):
    who_looked(context, sara)
    assert lines(context, sara) == [(f"{sara.name} · {sara.username}", "", "looks.read")]


def test_filters_leave_what_fits(context, sara, amal, key, open_case, stranger):
    other = open_case(amal)
    for each in (key, other):
        cases.read_case(context, amal, each)
    with pytest.raises(NotAllowed):
        cases.read_case(context, stranger, key)
    assert {case for _name, case, _action in lines(context, sara, case=key.removeprefix("OV-").lower())} == {key}
    assert {name for name, *_rest in lines(context, sara, person=amal.username)} == {f"{amal.name} · {amal.username}"}
    assert [action for _name, _case, action in lines(context, sara, person=OTHERS)] == ["case.refused"]


def test_a_day_is_a_day_in_iraq(context, sara, amal, key, monkeypatch):
    monkeypatch.setattr(context, "now", lambda: NIGHT)
    cases.read_case(context, amal, key)
    monkeypatch.setattr(context, "now", lambda: NIGHT + timedelta(days=3))
    assert [action for *_rest, action in lines(context, sara, day=datetime(2026, 11, 25).date())] == ["case.read"]
    assert not lines(context, sara, day=datetime(2026, 11, 24).date())


def test_pages_of_fifty(context, sara, amal, key, monkeypatch):
    start = context.now()
    for look in range(looks.SIZE + 5):
        monkeypatch.setattr(context, "now", lambda look=look: start + timedelta(minutes=11 * look))
        cases.read_case(context, amal, key)
    first, second = (who_looked(context, sara, case=key, page=page) for page in (1, 2))
    assert len(first.looks) == looks.SIZE and first.has_older and not second.has_older
    assert not {look.n for look in first.looks} & {look.n for look in second.looks}
    assert [look.n for look in first.looks] == sorted((look.n for look in first.looks), reverse=True)


def test_one_line_for_all_looks_within_the_time_that_the_pages_say(context, sara, amal, key, monkeypatch):
    start = context.now()
    for later in (timedelta(0), SAME_LOOK - timedelta(seconds=1), SAME_LOOK):
        monkeypatch.setattr(context, "now", lambda later=later: start + later)
        cases.read_case(context, amal, key)
    assert [action for *_rest, action in lines(context, sara, case=key)].count("case.read") == 2
