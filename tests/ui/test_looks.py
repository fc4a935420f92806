"""The page Who looked: a table in words, filters, pages, and what is said when there is nothing."""

import pytest

from dashboard.actions.looks import SAME_LOOK
from dashboard.actions.supervisor.looks import SIZE
from dashboard.actions.work import cases
from dashboard.errors import NotAllowed
from tests.ui.conftest import texts


def table(test):
    return "\n".join(each.proto.body for each in test.get("html"))


@pytest.fixture
def sara(person):
    return person("supervisor", "A01")


def test_an_agency_of_which_nobody_opened_a_case_sees_only_her_own_look(show, sara):
    assert "Nobody has looked at a case of your agency yet" in texts(show("looks", sara))
    assert "looked at who had looked" in table(show("looks", sara))


def test_names_cases_and_what_was_done_in_words(show, sara, context, person, open_case):
    amal, stranger = person("case_manager", "A01", "amal"), person("case_manager", "A02", "layla")
    key = open_case(amal)
    cases.read_case(context, amal, key)
    with pytest.raises(NotAllowed):
        cases.read_case(context, stranger, key)
    test = show("looks", sara)
    shown = table(test)
    assert "Amal · amal" in shown and key in shown and "read a case" in shown and "Case manager" in shown
    assert "somebody of another agency (line " in shown and "was refused a case" in shown
    assert "layla" not in shown.lower() and "Ask an administrator who it was" in texts(test)
    test.selectbox(key="looks.person").select("amal").run()
    assert "Amal" in table(test) and "another agency" not in table(test)
    test.text_input(key="looks.case").input("OV-2222-2222").run()
    assert "No line fits these filters." in texts(test) and not test.exception


@pytest.mark.parametrize(("page", "role", "agency"), [("looks", "supervisor", "A01"), ("audit", "administrator", None)])
def test_both_pages_say_for_how_long_one_line_stands(show, person, page, role, agency):
    minutes = int(SAME_LOOK.total_seconds() // 60)
    assert f"at the same thing within {minutes} minutes." in texts(show(page, person(role, agency)))


def test_older_and_newer_lines_are_a_button_away(show, sara, context, person, open_case, monkeypatch):
    amal, start = person("case_manager", "A01"), context.now()
    key = open_case(amal)
    for look in range(SIZE):
        monkeypatch.setattr(context, "now", lambda look=look: start + (look + 1) * SAME_LOOK)
        cases.read_case(context, amal, key)
    test = show("looks", sara)
    assert table(test).count("<tr>") == SIZE + 1 and "opened a new case" not in table(test)
    test.button(key="looks.older").click().run()
    assert "opened a new case" in table(test) and not [each for each in test.button if each.key == "looks.older"]
    test.button(key="looks.newer").click().run()
    assert "opened a new case" not in table(test) and not test.exception
