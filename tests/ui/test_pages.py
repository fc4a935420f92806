"""Pages drawn for a person on a real workspace; widgets are found by key."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.actions.administration.people import list_people
from dashboard.actions.work import cases, drafting
from dashboard.ui import context as ui_context
from tests.ui.conftest import draw, texts


@pytest.mark.parametrize("page", ["my_work", "cases", "new_case", "case", "guide", "services"])
def test_an_empty_agency_sees_what_will_be_here_and_how_to_begin(show, person, page):
    assert len(texts(show(page, person("case_manager", "A01")))) > 40


@pytest.mark.parametrize("page", ["team", "figures", "import_cases", "take_away"])
def test_a_supervisors_pages_draw_on_an_empty_agency(show, person, page):
    assert len(texts(show(page, person("supervisor", "A01")))) > 40


def help_of(test: AppTest) -> str:
    return "\n".join(each.help for each in test.metric)


def test_a_figure_stands_beside_its_definition_its_day_and_its_source(show, person, open_case):
    amal = person("case_manager", "A01")
    open_case(amal)
    open_case(amal, consent_reporting="no")
    test = show("figures", person("supervisor", "A01"))
    shown = texts(test)
    assert "1 of 2 cases" in shown and "she did not agree to be counted: 1" in shown
    assert (
        "1 of 1 cases" in shown
        and "Cases that are open now, of all cases. In the list of indicators: C3." in help_of(test)
    )
    assert "as things stand now" in shown and "C3" not in shown
    test.selectbox(key="figures.group").set_value("safety").run()
    assert "R7" in help_of(test) and "C3" not in help_of(test)
    test.selectbox(key="figures.period").set_value("quarter").run()
    assert not test.exception


@pytest.mark.parametrize("page", ["people", "agencies", "plugins", "audit"])
def test_an_administrators_pages_draw(show, person, page):
    assert texts(show(page, person("administrator")))


def test_a_question_appears_when_its_answer_makes_it_relevant_and_the_draft_keeps_what_was_said(show, person, context):
    amal = person("case_manager", "A01")
    test = show("new_case", amal)
    draft = drafting.open_draft(context, amal, "core", "intake")
    keys = {each.key for each in test.radio}
    assert f"{draft.id}.assent" not in keys
    test.text_input(key=f"{draft.id}.age").set_value("12").run()
    assert f"{draft.id}.assent" in {each.key for each in test.radio}
    assert drafting.open_draft(context, amal, "core", "intake").answers["age"] == 12

    fresh = show("new_case", amal)
    assert fresh.text_input(key=f"{draft.id}.age").value == "12"


def test_problems_stand_beside_the_question_and_at_the_top_and_nothing_is_saved(show, person, context):
    amal = person("case_manager", "A01")
    test = show("new_case", amal)
    draft = drafting.open_draft(context, amal, "core", "intake")
    test.button(key=f"{draft.id}.submit").click().run()
    assert "**Gender**: This question needs an answer." in test.error[0].value
    assert sum("This question needs an answer" in each.value for each in test.markdown) > 5
    assert cases.list_cases(context, amal).total == 0


def test_a_supervisor_gives_a_case_to_somebody_or_sets_it_aside_and_brings_it_back(show, person, context, open_case):
    key, sara = open_case(person("case_manager", "A01")), person("supervisor", "A01")
    person("case_manager", "A01", "nadia")
    test = show("case", sara, key=key)
    test.session_state[f"case.{key}.tab"] = "Facts"
    test.run()
    assert not test.exception and test.selectbox(key=f"case.{key}.assigning.who").options
    test.button(key=f"case.{key}.assigning.duplicate").click().run()
    assert not test.exception and cases.read_case(context, sara, key).case.status == "duplicate"
    test.button(key=f"case.{key}.assigning.back").click().run()
    assert not test.exception and cases.read_case(context, sara, key).case.status == "open"


def test_the_case_page_shows_the_clock_the_steps_and_the_forms(show, person, context, open_case):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    test = show("case", amal, key=key)
    assert key in test.title[0].value
    shown = texts(test)
    assert "Assess the risk and decide its level" in shown and "Do now" in shown and "Risk assessment" in shown
    step = test.selectbox(key=f"case.{key}.safety.protection.imminent")
    step.set_value("done").run()
    assert cases.read_case(context, amal, key).work.items["safety", "protection", "imminent"].state == "done"


def test_a_step_before_its_turn_says_what_comes_first_and_is_kept_once_a_reason_is_given(
    show, person, context, open_case
):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    test = show("case", amal, key=key)
    test.selectbox(key=f"case.{key}.safety.protection.plan").set_value("done").run()
    assert "Not saved yet. This comes first:" in test.warning[0].value
    assert "Decide the risk level" in test.warning[0].value
    assert not cases.read_case(context, amal, key).work.items


def test_a_key_that_is_not_yours_gets_a_sentence_and_no_traceback(context, person, monkeypatch, open_case):
    key = open_case(person("case_manager", "A01"))
    stranger = person("case_manager", "A02")
    monkeypatch.setitem(ui_context._contexts, str(context.workspace.path), context)
    values = {name: getattr(stranger, name) for name in ("person_id", "username", "name", "role", "agency", "language")}
    test = AppTest.from_function(
        draw, args=("case", str(context.workspace.path), values, {"key": key}), default_timeout=30
    )
    test.run()
    assert "no case with this key" in test.exception[0].value  # the shell shows a DashboardError as a sentence


def test_an_administrator_adds_a_person_and_sees_the_password_once(show, person, context):
    admin = person("administrator")
    test = show("people", admin)
    test.text_input(key="people.username").set_value("nadia")
    test.selectbox(key="people.new.role").set_value("administrator")
    test.button(key="people.add").click().run()
    assert not test.exception
    assert "Password for nadia" in test.success[0].value
    password = test.code[0].value
    test.run()
    assert not test.success and password not in texts(test)
    assert "nadia" in {each.username for each in list_people(context, admin)}


def test_a_user_name_that_is_taken_gets_a_sentence(show, person):
    admin = person("administrator")
    test = show("people", admin)
    test.text_input(key="people.username").set_value(admin.username)
    test.button(key="people.add").click().run()
    assert "already a person with this user name" in test.error[0].value


def test_services_are_narrowed_by_search_and_region(show, person):
    test = show("services", person("case_manager", "A01"))
    test.text_input(key="services.search").set_value("119").run()
    assert "Directorate of Combating" in texts(test) and "StopNCII" not in texts(test)
    test.text_input(key="services.search").set_value("nothing like this").run()
    assert "No service fits" in texts(test)


def test_an_administrator_finds_each_form_as_a_workbook(show, person, context):
    test = show("plugins", person("administrator"))
    keys = {each.proto.id.split("-")[-1] for each in test.get("download_button")}
    for area, form in context.registry.forms():
        assert any(key.endswith(f"plugins.{area}.{form.name}") for key in keys), (area, form.name)
    assert any(key.endswith("plugins.core.referral") for key in keys)
