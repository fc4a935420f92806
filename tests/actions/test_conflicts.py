"""Two people at one case, a form sent twice, a form that changed under a draft: told clearly, and nothing is lost."""

import dataclasses
from datetime import datetime, timedelta

import pytest

from dashboard.actions.work import cases, drafting, forms, steps
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


def begin(context, who, key, form="need", entry=""):
    return drafting.open_draft(context, who, "core", form, key, entry)


def send(context, who, draft, **changes):
    return drafting.submit(context, who, draft.id, {**draft.answers, **NEED, **changes})


def needs(context, who, key):
    return [each.answers["service_type"] for each in cases.read_case(context, who, key).work.entries("core", "need")]


def test_the_second_to_change_an_entry_is_told_who_was_first_and_nothing_of_theirs_is_lost(context, amal, sara, key):
    entry = send(context, amal, begin(context, amal, key)).submission_id
    first, second = begin(context, amal, key, entry=entry), begin(context, sara, key, entry=entry)
    drafting.save_draft(context, sara, second.id, {"service_type": "education"})
    assert send(context, amal, first, service_type="legal_aid").submission_id
    refused = send(context, sara, second, service_type="education")
    assert amal.name in refused.conflict.text and refused.submission_id == ""
    assert needs(context, sara, key) == ["legal_aid"]
    kept = cases.read_case(context, sara, key).drafts
    assert [(draft.id, draft.answers) for draft in kept] == [(second.id, {"service_type": "education"})]


def test_after_comparing_one_may_still_send_in_ones_own_and_it_stands_for_both(context, amal, sara, key):
    entry = send(context, amal, begin(context, amal, key)).submission_id
    first, second = begin(context, amal, key, entry=entry), begin(context, sara, key, entry=entry)
    theirs = send(context, amal, first, service_type="legal_aid").submission_id
    answers = {**second.answers, "service_type": "education"}
    mine = drafting.submit(context, sara, second.id, answers, over=theirs)
    work = cases.read_case(context, sara, key).work
    assert [each.id for each in work.entries("core", "need")] == [mine.submission_id]
    assert work.entries("core", "need")[0].supersedes == theirs
    assert len([each for each in work.submissions if each.form == "need"]) == 3


@pytest.mark.parametrize("opened", ["as it was", "as it is now"])
def test_a_draft_about_an_entry_that_someone_changed_is_found_again(context, amal, sara, key, opened):
    entry = send(context, amal, begin(context, amal, key)).submission_id
    mine = begin(context, sara, key, entry=entry)
    typed = mine.answers | {"service_type": "education"}
    drafting.save_draft(context, sara, mine.id, typed)
    newest = send(context, amal, begin(context, amal, key, entry=entry), service_type="legal_aid").submission_id
    again = begin(context, sara, key, entry=entry if opened == "as it was" else newest)
    assert (again.id, again.answers) == (mine.id, typed)
    assert amal.name in drafting.submit(context, sara, again.id, typed).conflict.text
    drafting.discard(context, sara, again.id)
    assert begin(context, sara, key, entry=newest).answers["service_type"] == "legal_aid"


def test_without_a_draft_an_entry_that_was_changed_is_not_begun_from(context, amal, sara, key):
    entry = send(context, amal, begin(context, amal, key)).submission_id
    send(context, amal, begin(context, amal, key, entry=entry), service_type="legal_aid")
    for gone in (entry, "no-such-entry"):
        with pytest.raises(RecordError, match="changed in the meantime"):
            begin(context, sara, key, entry=gone)


def test_two_new_entries_at_once_are_no_conflict(context, amal, sara, key):
    first, second = begin(context, amal, key), begin(context, sara, key)
    send(context, amal, first, service_type="legal_aid")
    assert send(context, sara, second, service_type="education").submission_id
    assert needs(context, amal, key) == ["education", "legal_aid"]


def test_two_people_with_the_only_entry_of_a_form_are_in_conflict_also_the_first_time(
    context, amal, sara, key, monkeypatch
):
    use(context, monkeypatch, OLD)
    mine, theirs = (drafting.open_draft(context, who, "mhpss", "talk", key) for who in (amal, sara))
    assert drafting.submit(context, sara, theirs.id, {"tea": "black"}).submission_id
    assert sara.name in drafting.submit(context, amal, mine.id, {"tea": "green"}).conflict.text
    assert drafting.submit(context, amal, mine.id, {"tea": "green"}, over=theirs.id).submission_id
    (entry,) = cases.read_case(context, amal, key).work.entries("mhpss", "talk")
    assert entry.answers == {"tea": "green"}


def test_sending_twice_saves_once_and_nobody_else_can_send_it(context, amal, sara, key):
    draft = begin(context, amal, key)
    first = send(context, amal, draft)
    assert send(context, amal, draft) == first
    assert needs(context, amal, key) == ["cash"]
    with pytest.raises(NotAllowed, match="not yours"):
        send(context, sara, draft)
    with pytest.raises(NotAllowed, match="not yours"):
        send(context, sara, begin(context, amal, key))


def test_the_second_to_mark_a_step_is_told_and_the_first_mark_stands(context, amal, sara, key):
    assert steps.mark(context, amal, key, *STEP, "done", seen="").saved
    with pytest.raises(RecordError, match="Someone else has just marked this step"):
        steps.mark(context, sara, key, *STEP, "declined", seen="")
    standing = cases.read_case(context, sara, key).work.items[STEP]
    assert (standing.state, standing.by) == ("done", amal.person_id)
    assert steps.mark(context, sara, key, *STEP, "declined", seen=standing.id).saved
    assert cases.read_case(context, amal, key).work.items[STEP].state == "declined"


@pytest.mark.parametrize("step", [("safety", "protection", "gone"), ("safety", "gone", "imminent"), ("gone", "a", "b")])
def test_a_step_that_is_no_longer_there_is_told(context, amal, key, step):
    with pytest.raises(RecordError, match="no longer part of the checklist"):
        steps.mark(context, amal, key, *step, "done")


def use(context, monkeypatch, form):
    """Let the mental health area have this form and no other."""
    plugin = context.registry.plugin("mhpss")
    monkeypatch.setattr(context.registry, "active", [dataclasses.replace(plugin, forms=(form,), datasets=(), views=())])


def test_a_draft_of_a_form_that_changed_keeps_what_was_typed_and_sends_what_fits(context, amal, key, monkeypatch):
    use(context, monkeypatch, OLD)
    typed = {"tea": "green", "sugar": 3}
    draft = drafting.open_draft(context, amal, "mhpss", "talk", key)
    drafting.save_draft(context, amal, draft.id, typed)
    use(context, monkeypatch, NEW)
    again = drafting.open_draft(context, amal, "mhpss", "talk", key)
    assert (again.id, again.answers) == (draft.id, typed)
    assert misfits(NEW, again.answers) == ["tea", "sugar"] and misfits(OLD, again.answers) == []
    assert set(drafting.submit(context, amal, draft.id, again.answers).problems) == {"tea"}
    assert drafting.open_draft(context, amal, "mhpss", "talk", key).answers == typed
    assert drafting.submit(context, amal, draft.id, typed | {"tea": "black"}).submission_id
    (entry,) = cases.read_case(context, amal, key).work.entries("mhpss", "talk")
    assert (entry.answers, entry.form_version) == ({"tea": "black"}, "2")


def test_what_was_sent_on_an_older_version_stays_readable_and_begins_the_next(context, amal, key, monkeypatch):
    use(context, monkeypatch, OLD)
    draft = drafting.open_draft(context, amal, "mhpss", "talk", key)
    drafting.submit(context, amal, draft.id, {"tea": "green", "sugar": 3})
    use(context, monkeypatch, NEW)
    (entry,) = cases.read_case(context, amal, key).work.entries("mhpss", "talk")
    assert entry.answers == {"tea": "green", "sugar": 3}
    assert {choice.label for choice in forms.as_sent(context, entry).question("tea").choices} == {"Black", "Green"}
    begun = drafting.open_draft(context, amal, "mhpss", "talk", key)
    assert misfits(NEW, begun.answers) == ["tea", "sugar"]
    drafting.submit(context, amal, begun.id, {"tea": "black"})
    every = [each for each in cases.read_case(context, amal, key).work.submissions if each.form == "talk"]
    assert [each.answers for each in every] == [{"tea": "black"}, {"tea": "green", "sugar": 3}]


ONCE = "| survey |\n| | type | name | label | calculation |\n| | text | word | Word |\n| | calculate | at | | once(now()) |\n"


def test_what_is_taken_once_stays_from_the_moment_when_the_draft_was_begun(context, amal, key, monkeypatch):
    begun, hours = context.now(), [0]
    monkeypatch.setattr(context, "now", lambda: begun + timedelta(hours=hours[0]))
    use(context, monkeypatch, Form.from_markdown(ONCE, name="talk", version="1", occurs="once"))
    first = drafting.open_draft(context, amal, "mhpss", "talk", key).answers
    assert datetime.fromisoformat(first["at"]) == begun.replace(microsecond=begun.microsecond // 1000 * 1000)
    hours[0] = 1
    again = drafting.open_draft(context, amal, "mhpss", "talk", key)
    drafting.submit(context, amal, again.id, again.answers | {"word": "x"})
    (entry,) = cases.read_case(context, amal, key).work.entries("mhpss", "talk")
    assert entry.answers == {"word": "x", "at": first["at"]}
    assert drafting.open_draft(context, amal, "mhpss", "talk", key).answers["at"] == first["at"], (
        "also when it is revised"
    )
