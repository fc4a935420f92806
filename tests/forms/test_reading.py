"""Reading XLSForm: what is taken, and what is refused with the reason."""

import pytest

from dashboard.errors import FormError
from dashboard.forms import Form

EVIDENCE = ["image", "audio", "video", "file", "barcode", "background-audio"]
PLACES = ["geopoint", "geotrace", "geoshape"]


def form(*rows: str, choices: str = "", columns: str = "type | name | label") -> Form:
    lines = [f"| | {row} |" for row in rows]
    return Form.from_markdown("\n".join(["| survey |", f"| | {columns} |", *lines, choices]), name="sample")


def test_every_type_that_we_take_is_read():
    kinds = ["text", "integer", "decimal", "date", "dateTime", "acknowledge", "note", "hidden"]
    found = form(
        *(f"{kind} | q_{kind} | Label" for kind in kinds),
        "select_one yes_no | one | One",
        "select_multiple yes_no | some | Some",
    )
    assert [q.kind for q in found.questions] == [
        "text",
        "integer",
        "decimal",
        "date",
        "datetime",
        "acknowledge",
        "note",
        "hidden",
        "select_one",
        "select_multiple",
    ]


@pytest.mark.parametrize("kind", EVIDENCE)
def test_media_are_refused_because_evidence_is_never_stored(kind):
    with pytest.raises(FormError, match="never collected or stored"):
        form(f"{kind} | proof | Proof")


@pytest.mark.parametrize("kind", PLACES)
def test_places_are_refused_because_they_would_locate_a_survivor(kind):
    with pytest.raises(FormError, match="where a survivor is"):
        form(f"{kind} | place | Place")


def test_an_unknown_type_is_named_with_its_row_and_the_nearest_known_one():
    with pytest.raises(FormError, match=r"Row 2 .*'q'.*Did you mean 'integer'"):
        form("intger | q | Q")


def test_an_unknown_question_in_a_rule_is_refused():
    with pytest.raises(FormError, match="zz"):
        form("text | a | A | ${zz} = 1", columns="type | name | label | relevant")


def test_an_unknown_function_is_refused_with_the_nearest_known_one():
    with pytest.raises(FormError, match=r"selectd\(\).*Did you mean 'selected'"):
        form("text | a | A | ", "text | b | B | selectd(${a}, 'x')", columns="type | name | label | relevant")


def test_broken_xpath_names_the_question():
    with pytest.raises(FormError, match="Question 'b', relevant"):
        form("text | a | A | ", "text | b | B | ${a} = = 1", columns="type | name | label | relevant")


def test_a_pattern_that_is_none_names_the_question():
    with pytest.raises(FormError, match=r"Question 'a', constraint: the pattern '\[a-' of regex\(\) is not one"):
        form("text | a | A | regex(., '[a-')", columns="type | name | label | constraint")


def test_rules_that_run_in_a_circle_are_refused():
    with pytest.raises(FormError, match="circle"):
        form("text | a | A | ${b} = '1'", "text | b | B | ${a} = '1'", columns="type | name | label | relevant")


def test_a_name_used_twice_is_refused():
    with pytest.raises(FormError, match="'a'"):
        form("begin group | g | G", "text | a | A", "end group | | ", "text | a | A again")


def test_text_that_is_no_table_is_refused():
    with pytest.raises(FormError, match="cannot be read"):
        Form.from_markdown("hello", name="sample")


def test_a_code_list_is_taken_by_its_name():
    found = form("select_one governorate | where | Where")
    assert len(found.question("where").choices) == 20, "19 governorates, and one that is not known"


def test_a_list_that_is_nowhere_is_refused():
    with pytest.raises(FormError, match="neither on its choices sheet nor a code list"):
        form("select_one nonsense | q | Q")


def test_a_question_that_sets_something_must_exist():
    with pytest.raises(FormError, match=r"no question 'levl'.*Did you mean 'level'"):
        Form.from_markdown(
            "| survey |\n| | type | name | label |\n| | text | level | L |", name="s", sets={"risk_level": "levl"}
        )


@pytest.mark.parametrize(
    ("declared", "why"),
    [
        ({"sets": {"guardian_unsafe": "company"}}, "names no answers"),
        ({"sets": {"guardian_unsafe": "company=mother"}}, "no choice 'mother'"),
        ({"relies_on": {"relative": "company"}}, "names no answers"),
        ({"relies_on": {"relative": "companion=brother"}}, r"no question 'companion'.*Did you mean 'company'"),
    ],
)
def test_what_a_form_says_of_people_names_a_question_and_its_answers(declared, why):
    text = "| survey |\n| | type | name | label |\n| | select_one who | company | Who goes along? |\n| choices |\n"
    text += "| | list_name | name | label |\n| | who | brother | A brother |\n"
    with pytest.raises(FormError, match=why):
        Form.from_markdown(text, name="s", **declared)
    form = Form.from_markdown(text, name="s", relies_on={"relative": "company=brother"})
    assert form.relied_on("relative", {"company": "brother"}) == "company"
    assert form.relied_on("relative", {}) == form.relied_on("guardian", {"company": "brother"}) == ""


def test_the_version_follows_the_text_unless_it_is_given():
    one, two = form("text | a | A"), form("text | a | Another")
    assert one.version != two.version
    assert form("text | a | A").version == one.version
