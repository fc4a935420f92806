"""The first releases of a real task force: an empty workspace, three agencies, two years that they bring with them."""

import random
import tomllib
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from dashboard.access import operator
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.actions.taskforce import answering, releases, reporting
from dashboard.errors import ReleaseError
from dashboard.records import bulk
from dashboard.registry import Registry
from dashboard.release import Period, Releases
from ovtf_demo.inventing import Inventor
from ovtf_demo.people import Staff
from tests.conftest import ADMIN, add_person, with_settings

NOW = datetime(2031, 2, 1, 9, tzinfo=UTC)
AGENCIES = ("B01", "B02", "B03")
QUARTERS = [f"{year}-Q{n}" for year in (2029, 2030) for n in (1, 2, 3, 4)]
SETTINGS = {"menu": "small", "expected": 160}


@pytest.fixture
def empty(workspace, plugins):
    """A workspace in which there is nobody yet."""
    opened = Context.open(workspace, registry=Registry(plugins))
    yield opened
    opened.close()


@pytest.fixture
def task_force(empty):
    """Three agencies that joined today, each with two years of cases."""
    context = empty
    context.now = lambda: NOW
    with_settings(context, release=SETTINGS)
    leads = {}
    for code in AGENCIES:
        people.add_agency(context, ADMIN, code=code, name=f"Agency {code}")
        people.declare_places(context, ADMIN, code, ["IQ-AR", "IQ-BG", "IQ-SU"])
        leads[code] = add_person(context, "supervisor", code)
    _bring(context, leads)
    return context, leads


def _bring(context, leads):
    weights = tomllib.loads((files("ovtf_data") / "demo.toml").read_text("utf-8"))
    staff = [Staff(code, 1.0, ("IQ-AR", "IQ-BG", "IQ-SU"), [lead.person_id]) for code, lead in leads.items()]
    rng = random.Random(5)
    inventor = Inventor(rng, weights, staff, NOW)
    spans = [Period.parse(quarter) for quarter in QUARTERS for _n in range(200)]
    opened = [span.start + (span.end - span.start) * rng.uniform(0.02, 0.95) for span in spans]
    places = rng.choices(["IQ-AR", "IQ-BG", "IQ-SU"], k=len(opened))
    with context.records.write() as tx:
        bulk.add_cases(tx, [inventor.case(at.astimezone(UTC), place) for at, place in zip(opened, places, strict=True)])


def test_eight_quarters_and_two_years_from_an_empty_workspace(task_force):
    context, leads = task_force
    with pytest.raises(ReleaseError, match="No agency was expected to report for 2029-Q1"):
        releases.build(context, operator(), "2029-Q1")
    for lead in leads.values():
        answering.declare(context, lead, "2029-Q1")
        for quarter in reversed(reporting.quarters(context, lead)):
            reporting.confirm(context, lead, quarter.label, backlog=quarter.label == "2030-Q4")
    built = [
        releases.build(context, operator(), period).outcome
        for year in ("2029", "2030")
        for period in (*(f"{year}-Q{n}" for n in (1, 2, 3, 4)), f"{year}-Y")
    ]
    assert built == ["published"] * 10
    published = releases.open_releases(context, add_person(context, "coordinator"))
    assert set(published.periods()) == {*QUARTERS, "2029-Y", "2030-Y"}
    assert {report.state for period in published.periods() for report in published.reports(period)} == {"on_time"}
    for period in published.periods():
        assert [report.code for report in published.reports(period)] == list(AGENCIES)
    assert [report.backlog for report in published.reports("2030-Q4")] == [True] * 3
    for quarter in QUARTERS:
        (total,) = published.table(quarter, "total").cells.values()
        assert total and 100 <= total <= 200, "some are without consent, or were reported elsewhere first"
    assert releases.verify(context, operator()) == []
    assert Releases(context.workspace.releases).newest() is not None
