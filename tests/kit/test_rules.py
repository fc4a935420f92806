"""Each rule finds the mistake that was made, and nothing in a plugin without one."""

import inspect
import re
from dataclasses import replace
from itertools import product

import duckdb
import pytest

from dashboard.codes import names
from ovtf_kit.checking import check
from ovtf_kit.finding import Finding
from ovtf_kit.names import Names
from ovtf_kit.rules import RULES, Rule
from tests.kit.breaking import MUTATORS


def test_a_good_plugin_keeps_every_rule(good):
    report = check(good)
    assert report.findings == () and report.left_out == () and report.asked == len(RULES) >= 20


@pytest.mark.parametrize("mutate", MUTATORS, ids=lambda mutate: mutate.__name__)
def test_a_mistake_is_found_and_explained(mutate, copy, in_its_workspace, capsys):
    mutate(copy)
    with copy.opened() as subject:
        report = check(in_its_workspace(subject), only=[MUTATORS[mutate]])
    found = report.findings
    assert {each.rule for each in found} == {MUTATORS[mutate]}, found
    assert any(_is(mutate, each.found) for each in found), found
    assert all(each.where and each.expected and each.todo for each in found)
    assert "Traceback" not in capsys.readouterr().out


def _is(mutate, found: str) -> bool:
    wanted = " ".join((inspect.getdoc(mutate) or "").split())
    pattern = re.escape(wanted).replace(re.escape("..."), ".*")
    return re.fullmatch(pattern, " ".join(found.split())) is not None


def test_every_rule_has_a_mistake_that_breaks_it_and_a_sentence():
    assert set(RULES) - set(MUTATORS.values()) == {"release_survives"}  # it has a test of its own below
    assert all(each.sentence.endswith(".") or each.sentence.endswith(":") for each in RULES.values())


def test_mistakes_of_several_kinds_come_together(copy):
    copy.change("__init__.py", "    return Service.read_all(__name__)", "    return 5")
    copy.change("__init__.py", "def check_answers", "def check_answer")
    copy.change("forms/stay.md", "| integer | nights |", "| image | nights |")
    copy.write("forms/other.md", "| survey |\n| | type | name | label |\n| | geopoint | where | Where? |\n")
    with copy.opened() as subject:
        report = check(subject)
    assert [each.rule for each in report.findings if each.level == "error"].count("forms_convert") == 2
    assert {"loads", "hooks_known", "forms_convert"} <= {each.rule for each in report.findings}
    assert "sql_runs" in report.left_out and "wait until it loads" in str(report)


def test_a_rule_that_stops_is_a_finding_and_hides_no_other(good):
    def stops(_subject):
        yield Finding(where="a", found="b", expected="c", todo="d")
        raise KeyError("x")

    (found,) = Rule("stops", "It stops.", stops, False).findings(good)
    assert found.rule == "stops" and "KeyError" in found.found


@pytest.mark.parametrize("declared", [False, True])
def test_an_exact_number_in_a_release_is_found_by_the_attacker(good, in_its_workspace, declared):
    subject = in_its_workspace(good)
    path = subject.workspace.declared[1] if declared else subject.workspace.release
    where = f"reportable AND quarter LIKE '{subject.workspace.period[:4]}%'"
    sql = f"SELECT governorate, risk_level, count(*) FROM core.cases WHERE {where} GROUP BY ALL"
    true = {row[:2]: row[2] for row in subject.workspace.cases.rows(sql)}
    with duckdb.connect(str(path)) as file:
        for cell in product(names("governorate"), names("risk_level")):
            one = "tab = 'governorate_by_risk_level' AND d1 = ? AND d2 = ?"
            file.execute(f"UPDATE cube SET shown = ? WHERE {one}", [true.get(cell, 0), *cell])
    found = check(subject, only=["release_survives"]).findings
    assert found and all(each.found.startswith("proved: ") for each in found)


def test_a_finding_is_one_block_that_says_what_was_found_expected_and_to_do():
    text = str(Finding(where="here", found="this", expected="that", todo="change it", rule="loads"))
    assert [line.split(":")[0].strip() for line in text.splitlines()] == [
        "error loads",
        "found",
        "expected",
        "do",
        "more",
    ]
    assert text.endswith("docs/plugins/rules.md#loads")


def test_a_snapshot_is_read_as_it_was_written_and_never_loses_a_name(good):
    declared = Names.of(good.plugin)
    assert Names.parse(declared.write("shelter")) == declared
    fewer = Names.of(replace(good.plugin, views=()))
    assert fewer.joined(declared) == declared.joined(fewer) == declared != fewer
