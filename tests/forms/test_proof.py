"""Proofreading a form: every mistake at once, each with its sheet, its row and what to do."""

import pytest

from dashboard.forms.findings import Finding
from dashboard.forms.proof import proof_file
from tests.stay import STAY, as_xlsx, table

CHOICES = "list_name | name | label\nl | a | A\nl | b | B"


def check(survey: str, choices: str = CHOICES, **sheets: str) -> list[Finding]:
    book = {"survey": table(survey), "choices": table(choices)} | {name: table(text) for name, text in sheets.items()}
    return proof_file(as_xlsx(book), "form.xlsx")


ALL_WRONG = """
type | name | label | relevant | constraint | calculation | choice_filter
intger | age | Age
image | proof | A photo of it
geopoint | place | Where
text | FullAnswer1 | Words
text | twice | One
text | twice | Two
select_one nowhere | q7 | Seven
select_one | q8 | Eight
text | q9 | Nine | ${agee} > 1
text | q10 | Ten | selectd(${age}, 'x')
text | q11 | Eleven | ${age} = = 1
calculate | q12
text | | Thirteen
text | q14
begin_group | g | Group
begin_repeat | r | Repeat
begin_repeat | rr | Inner
text | q18 | Eighteen
end_repeat
end_group
 | q21 | Twenty-one
select_one l | q22 | Twenty-two | | | | colour = 'red'
select_one_from_file towns.csv | q23 | Twenty-three
"""
EXPECTED = {
    (2, "type", "Did you mean 'integer'?"),
    (3, "type", "never collected or stored"),
    (4, "type", "where a survivor is"),
    (5, "name", "'full_answer1'"),
    (7, "double_name", "row 6 has it already"),
    (8, "list", "no row on the choices sheet"),
    (9, "list", "select_one without a list"),
    (10, "unknown_question", "Did you mean 'age'?"),
    (11, "expression", "Did you mean 'selected'?"),
    (12, "expression", "not valid XPath"),
    (13, "calculation", "without a calculation"),
    (14, "name", "without a name"),
    (15, "label", "no label for 'q14'"),
    (16, "group", "has no end"),
    (18, "nested_repeat", "a repeat inside a repeat"),
    (21, "group", "the repeat 'r' of row 17 is open"),
    (17, "group", "has no end"),
    (22, "type", "without a type"),
    (23, "choice_filter", "'colour'"),
    (24, "list", "'towns.csv'"),
}


def test_every_row_that_cannot_be_taken_is_named_and_all_of_them_at_once():
    found = [each for each in check(ALL_WRONG) if each.level == "error"]
    assert all(each.sheet == "survey" for each in found)
    for row, rule, words in EXPECTED:
        assert any((each.row, each.rule) == (row, rule) and words in each.sentence for each in found), (row, rule)
    assert {(each.row, each.rule) for each in found} == {(row, rule) for row, rule, _words in EXPECTED}
    assert [each.row for each in found] == sorted(each.row for each in found)


def test_choices_are_checked_row_by_row():
    choices = "list_name | name | label\nl | a | A\nl | a | Again\nl | two words | B\nl | c\n | d | D\nother | x | X"
    found = check("type | name | label\nselect_one l | q | Q", choices)
    where = {(each.row, each.rule, each.level) for each in found if each.sheet == "choices"}
    assert {(row, "choice", "error") for row in (3, 4, 5, 6)} | {(7, "list", "warning")} == where


def test_what_is_ignored_is_a_warning_and_the_form_is_taken():
    survey = """
type | name | label::English (en) | label::French (fr) | media::image | parameters | repeat_count
begin_repeat | r | Rows | Lignes | | | 3
text | q | Hello ${q2} | Bonjour | a.png | rows=5
end_repeat
text | q2 | Words
"""
    found = check(survey, sheets_unused="a")
    assert {each.level for each in found} == {"warning"}
    said = "\n".join(each.sentence for each in found)
    for part in ("'label::French (fr)'", "'media::image'", "'parameters'", "'repeat_count'", "${...} in a label"):
        assert part in said


def test_rows_are_numbered_as_in_the_file_also_after_empty_ones():
    found = check("type | name | label\n | |\n | |\nintger | q | Q")
    assert [(each.row, each.rule) for each in found if each.level == "error"] == [(4, "type")]


def test_what_only_the_whole_form_shows_is_found_too():
    (found,) = [
        each
        for each in check("type | name | label | relevant\ntext | a | A | ${b} = '1'\ntext | b | B | ${a} = '1'")
        if each.level == "error"
    ]
    assert found.rule == "form" and "circle" in found.found


def test_a_workbook_without_a_survey_says_which_sheet_may_be_meant():
    (found,) = proof_file(as_xlsx({"Servey": STAY["survey"], "choices": STAY["choices"]}), "stay.xlsx")
    assert found.rule == "survey" and "'Servey'" in found.sentence


@pytest.mark.parametrize("place", ["survey", "choices"])
def test_the_form_of_a_partner_has_no_finding(place):
    assert [each for each in proof_file(as_xlsx(), "stay.xlsx") if each.sheet == place] == []


SPACED = {
    "stay.csv": "survey,,\n,type,name,label\n\n,text,a,A\n,,,\n,textt,b,B\nchoices,,\n,list_name,name,label\n,,,\n,l,x,\n",
    "stay.md": "# A form\n\n| survey |\n| | type | name | label |\n|---|---|---|---|\n| | | | |\n| | text | a | A |\n"
    "| | | | |\n| | textt | b | B |\n\nAnd now:\n\n| choices |\n| | list_name | name | label |\n| | | | |\n| | l | x | |\n",
}


@pytest.mark.parametrize("name", SPACED)
def test_empty_rows_count_in_text_as_they_do_in_a_workbook(name):
    found = {(each.sheet, each.row, each.rule) for each in proof_file(SPACED[name].encode(), name)}
    assert ("survey", 5, "type") in found and ("choices", 3, "choice") in found, found
