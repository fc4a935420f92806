"""The reference for plugin authors says what the code says: every hook, every field, every message."""

from dataclasses import fields

import pytest

import dashboard
from dashboard import codes
from dashboard.registry.loading import SPECS
from ovtf_kit.refused import DECLARATIONS, message_of
from tools import reference

PAGE = reference.DOC.read_text("utf-8")


def test_the_page_is_what_the_code_says():
    assert reference.write(PAGE) == PAGE, "the code has changed: make documents"


@pytest.mark.parametrize("hook", SPECS)
def test_a_hook_is_documented_with_its_exact_signature(hook):
    section = PAGE.partition(f"\n### {hook}\n")[2].partition("\n### ")[0]
    assert f"@hookimpl\n{reference.signature(hook)}\n" in section


def test_a_signature_is_written_as_an_author_writes_it():
    wanted = "def suggest_tasks(case: Case, record: CaseRecord) -> list[Task]: ..."
    assert reference.signature("suggest_tasks") == wanted
    wanted = "def check_answers(form: str, answers: Mapping[str, Any]) -> dict[str, str]: ..."
    assert reference.signature("check_answers") == wanted


def test_every_public_name_is_on_the_page():
    assert [name for name in dashboard.__all__ if name not in PAGE] == []


@pytest.mark.parametrize("name", DECLARATIONS)
def test_every_field_says_what_it_means_and_nothing_else_is_explained(name):
    meanings = reference.meanings()[name]
    assert list(meanings) == [field.name for field in fields(DECLARATIONS[name])]
    assert [field for field, means in meanings.items() if not means.strip()] == []


def test_every_hook_says_when_it_is_called():
    assert list(reference.meanings()["hooks"]) == list(SPECS)


def test_a_declaration_that_is_not_refused_cannot_stand_among_the_refused_ones():
    with pytest.raises(ValueError, match="is not refused"):
        message_of("Area(name='shelter', label='Shelter', summary='A safe place.')")


def test_everything_that_can_be_written_has_a_place_on_the_page():
    assert [name for name in reference.names() if f"<!-- written: {name} -->" not in PAGE] == []


def test_a_field_that_the_page_lacks_is_noticed():
    changed = PAGE.replace("| `owner` | `str` |", "| `holder` | `str` |")
    assert changed != PAGE and reference.write(changed) == PAGE


def test_the_lists_are_those_of_the_record():
    assert "governorate" in codes.lists() and len(codes.lists()) > 25
