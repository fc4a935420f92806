"""A file of the template through the actions: planned in a child process, taken whole or not at all, audited, repeatable."""

import pytest

from dashboard.actions.administration import audit
from dashboard.actions.supervisor import imports
from dashboard.actions.work import cases
from dashboard.errors import ImportRefused, NotAllowed
from dashboard.interchange.mapping import shipped
from tests.interchange.filled_template import filled_csv

TEMPLATE = shipped()["template"].to_toml()


def plan(context, who, content: bytes):
    return imports.plan(context, who, "t.csv", content, TEMPLATE)


def test_a_file_comes_in_once_however_often_it_is_imported(context, person):
    sara, admin = person("supervisor", "A01"), person("administrator")
    first = plan(context, sara, filled_csv())
    assert first.report.counts["new"] == 1 and cases.list_cases(context, sara).total == 0
    assert imports.commit(context, sara, first.id).new == 1
    again = plan(context, sara, filled_csv())
    assert (again.report.counts["new"], again.report.counts["same"]) == (0, 1)
    assert imports.commit(context, sara, again.id).new == 0
    found = cases.list_cases(context, sara)
    assert found.total == 1 and found.cases[0].risk_level == "medium"
    assert "import.commit" in {entry.action for entry in audit.entries(context, admin)}
    assert context.projection.rows("SELECT count(*) FROM core.cases") == [(1,)]


def test_one_bad_row_keeps_the_good_ones_out(context, person):
    sara = person("supervisor", "A01")
    good = filled_csv().decode("utf-8-sig")
    bad = good + good.splitlines()[1].replace("1,IQ-AR", "2,Atlantis") + "\n"
    planned = plan(context, sara, bad.encode())
    assert not planned.report.ok and planned.report.faults[0].column == "governorate"
    with pytest.raises(ImportRefused, match="Nothing came in"):
        imports.commit(context, sara, planned.id)
    assert cases.list_cases(context, sara).total == 0


def test_a_case_manager_may_not_import(context, person):
    with pytest.raises(NotAllowed):
        plan(context, person("case_manager", "A01"), filled_csv())


def test_an_agency_that_is_no_member_is_named(context):
    with pytest.raises(ImportRefused, match="'A77'"):
        imports.known_agency(context, "A77")


def test_what_a_mapping_calls_its_kind_is_written_nowhere_unless_we_know_it(context, person):
    """It could be a name, and the audit keeps it for good."""
    sara, mapping = person("supervisor", "A01"), TEMPLATE.replace('kind = "template"', 'kind = "Zainab Hassan"')
    assert mapping != TEMPLATE
    assert imports.plan(context, sara, "t.csv", filled_csv(), mapping).mapping == "own"
    assert "Zainab" not in repr(audit.entries(context, person("administrator")))
