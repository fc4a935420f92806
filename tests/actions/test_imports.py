"""An import through the actions: all or nothing, audited, repeatable."""

import pytest

from dashboard.actions.administration import audit
from dashboard.actions.supervisor import imports
from dashboard.actions.work import cases
from dashboard.errors import ImportRefused, NotAllowed
from tests.interchange.filled import filled_csv


def test_a_file_comes_in_once_however_often_it_is_imported(context, person):
    sara, admin = person("supervisor", "A01"), person("administrator")
    assert imports.check_file(context, sara, "t.csv", filled_csv()).new == 1
    assert cases.list_cases(context, sara).total == 0
    assert imports.bring_in(context, sara, "t.csv", filled_csv()).new == 1
    again = imports.bring_in(context, sara, "t.csv", filled_csv())
    assert (again.new, again.already_there) == (0, 1)
    found = cases.list_cases(context, sara)
    assert found.total == 1 and found.cases[0].risk_level == "medium"
    assert "import.cases" in {entry.action for entry in audit.entries(context, admin)}
    assert context.projection.rows("SELECT count(*) FROM core.cases") == [(1,)]


def test_one_bad_row_keeps_the_good_ones_out(context, person):
    sara = person("supervisor", "A01")
    good = filled_csv().decode("utf-8-sig")
    bad = good + good.splitlines()[1].replace("1,IQ-AR", "2,Atlantis") + "\n"
    report = imports.bring_in(context, sara, "t.csv", bad.encode())
    assert not report.ok and report.problems[0].column == "governorate"
    assert cases.list_cases(context, sara).total == 0


def test_a_case_manager_may_not_import(context, person):
    with pytest.raises(NotAllowed):
        imports.bring_in(context, person("case_manager", "A01"), "t.csv", filled_csv())


def test_an_agency_that_is_no_member_is_named(context):
    with pytest.raises(ImportRefused, match="'A77'"):
        imports.known_agency(context, "A77")
