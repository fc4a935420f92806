"""A supervisor confirms quarters on a page of her own; an administrator says where each agency works."""

from datetime import UTC, datetime
from io import StringIO

import pandas as pd
import pytest

from dashboard.actions.administration import people
from dashboard.actions.taskforce import reporting
from tests.conftest import ADMIN
from tests.ui.conftest import texts


@pytest.fixture
def sara(context, person, monkeypatch):
    """A supervisor on 4 July 2031, whose agency has confirmed every quarter but the last."""
    monkeypatch.setattr(context, "now", lambda: datetime(2031, 7, 4, tzinfo=UTC))
    who = person("supervisor", "A01")
    for quarter in reporting.quarters(context, who)[1:]:
        reporting.confirm(context, who, quarter.label)
    return who


def buttons(test):
    """The buttons that confirm a quarter."""
    return [each.key for each in test.button if each.key.startswith("reporting.confirm.")]


def test_one_button_confirms_and_the_page_says_so(show, sara, context):
    test = show("reporting", sara)
    assert "**2031 Q2** · :blue[:material/schedule: not reported yet]" in texts(test)
    assert "on time until 10 Jul 2031" in texts(test) and "The figures hold no case of this quarter" in texts(test)
    assert buttons(test) == ["reporting.confirm.2031-Q2"]
    test.button(key="reporting.confirm.2031-Q2").click().run()
    assert not test.exception and not buttons(test)
    shown = texts(test)
    assert "2031 Q2 is confirmed." in shown and "Nothing waits" in shown
    assert ":material/check_circle: reported on time" in shown and f"confirmed on 4 Jul 2031 by {sara.name}" in shown
    assert reporting.waiting(context, sara) == 0


def test_she_says_that_older_cases_were_entered_and_sees_that_she_said_so(show, sara, context):
    test = show("reporting", sara)
    assert not test.checkbox(key="reporting.backlog.2031-Q2").value
    test.checkbox(key="reporting.backlog.2031-Q2").check()
    test.button(key="reporting.confirm.2031-Q2").click().run()
    assert not test.exception and reporting.quarters(context, sara)[0].backlog
    assert texts(test).count("with cases of earlier months") == 1


def test_a_second_click_in_another_window_changes_nothing_and_says_so(show, sara, context):
    first, second = show("reporting", sara), show("reporting", sara)
    first.button(key="reporting.confirm.2031-Q2").click().run()
    before = reporting.quarters(context, sara)
    second.button(key="reporting.confirm.2031-Q2").click().run()
    assert "was confirmed already. Nothing changed." in texts(second) and not second.error
    assert reporting.quarters(context, sara) == before


def test_what_is_late_is_said_in_words_with_a_mark_of_its_own(show, sara, context, monkeypatch):
    monkeypatch.setattr(context, "now", lambda: datetime(2031, 7, 20, tzinfo=UTC))
    test = show("reporting", sara)
    assert ":material/warning: not reported, and the day has passed" in texts(test)
    test.button(key="reporting.confirm.2031-Q2").click().run()
    assert ":material/history: reported late" in texts(test)


def test_what_is_missing_in_the_cases_stands_beside_the_button(show, sara, context, person, open_case):
    open_case(person("case_manager", "A01"), report_date=datetime(2031, 5, 4).date())
    share = reporting.fields_filled(context, sara, "2031-Q2")
    lacking = share.denominator - share.numerator
    assert lacking > 0
    assert f"{share.numerator} of {share.denominator} are filled in, {lacking} still lack" in texts(
        show("reporting", sara)
    )


def test_a_new_agency_sees_what_will_be_here(show, person):
    assert "No quarter has ended since your agency joined" in texts(show("reporting", person("supervisor", "A01")))


def links(test):
    return [each.proto.label for each in test.get("page_link")]


def test_the_team_page_reminds_until_the_quarter_is_confirmed(show, sara, context):
    assert "Quarters to confirm as complete: 1" in links(show("team", sara))
    reporting.confirm(context, sara, "2031-Q2")
    assert not any("Quarters to confirm" in each for each in links(show("team", sara)))


def test_an_administrator_ends_a_membership_and_takes_it_back(show, person):
    test = show("agencies", person("administrator"))
    test.selectbox(key="agencies.leaving").set_value("A02").run()
    test.button(key="agencies.leave").click().run()
    rows = table(test)
    assert not test.exception and rows["A01"]["Member until"] == "–" and rows["A02"]["Member until"] != "–"
    assert test.button(key="agencies.leave").label == "It is a member again"
    test.button(key="agencies.leave").click().run()
    assert {row["Member until"] for row in table(test).values()} == {"–"}


def table(test) -> dict[str, dict[str, str]]:
    """Return the table of the page by code."""
    (found,) = pd.read_html(StringIO(test.get("html")[-1].proto.body))
    return found.set_index("Code").to_dict("index")


def test_an_administrator_chooses_where_an_agency_works(show, person, context):
    test = show("agencies", person("administrator"))
    test.selectbox(key="agencies.chosen").set_value("A02").run()
    test.multiselect(key="agencies.A02.places").set_value(["IQ-SU", "IQ-AR"])
    test.button(key="agencies.save").click().run()
    assert not test.exception and set(people.places(context, ADMIN)["A02"]) == {"IQ-AR", "IQ-SU"}
    works = {code: row["Works in"] for code, row in table(test).items()}
    assert "Erbil" in works["A02"] and works["A01"] == "–" and "IQ-" not in works["A02"]
    test.selectbox(key="agencies.chosen").set_value("A01").run()
    assert test.multiselect(key="agencies.A01.places").value == []


def test_an_agency_that_joins_with_older_cases_says_so_and_its_quarters_appear(show, context, person, monkeypatch):
    monkeypatch.setattr(context, "now", lambda: datetime(2031, 5, 20, tzinfo=UTC))
    people.add_agency(context, ADMIN, code="B01", name="Newcomer")
    test = show("reporting", person("supervisor", "B01"))
    assert "No quarter has ended since your agency joined" in texts(test) and not buttons(test)
    test.selectbox(key="reporting.first_quarter").set_value("2029-Q1")
    test.button(key="reporting.begin").click().run()
    assert not test.exception and "From 2029 Q1 on your agency confirms its quarters." in texts(test)
    assert len(buttons(test)) == 9 and "Your agency brings cases from 2029 Q1 on." in texts(test)
    test.button(key="reporting.confirm.2029-Q1").click().run()
    test.selectbox(key="reporting.first_quarter").set_value("2029-Q2")
    test.button(key="reporting.begin").click().run()
    assert "2029-Q1 is confirmed already" in test.error[0].value
