"""ovtf import commit, drop and list: a plan on the command line."""

import pytest

from tests.actions.planned import planned, row
from tests.commands import ovtf


@pytest.fixture
def made(context, person):
    """Two plans of an agency, and where its workspace is."""
    sara = person("supervisor", "A01")
    amal = person("case_manager", "A01")
    plans = [planned(context, sara, map(row, rows)) for rows in (range(2, 5), range(5, 7))]
    context.records.close()
    return plans, amal, ("-w", str(context.workspace.path))


def test_a_plan_is_listed_taken_and_the_other_dropped(made):
    (first, second), amal, at = made
    assert ovtf("import", "list", "--agency", "A01", *at).stdout.count("planned  new ") == 2
    said = ovtf("import", "commit", first, "--agency", "A01", "--case-manager", amal.username, *at).stdout
    assert said.startswith("3 cases came in, 0 were corrected")
    assert "dropped" in ovtf("import", "drop", second, "--agency", "A01", *at).stdout
    assert "taken already" in ovtf("import", "commit", first, "--agency", "A01", *at, code=1).stderr


def test_who_does_not_work_here_gets_no_cases_and_another_agency_finds_no_plan(made):
    (first, _second), _amal, at = made
    said = ovtf("import", "commit", first, "--agency", "A01", "--case-manager", "nobody", *at, code=1).stderr
    assert "Nobody who works for this agency" in said
    assert "no plan of this id" in ovtf("import", "commit", first, "--agency", "A02", *at, code=1).stderr
