"""The first releases of a real task force: an empty workspace, three agencies, two years that they bring with them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import operator
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.actions.supervisor import imports
from dashboard.actions.taskforce import answering, releases, reporting
from dashboard.errors import ReleaseError
from dashboard.interchange.mapping import Online, shipped
from dashboard.registry import Registry
from dashboard.release import Releases, builder
from tests.actions import two_years
from tests.conftest import ADMIN, add_person, with_settings
from tests.ui.taskforce.conftest import script, texts

NOW = datetime(2031, 2, 1, 9, tzinfo=UTC)
AGENCIES = ("B01", "B02", "B03")
QUARTERS = [f"{year}-Q{n}" for year in (2029, 2030) for n in (1, 2, 3, 4)]
SETTINGS = {"menu": "small", "expected": 160}
OF_EACH = 60
"""Cases of each agency in a quarter: with fewer than 100 in all a quarter waits."""
FILES = dict(zip(AGENCIES, (two_years.incident_recorder, two_years.template, two_years.kobo), strict=True))


@pytest.fixture
def empty(workspace, plugins):
    """A workspace in which there is nobody yet."""
    opened = Context.open(workspace, registry=Registry(plugins))
    yield opened
    opened.close()


@pytest.fixture
def task_force(empty):
    """Three agencies that joined today."""
    context = empty
    context.now = lambda: NOW
    with_settings(context, release=SETTINGS)
    leads = {}
    for code in AGENCIES:
        people.add_agency(context, ADMIN, code=code, name=f"Agency {code}")
        people.declare_places(context, ADMIN, code, ["IQ-AR", "IQ-BG", "IQ-SU"])
        leads[code] = add_person(context, "supervisor", code)
    return context, leads


def planned(context, lead, file):
    """Plan a file by its shipped mapping, with the answer that all of its cases happened online."""
    mapping = replace(shipped()[file.mapping], online=Online(every=True))
    return imports.plan(context, lead, file.name, file.content, mapping.to_toml())


def test_eight_quarters_and_two_years_from_an_empty_workspace(task_force, monkeypatch):
    context, leads = task_force
    with pytest.raises(ReleaseError, match="No agency was expected to report for 2029-Q1"):
        releases.build(context, operator(), "2029-Q1")
    may_count = dict.fromkeys(QUARTERS, 0)
    for code, lead in leads.items():
        file = FILES[code](QUARTERS, OF_EACH)
        waiting = planned(context, lead, file)
        assert not waiting.report.faults and waiting.report.clocks == 0, "two years ago is no emergency of today"
        left_out = sum(waiting.report.left_out.values())
        assert [quarter for quarter, _cases, _late in waiting.report.quarters] == QUARTERS
        assert not any(late for _quarter, _cases, late in waiting.report.quarters)
        assert sum(cases for _quarter, cases, _late in waiting.report.quarters) == OF_EACH * 8 - left_out
        done = imports.commit(context, lead, waiting.id)
        assert (done.new, done.changed, done.conflicts) == (OF_EACH * 8 - left_out, 0, 0)
        may_count = {quarter: n + file.counted[quarter] for quarter, n in may_count.items()}
    for lead in leads.values():
        answering.declare(context, lead, "2029-Q1")
        for quarter in reversed(reporting.quarters(context, lead)):
            reporting.confirm(context, lead, quarter.label, backlog=quarter.label == "2030-Q4")
    true = []
    noised = builder.noised
    monkeypatch.setattr(builder, "noised", lambda counts, *more: true.append(counts) or noised(counts, *more))
    periods = [period for year in ("2029", "2030") for period in (*(f"{year}-Q{n}" for n in (1, 2, 3, 4)), f"{year}-Y")]
    assert [releases.build(context, operator(), period).outcome for period in periods] == ["published"] * 10
    counted = {period: counts["total"][()] for period, counts in zip(periods, true, strict=True)}
    assert {quarter: counted[quarter] for quarter in QUARTERS} == may_count, "just what the plans had said, by consent"
    assert counted["2029-Y"] == sum(may_count[f"2029-Q{n}"] for n in (1, 2, 3, 4))
    published = releases.open_releases(context, add_person(context, "coordinator"))
    assert set(published.periods()) == set(periods)
    for period in periods:
        assert [(report.code, report.state) for report in published.reports(period)] == [
            (c, "on_time") for c in AGENCIES
        ]
    assert [report.backlog for report in published.reports("2030-Q4")] == [True] * 3
    for quarter in QUARTERS:
        (total,) = published.table(quarter, "total").cells.values()
        assert total and 100 <= total <= 240
    assert releases.verify(context, operator()) == []
    assert Releases(context.workspace.releases).newest() is not None
    for page, said in (("overview", "2030"), ("reported", "Agency B03")):
        app = AppTest.from_function(script, args=(str(context.workspace.releases), page, "en", {}), default_timeout=60)
        assert said in texts(app.run()) and not app.exception


def test_what_comes_after_its_quarter_was_released_is_late_in_the_plan_and_counts_in_the_quarter_of_the_import(
    task_force,
):
    context, leads = task_force
    lead = leads["B03"]
    imports.commit(context, lead, planned(context, lead, two_years.kobo(["2030-Q4"], OF_EACH)).id)
    answering.declare(context, lead, "2030-Q3")
    reporting.confirm(context, lead, "2030-Q4", backlog=False)
    with_settings(context, release={"menu": "tiny", "expected": 40})
    releases.build(context, operator(), "2030-Q4")
    waiting = planned(context, lead, two_years.template(["2030-Q3", "2030-Q4"], 5))
    assert waiting.report.quarters == (("2030-Q3", 5, False), ("2030-Q4", 5, True))
    imports.commit(context, lead, waiting.id)
    context.refresh()
    rows = context.projection.rows("SELECT quarter, count(*) FROM core.cases GROUP BY 1 ORDER BY 1")
    assert rows == [("2030-Q3", 5), ("2030-Q4", OF_EACH), ("2031-Q1", 5)]
