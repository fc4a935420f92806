"""Every form on its way to Kobo or ODK and back: the same questions, and the same verdict on any answers."""

import csv
import io
from datetime import UTC, date, datetime
from functools import cache

import openpyxl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from dashboard.actions.administration.form_export import Exportable, exportable, list_files
from dashboard.errors import ContractError
from dashboard.forms import Choice, Form, Question
from dashboard.forms.export import workbook
from dashboard.i18n import area_text
from dashboard.registry import Registry
from dashboard.risk_clock import with_hours
from tests.stay import STAY, as_xlsx
from tests.tries import tries

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PARTNER = Form.from_file(as_xlsx(STAY), name="stay")
EVERY = {f"{each.area}.{each.form.name}": each for each in exportable(Registry.load())}
EVERY["partner.stay"] = Exportable("partner", "dashboard", PARTNER)


@cache
def again(name: str) -> Form:
    """Return a form that went out and came back in."""
    return Form.from_file(EVERY[name].content(), name=EVERY[name].form.name)


@pytest.mark.parametrize("name", EVERY)
def test_pyxform_accepts_the_workbook_of_every_form(name):
    xform = convert(io.BytesIO(EVERY[name].content()), validate=False).xform
    form = EVERY[name].form
    assert f'id="{name.replace(".", "_")}"' in xform and f'version="{form.version}"' in xform
    assert all(f"<{question.name}" in xform for question in form.all_questions)


@pytest.mark.parametrize("name", EVERY)
def test_a_form_comes_back_as_it_went_out(name):
    form, back = EVERY[name].form, again(name)
    told = Form.from_text(with_hours(form.source), name=form.name)  # what goes out states the hours of the risk clock
    assert back.questions == told.questions and back.groups == told.groups
    assert (back.label, back.version) == (form.label, form.version)


def header(content: bytes) -> set[str]:
    return {cell.value for cell in openpyxl.load_workbook(io.BytesIO(content))["survey"][1]}


def test_the_languages_of_an_area_go_out_with_its_forms():
    assert {"label::English (en)", "label::Arabic (ar)", "hint::Arabic (ar)"} <= header(
        EVERY["safety.risk_assessment"].content()
    )
    texts = again("safety.risk_assessment").texts["ar"]
    assert texts["Is she in immediate danger?"] == area_text("ovtf_safety", "Is she in immediate danger?", "ar")
    assert texts["Is she in immediate danger?"] != "Is she in immediate danger?"


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        ({}, set()),
        ({"ar": "عمر", "ckb": "عمر"}, {"label::Arabic (ar)"}),
        ({"ar": "عمر", "ckb": "تەمەن"}, {"label::Arabic (ar)", "label::Kurdish Sorani (ckb)"}),
    ],
)
def test_a_language_that_only_falls_back_to_another_has_no_column(words, columns):
    form = Form.from_markdown("| survey |\n| | type | name | label |\n| | integer | age | Age |", name="f")
    content = workbook(form, "a", lambda message, language: words.get(language, message), lambda *_all: "")
    assert header(content) == {"type", "name", "label::English (en)", *columns}


@pytest.mark.parametrize("text", ["=1+1", "+964", "-5", "@home", "=HYPERLINK(1)"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text):
    source = f"| survey |\n| | type | name | label |\n| | text | q | {text} |"
    form = Form.from_markdown(source, name="f")
    content = workbook(form, "a", lambda message, _language: message, lambda _question, choice, _language: choice.label)
    cell = openpyxl.load_workbook(io.BytesIO(content))["survey"]["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert Form.from_file(content, name="f").question("q").label == text


def test_the_services_go_beside_the_forms_that_choose_from_them():
    registry = Registry.load()
    lists = list_files(registry, exportable(registry), date(2026, 11, 25))
    rows = list(csv.DictReader(io.StringIO(lists["services.csv"].decode())))
    assert rows and {"name", "label", "service_types", "governorates", "audience"} == rows[0].keys()
    assert list_files(registry, exportable(registry, "mhpss"), date(2026, 11, 25)) == {}


def test_a_form_that_is_not_there_is_named_with_the_nearest_one():
    with pytest.raises(ContractError, match=r"'safty.safety_plan'.*'safety.safety_plan'"):
        exportable(Registry.load(), "safty.safety_plan")


def answers_to(question: Question) -> st.SearchStrategy:
    """Return answers to a question, good and bad, none included."""
    names = [choice.name for choice in question.choices] or ["x"]
    kinds = {
        "integer": st.integers(-3, 90),
        "decimal": st.floats(-5, 90, allow_nan=False),
        "date": st.dates(date(2026, 10, 1), date(2026, 12, 31)),
        "datetime": st.just(NOW),
        "select_one": st.sampled_from([*names, "nonsense"]),
        "select_multiple": st.lists(st.sampled_from(names), unique=True, max_size=4).map(tuple),
        "acknowledge": st.booleans(),
        "text": st.text(max_size=5),
        "repeat": st.lists(rows(question.row.questions) if question.row else st.nothing(), max_size=3).map(tuple),
    }
    return st.none() | kinds.get(question.kind, st.none())


def rows(questions: tuple[Question, ...]) -> st.SearchStrategy:
    return st.fixed_dictionaries({each.name: answers_to(each) for each in questions if each.is_asked})


LISTS = {"services.csv": (Choice(name="a", label="A", columns={"service_types": "legal", "audience": "both"}),)}


@tries(150, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_answers_come_to_the_same_in_both(data):
    name = data.draw(st.sampled_from(sorted(EVERY)))
    form = EVERY[name].form
    answers = data.draw(rows(form.questions))
    hidden = {each.name: st.sampled_from(["child", "adult", "IQ-AR", "high", ""]) for each in form.questions}
    context = data.draw(st.fixed_dictionaries(hidden))
    one, two = (each.examine(answers, context=context, now=NOW, lists=LISTS) for each in (form, again(name)))
    assert one == two
