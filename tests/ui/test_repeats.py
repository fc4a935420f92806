"""A repeat on the screen: blocks that are added, filled, taken away and brought back, saved as one goes."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.actions.work import drafting
from dashboard.analysis.base import Cut
from dashboard.analysis.figures import figure
from tests.stay import as_md
from tests.ui.conftest import texts

PLUGIN = f"""
from dashboard import Area, Form, View, count_rows, hookimpl
SOURCE = {as_md().decode()!r}
@hookimpl
def register_area(): return Area(name="shelter", label="Shelter", summary="A place to stay.")
@hookimpl
def register_forms(): return [Form.from_markdown(SOURCE, name="stay")]
@hookimpl
def register_views():
    return [View(name="ages", label="Ages", dataset="stay__children", by=("child_age",), measure=count_rows())]
"""


@pytest.fixture
def stay(context, install, person, open_case, show):
    """Return a page with the partner's form open on a case, the draft, and how to read the draft anew."""
    install("shelter", PLUGIN)
    context.registry = install.load()
    assert [each.problem for each in context.registry.plugins] == [""]
    amal = person("case_manager", "A01")
    key = open_case(amal)
    test = show("case", amal, key=key)
    test.button(key=f"case.{key}.shelter.stay.start").click().run()
    draft = drafting.open_draft(context, amal, "shelter", "stay", key)
    return test, draft.id, lambda: drafting.open_draft(context, amal, "shelter", "stay", key).answers


def add(test, draft: str, *ages: int) -> None:
    for age in ages:
        test.button(key=f"{draft}.children.add").click().run()
        newest = [each for each in test.text_input if each.key.endswith(".child_age")][-1]
        newest.set_value(str(age)).run()
        assert not test.exception, test.exception


def ages(test, draft: str) -> dict[str, int]:
    found = [each for each in test.text_input if each.key.endswith(".child_age")]
    return {each.key.removeprefix(f"{draft}.children."): int(each.value) for each in found}


def test_rows_are_added_one_by_one_and_saved_as_they_are_filled(stay):
    test, draft, saved = stay
    assert ages(test, draft) == {}
    add(test, draft, 4, 9)
    assert list(ages(test, draft).values()) == [4, 9]
    assert saved()["children"] == [{"child_age": 4}, {"child_age": 9}]
    assert "**Child 1**" in texts(test) and "**Child 2**" in texts(test)


def test_the_other_rows_keep_their_widgets_when_one_is_taken_away_and_it_can_be_brought_back(stay):
    test, draft, saved = stay
    add(test, draft, 4, 9, 12)
    test.button(key=f"{draft}.children.1.remove").click().run()
    assert ages(test, draft) == {"0.child_age": 4, "2.child_age": 12}
    assert saved()["children"] == [{"child_age": 4}, {"child_age": 12}]
    add(test, draft, 15)
    test.button(key=f"{draft}.children.back").click().run()
    assert list(ages(test, draft).values()) == [4, 12, 15, 9]
    assert [row["child_age"] for row in saved()["children"]] == [4, 12, 15, 9]
    assert f"{draft}.children.back" not in {each.key for each in test.button}


def test_a_rule_of_a_row_shows_in_its_own_block(stay):
    test, draft, _saved = stay
    add(test, draft, 4, 9)
    small, big = (each for each in test.button_group if "child_needs" in each.key)
    assert (len(small.options), len(big.options)) == (1, 2)


def test_problems_name_the_row_and_the_sent_rows_are_shown_and_counted(stay, context):
    test, draft, _saved = stay
    test.radio(key=f"{draft}.place").set_value("family").run()
    add(test, draft, 4, 40)
    test.button(key=f"{draft}.submit").click().run()
    assert "**Child 2, Age of the child**: A child is under 18." in test.error[0].value
    assert context.projection.rows("SELECT * FROM shelter.stay") == []
    test.text_input(key=f"{draft}.children.1.child_age").set_value("17").run()
    test.button(key=f"{draft}.submit").click().run()
    assert not test.exception, test.exception
    assert context.projection.rows("SELECT position, child_age FROM shelter.stay__children ORDER BY position") == [
        (1, 4),
        (2, 17),
    ]
    shown = "\n".join([texts(test), *(each.proto.body for each in test.get("html"))])
    assert "**Child 2**" in shown and "<td>17</td>" in shown
    assert context.projection.rows("SELECT children_count FROM shelter.stay") == [("2",)]


def test_a_number_to_reach_someone_in_a_row_is_not_saved_as_long_as_it_is_there(stay):
    test, draft, saved = stay
    add(test, draft, 4, 9)
    note = test.text_input(key=f"{draft}.children.1.child_note")
    note.set_value("call 0770 123 4567").run()
    assert "0770" not in json.dumps(saved()) and saved()["children"] == [{"child_age": 4}, {"child_age": 9}]
    assert any("It is not saved" in each.value for each in test.markdown)
    test.button(key=f"{draft}.submit").click().run()
    assert "**Child 2, A word about the child**" in test.error[0].value


def arabic(path: str, who: dict, key: str) -> None:
    """The script of a test: a case in Arabic."""
    import os

    import streamlit as st

    from dashboard.access import Principal
    from dashboard.i18n import use
    from dashboard.ui.context import the_context
    from dashboard.ui.pages import case
    from ovtf_kit.pages import register

    os.environ["OVTF_WORKSPACE"] = path
    st.query_params["key"] = key
    register()
    use("ar")
    case.render(the_context(), Principal(**who))


def test_what_a_form_says_in_arabic_itself_is_shown_in_arabic(stay, context, person, open_case):
    test, _draft, _saved = stay
    noor = person("case_manager", "A01", "noor")
    key = open_case(noor)
    test = AppTest.from_function(arabic, args=(str(context.workspace.path), vars(noor), key), default_timeout=30).run()
    test.button(key=f"case.{key}.shelter.stay.start").click().run()
    draft = drafting.open_draft(context, noor, "shelter", "stay", key).id
    assert "أين تقيم؟" in test.radio(key=f"{draft}.place").label
    assert "مع العائلة" in test.radio(key=f"{draft}.place").options
    add(test, draft, 40)
    test.button(key=f"{draft}.submit").click().run()
    assert "**طفل 1, عمر الطفل**: الطفل دون 18 سنة." in test.error[0].value


def test_a_view_counts_the_rows_of_a_repeat(stay, context):
    test, draft, _saved = stay
    test.radio(key=f"{draft}.place").set_value("family").run()
    add(test, draft, 4, 4, 9)
    test.button(key=f"{draft}.submit").click().run()
    view = context.registry.plugin("shelter").views[0]
    counted = figure(context.projection, "shelter", view, Cut(agency="A01", now=context.now()))
    assert counted.rows == ((4, 2), (9, 1))
