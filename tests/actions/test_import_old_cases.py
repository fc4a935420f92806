"""Old and closed cases of another system: in which quarter they count, and that nobody calls them late."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

import pytest

from dashboard.access import operator
from dashboard.actions.administration import people
from dashboard.actions.supervisor import imports
from dashboard.actions.taskforce import answering, releases, reporting
from dashboard.projection.derive import quarter
from dashboard.records import cases as store
from dashboard.records import releases as steps
from dashboard.records.releases import ReleaseStep
from tests.actions.planned import planned, row
from tests.casework.recorded import due, record
from tests.conftest import ADMIN, add_person, with_settings

OLD = date(2025, 3, 3)
CLOSED = {"status": "closed", "closed_on": date(2025, 6, 1), "closure_reasons": ("needs_met",)}


def high(day=OLD):
    return {"risk": ({"level": "high", "day": day},)}


def sent(day):
    return {
        "referral": (
            {
                "service_type": "mhpss_specialised",
                "consent_basis": "consented",
                "urgency": "1_day",
                "sent_on": day,
                "status": "sent",
            },
        )
    }


def actions(context):
    """Return what the figures know of time in the one case: its action as a release counts it, when it was due, in time."""
    context.refresh()
    sql = (files("dashboard.release") / "sql" / "timeliness.sql").read_text("utf-8")
    (of_case,) = context.projection.rows(sql)
    (columns,) = context.projection.rows("SELECT due_at IS NOT NULL, in_time FROM core.cases")
    return of_case[1], *columns


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (high(), ("none", False, None)),
        (high() | sent(OLD), ("in_time", True, True)),
        (high() | sent(OLD + timedelta(days=1)), ("in_time", True, True)),
        (high() | sent(OLD + timedelta(days=9)), ("late", True, False)),
        ({"risk": ({"level": "high"},)} | sent(OLD), ("none", False, None)),
    ],
)
def test_an_old_closed_case_is_in_time_or_late_only_where_the_source_says_when_somebody_acted(
    context, sara, entries, expected
):
    batch = planned(context, sara, [row(2, entries, report_date=OLD, opened_on=OLD, **CLOSED)])
    assert imports.planned(context, sara, batch).report.clocks == 0
    imports.commit(context, sara, batch)
    assert actions(context) == expected


def test_an_open_case_at_high_risk_starts_its_clock_when_it_comes_in(context, sara):
    batch = planned(context, sara, [row(2, high(), report_date=OLD, opened_on=OLD)])
    assert imports.planned(context, sara, batch).report.clocks == 1
    imports.commit(context, sara, batch)
    with context.records.read() as tx:
        (case,) = store.every(tx)
    assert case.opened_at.date() == OLD
    assert timedelta(hours=23) < case.due_at - context.now() <= timedelta(hours=24)


def test_a_closed_case_that_is_opened_again_asks_for_its_risk(context, sara):
    imports.commit(context, sara, planned(context, sara, [row(2, high(), report_date=OLD, opened_on=OLD, **CLOSED)]))
    with context.records.read() as tx:
        (case,) = store.every(tx)
    assert "assess_risk" in due(replace(case, status="open"), record())


def by_quarter(context):
    """Return how many cases count in which quarter, as figures and releases read it."""
    context.refresh()
    return dict(context.projection.rows("SELECT quarter, count(*) FROM core.cases GROUP BY 1"))


def days(year):
    return [date(year, month, day) for month in range(1, 13) for day in (1, 15, 28)]


def test_the_plan_the_figures_and_a_release_say_the_same_of_two_imported_years(context, sara):
    with_settings(context, release={"menu": "small", "expected": 160})
    leads = [sara, add_person(context, "supervisor", "A02")]
    for code in ("A01", "A02"):
        people.declare_places(context, ADMIN, code, ["IQ-AR"])
    opened = 14 * (days(2024) + days(2025))
    rows = [row(n, None, report_date=day, opened_on=day) for n, day in enumerate(opened, start=2)]
    batch = planned(context, sara, rows)
    told = {registered: cases for registered, cases, _late in imports.planned(context, sara, batch).report.quarters}
    assert set(told.values()) == {126} and len(told) == 8
    imports.commit(context, sara, batch)
    assert by_quarter(context) == told
    for lead in leads:
        answering.declare(context, lead, "2024-Q1")
        for each in reversed(reporting.quarters(context, lead)):
            reporting.confirm(context, lead, each.label)
    assert releases.build(context, operator(), "2024-Q1").outcome == "published"
    published = releases.open_releases(context, add_person(context, "coordinator"))
    (total,) = published.table("2024-Q1", "total").cells.values()
    assert total and abs(total - 126) < 60
    again = [row(n, None, report_date=day, opened_on=day) for n, day in enumerate(days(2024), start=5000)]
    batch = planned(context, sara, again)
    quarters = imports.planned(context, sara, batch).report.quarters
    assert [each for each in quarters if each[2]] == [("2024-Q1", 9, True)]
    imports.commit(context, sara, batch)
    now = quarter(context.now())
    added = Counter(now if is_late else registered for registered, cases, is_late in quarters for _n in range(cases))
    assert by_quarter(context) == dict(Counter(told) + added)


def test_a_quarter_that_is_released_after_the_plan_makes_its_cases_late(context, sara):
    batch = planned(context, sara, [row(2, report_date=OLD, opened_on=OLD)])
    with context.records.write() as tx:
        steps.append(
            tx,
            ReleaseStep(
                build="b",
                step="begun",
                period="2025-Q1",
                revision=0,
                quarters=("2025-Q1",),
                mu=1.0,
                at=context.now(),
                by="p",
            ),
        )
    imports.commit(context, sara, batch)
    assert by_quarter(context) == {quarter(context.now()): 1}
