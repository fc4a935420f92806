"""Expressions come to what JavaRosa makes of them, or the form is refused with what to write instead.

The values of VALUES are those of the JavaRosa in pyxform's ODK Validate, over the same answers.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.errors import FormError
from dashboard.forms import Form, to_json
from dashboard.forms.proof import proof_file

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
ANSWERS = {
    "n": 25,
    "m": 2.50,
    "zero": 0,
    "d": date(2026, 9, 9),
    "dt": datetime(2026, 9, 9, 11, 5, 9, tzinfo=UTC),  # 14:05:09 in Baghdad
    "t": "abc",
    "g": "a",
    "gs": ("a", "b"),
    "kids": [{"young": 0, "kn": "k0"}, {"young": 2, "kn": "k2"}, {"kn": "k3"}, {"young": 3, "kn": "k4"}],
}
BASE = """
| survey |
| | type | name | label | calculation | constraint |
| | integer | n | N |
| | integer | blank | Blank |
| | integer | zero | Zero |
| | decimal | m | M |
| | date | d | D |
| | dateTime | dt | DT |
| | text | t | T |
| | text | no_text | T |
| | select_one l | g | G |
| | select_multiple l | gs | GS |
| | begin_repeat | kids | Kids |
| | integer | young | Young |
| | text | kn | Name |
| | calculate | place | | position(..) |
| | end_repeat |
"""
CHOICES = "| choices |\n| | list_name | name | label |\n| | l | a | Apple |\n| | l | b | Banana |\n"


def form(row: str) -> Form:
    return Form.from_markdown(f"{BASE}| | {row} |\n{CHOICES}", name="sample")


def computed(expression: str) -> str | None:
    return form(f"calculate | c | | {expression}").examine(ANSWERS, now=NOW).answers.get("c")


VALUES = {
    "concat('n=', ${n})": "n=25",
    "concat('m=', ${m})": "m=2.5",
    "concat('d=', ${d}, ' ', today())": "d=2026-09-09 2026-11-28",
    "string-length(${n})": "2",
    "string-length(${m})": "3",
    "string-length(${d})": "10",
    "string(${m} * 2)": "5",
    "0.1 + 0.2": "0.30000000000000004",
    "0.1 + 0.2 = 0.3": "true",
    "today()": "2026-11-28",
    "${d} = '2026-09-09'": "true",
    "${d} > date('2020-01-01')": "true",
    "${d} + 1": "20706",
    "date(${d} + 1)": "2026-09-10",
    "today() - ${d}": "80",
    "now() - ${dt}": "80",
    "${d} = ${dt}": "true",
    "number(${d})": "20705",
    "decimal-date-time('2026-09-09')": "20704.875",
    "decimal-date-time(${dt})": "20705.461909722224",
    "format-date('2026-09-09', '%e/%n/%y')": "9/9/26",
    "format-date(${d}, '%Y-%m-%d %3')": "2026-09-09 000",
    "format-date(${dt}, '%H:%M')": "14:05",
    "format-date-time(${dt}, '%Y-%m-%d %H:%M:%S %3 %h %b %a %n %e %W %%')": "2026-09-09 14:05:09 000 14 Sep Wed 9 9 37 %",
    "format-date-time(now(), '%Y-%m-%d %H:%M')": "2026-11-28 12:00",
    "format-date-time(${d}, '%H:%M')": "00:00",
    "format-date(20705, '%Y-%m-%d')": "2026-09-09",
    "format-date('', '%Y')": None,
    "count(${kids})": "4",
    "count(${kids}[${young} > 1])": "2",
    "count(${young}[. > 1])": "2",
    "count(${kids}[position() = 2])": "1",
    "count-non-empty(${young})": "3",
    "sum(${young})": "5",
    "sum(${young}[${kn} = 'k2'])": "2",
    "sum(${young}[${young} < ${n}])": "5",
    "min(${young})": "0",
    "max(${young})": "3",
    "max(${blank}, 3)": "3",
    "indexed-repeat(${kn}, ${kids}, 2)": "k2",
    "indexed-repeat(${young}, ${kids}, 4) + 1": "4",
    "indexed-repeat(${kn}, ${kids}, 9)": None,
    "join(', ', ${kn})": "k0, k2, k3, k4",
    "join('-', ${young})": "0-2--3",
    "join(', ', 'a', '', 'b')": "a, , b",
    "concat(${kn})": "k0k2k3k4",
    "ends-with('abc', 'c')": "true",
    "jr:choice-name(${g}, '${g}')": "Apple",
    "jr:choice-name(selected-at(${gs}, 1), '${gs}')": "Banana",
    "1 div 0": "Infinity",
    "0 div 0": None,
    "-7 mod 3": "-1",
    "7.5 mod 2": "1.5",
    "${n} mod 0": None,
    "round(2.5)": "3",
    "round(-2.5)": "-2",
    "round(1.005, 2)": "1.01",
    "round(1234, -2)": "1200",
    "int(-2.7)": "-2",
    "int('3.9')": "3",
    "int(${blank})": None,
    "pow(0, -1)": None,
    "number('+5')": None,
    "'1e3' + 0": None,
    "${blank} = 0": "false",
    "${blank} = ''": "true",
    "if(${zero}, 1, 2)": "2",
    "not(${zero})": "true",
    "${zero} or false()": "false",
    "'10' < '9'": "false",
    "${n} = '25'": "true",
    "string(${n}) = '25.0'": "false",
    "true() = 1": "true",
    "'' != 1": "true",
    "2 > 1 > 0": "true",
    "2 + 3 * 4 - 6 div 2": "11",
    "5 - 3 - 1": "1",
    "- - 1": "1",
    "true() or false() and false()": "true",
    "coalesce(${blank}, ${n})": "25",
    "selected(${no_text}, '')": "true",
    "selected(${gs}, '')": "false",
    "selected-at(${gs}, 5)": None,
    "substr('hello', -2)": "lo",
    "substr('hello', 1, -1)": "ell",
    "substring-after('a-b', '-')": "b",
    "substring-before('abc', '')": None,
    "translate('bar', 'abc', 'AB')": "BAr",
    "normalize-space('  a  b ')": "a b",
    "regex('abc', 'ab')": "false",
    "regex('abc', concat('(', ${t}))": "false",
    "checklist(1, 2, true(), false(), true())": "true",
    "' and ${n} = /data/n'": " and ${n} = /data/n",
}


@pytest.mark.parametrize("expression", VALUES)
def test_an_expression_comes_to_what_javarosa_makes_of_it(expression):
    assert computed(expression) == VALUES[expression]


@pytest.mark.parametrize(
    ("kind", "constraint", "answer", "fits"),
    [
        ("integer", "regex(., '^[0-9]{2}$')", 25, True),
        ("integer", "string-length(.) <= 3", 25, True),
        ("integer", "string-length(.) <= 3", 2500, False),
        ("integer", ". = '25'", 25, True),
        ("decimal", "regex(., '[0-9]+')", 25.0, True),
        ("decimal", "string-length(.) = 3", 2.5, True),
        ("date", "regex(., '2026-.*') and . <= today()", date(2026, 9, 9), True),
        ("date", ". > today()", date(2026, 9, 9), False),
        ("dateTime", ". <= now()", NOW - timedelta(hours=1), True),
    ],
)
def test_a_point_stands_for_the_answer_as_it_is_written(kind, constraint, answer, fits):
    state = form(f"{kind} | q | Q | | {constraint}").examine({"q": answer}, now=NOW)
    assert ("q" not in state.problems) is fits


@pytest.mark.parametrize("kind", ["integer", "decimal"])
@pytest.mark.parametrize("none", [0, 0.0, "0", "۰"])
def test_0_is_an_answer_to_a_question_that_must_be_answered(kind, none):
    asked = Form.from_markdown(
        f"| survey |\n| | type | name | label | required |\n| | {kind} | q | Q | yes |", name="s"
    )
    state = asked.examine({"q": none}, now=NOW)
    assert (state.problems, state.answered, to_json(asked, state.answers)) == ({}, 1, {"q": 0})


REFUSED = {
    "/data/n > 18": "${n}",
    "/data/group/n > 18": "${n}",
    "n > 18": "${n}",
    "../n + 1": "${n}",
    "./n": "${n}",
    "current()/../n": "${n}",
    "instance('l')/{}/item".format("root"): "${item}",  # apart: together the two words look like a folder of a machine
    "/data/@id": "text in quotes",
    "/data/@version = '7'": "text in quotes",
    "${n}/x": "A path goes on",
    "${young} > 1": "stands for the rows of a repeat",
    "concat('a', ${kids} = 2)": "stands for the rows of a repeat",
    "count(${kids}[${kids} > 1])": "stands for the rows of a repeat",
    "${young}[. > 1] > 2": "Put them into count()",
    "count(${kids}[2])": "indexed-repeat()",
    "count(${n})": "add up the rows of a repeat",
    "sum(${n}[. > 1])": "add up the rows of a repeat",
    "sum(1 + 2)": "rows of a repeat",
    "indexed-repeat(${n}, ${kids}, 1)": "rows of a repeat",
    "position(..)": "inside of a repeat",
    "position(${kids})": "position(..)",
    "jr:choice-name(${g}, ${g})": "in quotes",
    "jr:choice-name(${g})": "in quotes",
    "selected(${gs})": "does not take 1 arguments",
    "if(${n}, 1)": "does not take 2 arguments",
    "today(1)": "does not take 1 arguments",
    "format-date(${d}, '%A')": "'%A' means nothing",
    "format-date(${d}, '%')": "'%' means nothing",
    "date('09/09/2026')": "is no day",
    "ends_with('abc', 'c')": "Did you mean 'ends-with'",
    "name(${n})": "not known here",
    "${n} = = 1": "not valid XPath",
    "${n} > 'a": "not valid XPath",
    "(${n}": "not valid XPath",
    "": None,
    "(" * 2000 + "1" + ")" * 2000: "Too many brackets",
}


@pytest.mark.parametrize("expression", list(filter(None, REFUSED)), ids=lambda expression: expression[:40])
def test_what_would_be_silently_false_is_refused_with_what_to_write(expression):
    with pytest.raises(FormError) as refused:
        form(f"calculate | c | | {expression}")
    assert "Question 'c', calculation: " in str(refused.value) and REFUSED[expression] in str(refused.value)
    file = f"{BASE}| | calculate | c | | {expression} |\n{CHOICES}".encode()
    assert any(REFUSED[expression] in str(finding) for finding in proof_file(file, "a.md"))


def test_outside_of_relevant_a_path_is_refused_too():
    rows = (
        "| survey |\n| | type | name | label | {} |\n| | integer | age | Age |\n| | text | q | Q | ../age > int(18) |"
    )
    for column in ("constraint", "required", "default"):
        with pytest.raises(FormError, match=r"\$\{age\}"):
            Form.from_markdown(rows.format(column), name="sample")
    assert "q" in Form.from_markdown(rows.format("relevant"), name="sample").examine({"age": 19}, now=NOW).relevant


def test_a_long_chain_and_deep_conditions_are_computed():
    assert computed(" + ".join(["1"] * 3000)) == "3000"
    assert computed("if(${n} = 1, 1, " * 60 + "2" + ")" * 60) == "2"


def test_a_row_knows_its_number_among_the_rows_with_an_answer():
    rows = form("note | x | X").examine(ANSWERS | {"kids": [{"young": 4}, {}, {"young": 0}]}, now=NOW).answers["kids"]
    assert rows == ({"young": 4, "place": "1"}, {"young": 0, "place": "2"})


def test_a_rule_in_one_repeat_sees_another_as_rows():
    rows = "begin_repeat | b | B |", "calculate | c | | {} |", "text | w | W |", "end_repeat | | |"
    text = f"{BASE}" + "\n".join(f"| | {row} |" for row in rows) + f"\n{CHOICES}"
    made = Form.from_markdown(text.format("sum(${young})"), name="s").examine(ANSWERS | {"b": [{"w": "x"}]}, now=NOW)
    assert made.answers["b"] == ({"c": "5", "w": "x"},)
    with pytest.raises(FormError, match="stands for the rows"):
        Form.from_markdown(text.format("${young} + 1"), name="s")


@pytest.mark.parametrize("written", ["once(now())", "if(. = '', now(), .)", "once(if(${n} > 1, ${n}, ''))"])
def test_a_value_that_is_taken_once_stays(written):
    made = form(f"calculate | c | | {written}")
    first = made.examine(ANSWERS, now=NOW)
    later = first.fix(ANSWERS) | {"n": 99}
    again = made.examine(later, now=NOW + timedelta(hours=1))
    assert again.answers["c"] == first.answers["c"] == first.fixed["c"]
    assert made.examine({}, now=NOW).fixed == ({} if "${n}" in written else {"c": "2026-11-28T12:00:00.000+03:00"})


def test_a_value_that_is_taken_once_stays_in_a_row():
    text = "| survey |\n| | type | name | label | calculation |\n| | begin_repeat | r | R |\n| | text | w | W |\n"
    made = Form.from_markdown(text + "| | calculate | at | | once(now()) |\n| | end_repeat |", name="r")
    begun = made.examine({"r": [{"w": "x"}]}, now=NOW).fix({"r": [{"w": "x"}]})
    later = made.examine({"r": [*begun["r"], {"w": "y"}]}, now=NOW + timedelta(hours=1)).answers["r"]
    assert [row["at"] for row in later] == ["2026-11-28T12:00:00.000+03:00", "2026-11-28T13:00:00.000+03:00"]


def test_an_old_form_of_the_record_is_read_without_an_expression_that_is_refused_now():
    kept = (
        "| survey |\n| | type | name | label | relevant | calculation |\n| | integer | age | Age |\n"
        "| | note | n | Advice | age > 18 |\n| | calculate | c | | | ../age + 1 |\n"
        "| | begin_repeat | r | R | ${age} > 3 |\n| | text | w | W | /data/age > 3 |\n| | end_repeat |\n"
    )
    with pytest.raises(FormError):
        Form.from_markdown(kept, name="old")
    old = Form.from_record(kept, name="old", version="1")
    assert [question.name for question in old.all_questions] == ["age", "n", "c", "r", "w"]
    assert old.examine({"age": 20}, now=NOW).relevant == {"age", "c", "r"}
