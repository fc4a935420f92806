"""What a form on the screen does when somebody else, or another window of hers, was first."""

import pytest

from dashboard.actions.work import cases, drafting
from tests.conftest import INTAKE
from tests.ui.conftest import texts

NEED = {"service_type": "cash", "urgency": "later", "outcome": "service_not_applicable"}


@pytest.fixture
def amal(person):
    return person("case_manager", "A01", username="amal")


@pytest.fixture
def key(amal, open_case):
    return open_case(amal)


def begin(context, who, key, entry=""):
    return drafting.open_draft(context, who, "core", "need", key, entry)


def send(context, who, draft, **more):
    return drafting.submit(context, who, draft.id, draft.answers | NEED | more).submission_id


def needs(context, who, key):
    return sorted(
        entry.answers["service_type"] for entry in cases.read_case(context, who, key).work.entries("core", "need")
    )


def opened(show, key, who, entry=""):
    """Draw the case with the need form open."""
    test = show("case", who, key=key)
    test.session_state[f"case.{key}.tab"] = "Referrals"
    test.session_state[f"case.{key}.needs.form"] = ("need", entry)
    test.run()
    assert not test.exception, test.exception
    return test


def tables(test):
    return "\n".join(each.proto.body for each in test.get("html"))


def press(test, key):
    test.button(key=key).click().run()
    assert not test.exception, test.exception


def field(test, draft, name):
    """Return the radio or list of a question, drawn anew or not."""
    fields = [*test.radio, *test.selectbox]
    return next(each for each in fields if (each.key or "").startswith(f"{draft}.{name}"))


def test_both_answers_stand_side_by_side_above_the_questions_and_each_can_be_taken_over(
    context, person, amal, key, show
):
    sara = person("supervisor", "A01", username="sara")
    entry = send(context, sara, begin(context, sara, key))
    mine = begin(context, amal, key, entry)
    test = opened(show, key, amal, entry)
    send(context, sara, begin(context, sara, key, entry), service_type="legal_aid", urgency="1_day")
    field(test, mine.id, "service_type").set_value("education").run()
    press(test, f"{mine.id}.submit")
    assert "Sara sent this form in" in texts(test) and needs(context, amal, key) == ["legal_aid"]
    body = tables(test)
    assert "<td>Education</td><td>Legal aid</td>" in body and "Yours" in body and "On record" in body
    order = [each.key for each in test.button if each.key]
    assert order.index(f"{mine.id}.replace") < order.index(f"{mine.id}.submit")
    press(test, f"{mine.id}.take.urgency")
    assert begin(context, amal, key, entry).answers["urgency"] == "1_day"
    press(test, next(each.key for each in test.button if each.key and each.key.startswith(f"{mine.id}.replace")))
    assert needs(context, amal, key) == ["education"]


def test_a_form_sent_from_another_window_is_compared_and_hers_can_be_sent_as_a_new_entry(context, amal, key, show):
    draft = begin(context, amal, key)
    test = opened(show, key, amal)
    for name, answer in (NEED | {"service_type": "education"}).items():
        field(test, draft.id, name).set_value(answer).run()
    kept = begin(context, amal, key)
    send(context, amal, kept)  # in the other window
    press(test, f"{draft.id}.submit")
    assert needs(context, amal, key) == ["cash"]
    assert "Saved" not in texts(test) and "sent in from another window" in texts(test)
    assert "<td>Education</td><td>Cash" in tables(test)
    new = begin(context, amal, key)
    assert new.id != draft.id and new.answers["service_type"] == "education"
    press(test, f"{new.id}.replace")
    assert needs(context, amal, key) == ["cash", "education"]


def test_what_another_window_changed_is_shown_and_nothing_is_sent_unseen(context, amal, key, show):
    draft = begin(context, amal, key)
    test = opened(show, key, amal)
    for name, answer in NEED.items():
        field(test, draft.id, name).set_value(answer).run()
    kept = begin(context, amal, key).answers
    drafting.save_draft(context, amal, draft.id, kept | {"service_type": "legal_aid"}, kept)  # in the other window
    press(test, f"{draft.id}.submit")
    assert needs(context, amal, key) == []
    assert "changed in another window" in texts(test) and "<td>Legal aid</td>" in tables(test)
    assert field(test, draft.id, "service_type").value == "legal_aid"
    press(test, next(each.key for each in test.button if each.key and each.key.startswith(f"{draft.id}.submit")))
    assert needs(context, amal, key) == ["legal_aid"]


def test_an_answer_whose_callback_was_cut_short_is_taken_in_the_next_run(context, amal, key, show):
    """Streamlit breaks a run off when the next message arrives, and does not call again what it had not called."""
    draft = begin(context, amal, key)
    test = opened(show, key, amal)
    test.session_state[f"{draft.id}.service_type"] = "education"  # the browser has sent it; no callback ran
    test.run()
    assert field(test, draft.id, "service_type").value == "education"
    assert begin(context, amal, key).answers["service_type"] == "education"


def test_a_new_case_opened_from_another_window_is_corrected_and_not_opened_twice(context, amal, show):
    draft = drafting.open_draft(context, amal, "core", "intake")
    test = show("new_case", amal)
    key = drafting.submit(context, amal, draft.id, INTAKE).case_key
    test.text_input(key=f"{draft.id}.age").set_value("17").run()
    (mine,) = cases.read_case(context, amal, key).drafts
    assert (mine.form, mine.answers["age"]) == ("intake", 17)
