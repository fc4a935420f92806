"""Two people at one case, a form sent twice, a form that changed under a draft: told clearly, and nothing is lost."""

import dataclasses

import pytest

from dashboard.desk import cases, drafting, forms, steps
from dashboard.errors import NotAllowed, RecordError
from dashboard.forms import Form, misfits

STEP = ("safety", "protection", "imminent")
NEED = {"service_type": "cash", "urgency": "later", "outcome": "service_not_applicable"}
CHOICES = "\n| choices |\n| | list_name | name | label |\n| | tea | black | Black |\n"
ROWS = "| survey |\n| | type | name | label | required |\n| | select_one tea | tea | Which tea? | yes |\n"


def version(number: str, more: str = "", choices: str = "") -> Form:
    return Form.from_markdown(ROWS + more + CHOICES + choices, name="talk", version=number, occurs="once")


OLD = version("1", "| | integer | sugar | Sugar? | |\n", "| | tea | green | Green |\n")
NEW = version("2", "| | select_one tea | second | And then? | |\n")


@pytest.fixture
def amal(person):
    return person("case_manager", "A01", username="amal")


@pytest.fixture
def sara(person):
    return person("supervisor", "A01", username="sara")


@pytest.fixture
def key(amal, open_case):
    return open_case(amal)


def begin(house, who, key, form="need", entry=""):
    return drafting.open_draft(house, who, "core", form, key, entry)


def send(house, who, draft, **changes):
    return drafting.submit(house, who, draft.id, {**draft.answers, **NEED, **changes})


def needs(house, who, key):
    return [each.answers["service_type"] for each in cases.read_case(house, who, key).work.entries("core", "need")]


def test_the_second_to_change_an_entry_is_told_who_was_first_and_nothing_of_theirs_is_lost(house, amal, sara, key):
    entry = send(house, amal, begin(house, amal, key)).submission_id
    first, second = begin(house, amal, key, entry=entry), begin(house, sara, key, entry=entry)
    drafting.save_draft(house, sara, second.id, {"service_type": "education"})
    assert send(house, amal, first, service_type="legal_aid").submission_id
    refused = send(house, sara, second, service_type="education")
    assert amal.name in refused.conflict and refused.submission_id == ""
    assert needs(house, sara, key) == ["legal_aid"]
    kept = cases.read_case(house, sara, key).drafts
    assert [(draft.id, draft.answers) for draft in kept] == [(second.id, {"service_type": "education"})]


def test_after_comparing_one_may_still_send_in_ones_own_and_it_stands_for_both(house, amal, sara, key):
    entry = send(house, amal, begin(house, amal, key)).submission_id
    first, second = begin(house, amal, key, entry=entry), begin(house, sara, key, entry=entry)
    theirs = send(house, amal, first, service_type="legal_aid").submission_id
    answers = {**second.answers, "service_type": "education"}
    mine = drafting.submit(house, sara, second.id, answers, replace=True)
    work = cases.read_case(house, sara, key).work
    assert [each.id for each in work.entries("core", "need")] == [mine.submission_id]
    assert work.entries("core", "need")[0].supersedes == theirs
    assert len([each for each in work.submissions if each.form == "need"]) == 3


@pytest.mark.parametrize("opened", ["as it was", "as it is now"])
def test_a_draft_about_an_entry_that_someone_changed_is_found_again(house, amal, sara, key, opened):
    entry = send(house, amal, begin(house, amal, key)).submission_id
    mine = begin(house, sara, key, entry=entry)
    typed = mine.answers | {"service_type": "education"}
    drafting.save_draft(house, sara, mine.id, typed)
    newest = send(house, amal, begin(house, amal, key, entry=entry), service_type="legal_aid").submission_id
    again = begin(house, sara, key, entry=entry if opened == "as it was" else newest)
    assert (again.id, again.answers) == (mine.id, typed)
    assert amal.name in drafting.submit(house, sara, again.id, typed).conflict
    drafting.discard(house, sara, again.id)
    assert begin(house, sara, key, entry=newest).answers["service_type"] == "legal_aid"


def test_without_a_draft_an_entry_that_was_changed_is_not_begun_from(house, amal, sara, key):
    entry = send(house, amal, begin(house, amal, key)).submission_id
    send(house, amal, begin(house, amal, key, entry=entry), service_type="legal_aid")
    for gone in (entry, "no-such-entry"):
        with pytest.raises(RecordError, match="changed in the meantime"):
            begin(house, sara, key, entry=gone)


def test_two_new_entries_at_once_are_no_conflict(house, amal, sara, key):
    first, second = begin(house, amal, key), begin(house, sara, key)
    send(house, amal, first, service_type="legal_aid")
    assert send(house, sara, second, service_type="education").submission_id
    assert needs(house, amal, key) == ["education", "legal_aid"]


def test_two_people_with_the_only_entry_of_a_form_are_in_conflict_also_the_first_time(
    house, amal, sara, key, monkeypatch
):
    use(house, monkeypatch, OLD)
    mine, theirs = (drafting.open_draft(house, who, "mhpss", "talk", key) for who in (amal, sara))
    assert drafting.submit(house, sara, theirs.id, {"tea": "black"}).submission_id
    assert sara.name in drafting.submit(house, amal, mine.id, {"tea": "green"}).conflict
    assert drafting.submit(house, amal, mine.id, {"tea": "green"}, replace=True).submission_id
    (entry,) = cases.read_case(house, amal, key).work.entries("mhpss", "talk")
    assert entry.answers == {"tea": "green"}


def test_sending_twice_saves_once_and_nobody_else_can_send_it(house, amal, sara, key):
    draft = begin(house, amal, key)
    first = send(house, amal, draft)
    assert send(house, amal, draft, service_type="education") == first
    assert needs(house, amal, key) == ["cash"]
    with pytest.raises(NotAllowed, match="not yours"):
        send(house, sara, draft)
    with pytest.raises(NotAllowed, match="not yours"):
        send(house, sara, begin(house, amal, key))


def test_the_second_to_mark_a_step_is_told_and_the_first_mark_stands(house, amal, sara, key):
    assert steps.mark(house, amal, key, *STEP, "done", seen="").saved
    with pytest.raises(RecordError, match="Someone else has just marked this step"):
        steps.mark(house, sara, key, *STEP, "declined", seen="")
    standing = cases.read_case(house, sara, key).work.items[STEP]
    assert (standing.state, standing.by) == ("done", amal.person_id)
    assert steps.mark(house, sara, key, *STEP, "declined", seen=standing.id).saved
    assert cases.read_case(house, amal, key).work.items[STEP].state == "declined"


@pytest.mark.parametrize("step", [("safety", "protection", "gone"), ("safety", "gone", "imminent"), ("gone", "a", "b")])
def test_a_step_that_is_no_longer_there_is_told(house, amal, key, step):
    with pytest.raises(RecordError, match="no longer part of the checklist"):
        steps.mark(house, amal, key, *step, "done")


def use(house, monkeypatch, form):
    """Let the mental health area have this form and no other."""
    plugin = house.registry.plugin("mhpss")
    monkeypatch.setattr(house.registry, "active", [dataclasses.replace(plugin, forms=(form,), datasets=(), views=())])


def test_a_draft_of_a_form_that_changed_keeps_what_was_typed_and_sends_what_fits(house, amal, key, monkeypatch):
    use(house, monkeypatch, OLD)
    typed = {"tea": "green", "sugar": 3}
    draft = drafting.open_draft(house, amal, "mhpss", "talk", key)
    drafting.save_draft(house, amal, draft.id, typed)
    use(house, monkeypatch, NEW)
    again = drafting.open_draft(house, amal, "mhpss", "talk", key)
    assert (again.id, again.answers) == (draft.id, typed)
    assert misfits(NEW, again.answers) == ["tea", "sugar"] and misfits(OLD, again.answers) == []
    assert set(drafting.submit(house, amal, draft.id, again.answers).problems) == {"tea"}
    assert drafting.open_draft(house, amal, "mhpss", "talk", key).answers == typed
    assert drafting.submit(house, amal, draft.id, typed | {"tea": "black"}).submission_id
    (entry,) = cases.read_case(house, amal, key).work.entries("mhpss", "talk")
    assert (entry.answers, entry.form_version) == ({"tea": "black"}, "2")


def test_what_was_sent_on_an_older_version_stays_readable_and_begins_the_next(house, amal, key, monkeypatch):
    use(house, monkeypatch, OLD)
    draft = drafting.open_draft(house, amal, "mhpss", "talk", key)
    drafting.submit(house, amal, draft.id, {"tea": "green", "sugar": 3})
    use(house, monkeypatch, NEW)
    (entry,) = cases.read_case(house, amal, key).work.entries("mhpss", "talk")
    assert entry.answers == {"tea": "green", "sugar": 3}
    assert {choice.label for choice in forms.as_sent(house, entry).question("tea").choices} == {"Black", "Green"}
    begun = drafting.open_draft(house, amal, "mhpss", "talk", key)
    assert misfits(NEW, begun.answers) == ["tea", "sugar"]
    drafting.submit(house, amal, begun.id, {"tea": "black"})
    every = [each for each in cases.read_case(house, amal, key).work.submissions if each.form == "talk"]
    assert [each.answers for each in every] == [{"tea": "black"}, {"tea": "green", "sugar": 3}]
