"""A new element of the case: each test says in a sentence what it still lacks, and in which file."""

from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect

from dashboard import codes, i18n
from dashboard.casework.intake import intake_form, new_case
from dashboard.contract import Case
from dashboard.contract.elements import CODED, ELEMENTS, EXAMPLE, CaseElement
from dashboard.errors import FormError
from dashboard.records import Records

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FIELDS = {field.name: field for field in fields(Case)}
STATE = (
    "key",
    "agency",
    "case_manager",
    "opened_at",
    "status",
    "version",
    "risk_level",
    "risk_decided_at",
    "first_action_at",
)
"""Who and where a case is, and what became of it: nobody is asked for these at intake."""

every_element = pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.name)
every_code_list = pytest.mark.parametrize("name", sorted({each.code_list for each in ELEMENTS if each.code_list}))


@pytest.fixture(scope="module")
def made_by_migrations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[set[str]]:
    """The columns that a new record's table of cases has."""
    path: Path = tmp_path_factory.mktemp("elements") / "records.db"
    records = Records.open(f"sqlite:///{path}")
    yield {column["name"] for column in inspect(records.engine).get_columns("cases")}
    records.close()


@pytest.fixture
def arabic() -> Iterator[None]:
    i18n.use("ar")
    yield
    i18n.use("en")


@every_element
def test_a_case_has_a_field_for_it(element: CaseElement) -> None:
    assert element.name in FIELDS, f"Case lacks {element.name}: add it in dashboard/contract/case.py."


@every_element
def test_the_field_of_a_case_has_the_same_default(element: CaseElement) -> None:
    wanted = MISSING if element.default is None else element.default
    found = FIELDS[element.name].default if element.name in FIELDS else wanted
    assert found == wanted, f"{element.name}: say default={wanted!r} in dashboard/contract/case.py, as in elements.py."


def test_every_field_of_a_case_is_an_element_or_its_state() -> None:
    undeclared = FIELDS.keys() - {element.name for element in ELEMENTS} - set(STATE)
    assert not undeclared, f"{undeclared}: declare each in dashboard/contract/elements.py."


@every_code_list
def test_its_code_list_is_there(name: str) -> None:
    assert name in codes.lists(), f"The code list {name} is missing: add it to data/ovtf_data/codes.csv."


@every_code_list
def test_every_code_of_its_list_has_an_arabic_label(name: str) -> None:
    bare = [code.code for code in codes.codes(name) if not code.labels["ar"]]
    assert not bare, f"{name}: {bare} have no label_ar in data/ovtf_data/codes.csv."


@pytest.mark.parametrize("element", CODED, ids=lambda element: element.name)
def test_every_code_of_its_list_fits_into_its_column(element: CaseElement) -> None:
    long = [code for code in codes.names(element.code_list) if len(code) > element.width]
    assert not long, f"{element.name}: {long} are longer than width={element.width} in elements.py allows."


@every_element
def test_the_intake_form_asks_or_calculates_it(element: CaseElement) -> None:
    try:
        question = intake_form().question(element.name)
    except FormError:
        pytest.fail(f"The intake form has no question {element.name}: add it to dashboard/casework/forms/intake.md.")
    kinds = {"code": "select_one", "codes": "select_multiple", "consent": "select_one", "date": "date"}
    assert question.kind in (kinds.get(element.kind, "integer"), "calculate")
    if question.is_choice and element.kind != "consent":
        assert question.list_name == element.code_list, f"{element.name}: ask with the list {element.code_list}."


@every_element
def test_the_record_has_a_column_for_it(element: CaseElement, made_by_migrations: set[str]) -> None:
    assert element.name in made_by_migrations, (
        f"No migration makes cases.{element.name}: add one in dashboard/records/migrations/versions/."
    )


@pytest.mark.usefixtures("arabic")
@every_element
def test_what_people_read_is_there_in_arabic(element: CaseElement) -> None:
    asked = intake_form().question(element.name).label
    english = [text for text in (element.label, asked) if text and i18n.gettext(text) == text]
    assert not english, f"{english} have no translation in dashboard/i18n/locales/ar.po."


@every_element
def test_its_example_is_an_answer_that_the_import_and_the_intake_take(element: CaseElement) -> None:
    examples = element.example if element.kind == "codes" else (element.example,)
    if element.code_list:
        assert set(examples) <= set(codes.names(element.code_list)), f"{element.name}: example= is not in its list."


def test_the_examples_open_a_case() -> None:
    state = intake_form().examine(EXAMPLE, now=NOW)
    assert not state.problems
    case = new_case(state.answers, key="OV-TEST-CASE", agency="A01", case_manager="p", at=NOW)
    assert case == new_case(EXAMPLE, key="OV-TEST-CASE", agency="A01", case_manager="p", at=NOW)
