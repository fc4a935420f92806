"""Agency figures: charts, periods, one day by which all figures count, each area's figures under the area."""

import re
from datetime import date

import pytest

from dashboard.actions.supervisor import figures
from dashboard.i18n import BAGHDAD
from dashboard.ui.chart_parts import Look
from dashboard.ui.count_charts import drawn
from tests.ui.conftest import texts

LONG_AGO = {"report_date": "2024-03-01"}


@pytest.fixture
def amal(person):
    return person("case_manager", "A01")


@pytest.fixture
def sara(person):
    return person("supervisor", "A01")


def totals(page) -> list[int]:
    return [int(n) for n in re.findall(r"\*\* · (\d+) cases", texts(page))]


def test_the_box_and_every_figure_under_it_count_the_same_cases(show, amal, sara, open_case):
    for answers in (LONG_AGO, LONG_AGO, LONG_AGO, LONG_AGO, {}, {}, {}):
        open_case(amal, **answers)
    page = show("figures", sara)
    page.selectbox(key="figures.period").set_value("quarter").run()
    for day, counted in (("opening", 7), ("report", 3)):
        page.selectbox(key="figures.day").set_value(day).run()
        said = texts(page)
        assert f"{counted} of {counted} cases are counted." in said
        assert totals(page) and max(totals(page)) <= counted  # it said 3 of 3, and 7 under it
        assert "as things stand now" not in said
    page.selectbox(key="figures.day").set_value("own").run()
    assert "All your cases: 7 of 7 cases are counted." in texts(page)
    assert "each figure counts by the day that stands under it" in texts(page)


@pytest.mark.parametrize(
    ("kind", "key", "value", "wanted"),
    [
        ("quarter", "figures.quarter", (2024, 1), "1 Jan 2024 to 31 Mar 2024"),
        ("year", "figures.year", 2024, "1 Jan 2024 to 31 Dec 2024"),
    ],
)
def test_any_quarter_and_any_year_can_be_chosen(show, amal, sara, open_case, kind, key, value, wanted):
    open_case(amal, **LONG_AGO)
    page = show("figures", sara)
    page.selectbox(key="figures.period").set_value(kind).run()
    page.selectbox(key=key).set_value(value).run()
    page.selectbox(key="figures.day").set_value("report").run()
    assert wanted in texts(page) and "1 of 1 case is counted." in texts(page)


def test_days_the_wrong_way_round_are_turned_and_said(show, amal, sara, open_case, context):
    open_case(amal)
    today = context.now().astimezone(BAGHDAD).date()
    page = show("figures", sara)
    page.selectbox(key="figures.period").set_value("days").run()
    page.date_input(key="figures.since").set_value(today).run()
    page.date_input(key="figures.until").set_value(date(2024, 1, 1)).run()
    assert "other way round" in page.warning[0].value and "1 of 1 case is counted." in texts(page)


def test_a_chart_stands_beside_the_table_of_the_same_numbers(show, amal, sara, open_case):
    open_case(amal)
    page = show("figures", sara)
    charts, tables = page.get("plotly_chart"), [each.proto.body for each in page.get("html")]
    assert len(charts) >= 3 and len(tables) >= len(charts)
    assert all(chart.proto.alt for chart in charts)
    assert any("New cases by quarter" in table and "<td>1</td>" in table for table in tables)


def test_each_areas_figures_stand_under_their_area_and_nowhere_else(show, sara, context):
    page = show("figures", sara)
    options = page.selectbox(key="figures.group").options
    assert {"Safety", "Mental health", "Digital", "Legal"} <= set(options)
    letters, areas = figures.figure_topics(context)
    for letter in letters:
        found = figures.agency_figures(context, sara, area="core", group=letter)
        assert [each.area.name for each in found] == ["core"] and (
            found[0].figures or found[0].shares or found[0].times
        )
    for declared in areas:
        (found,) = figures.agency_figures(context, sara, area=declared.area.name)
        counted = [*found.figures, *found.shares, *found.times]
        assert len(counted) == len(declared.figures) and not found.problems


COUNTS = {("a", "x"): 3, ("a", "y"): 1, ("b", "x"): 2}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("chart", ["bar", "stacked", "line", "heat"])
def test_every_kind_of_chart_is_drawn_in_both_directions(chart, direction):
    figure = drawn(chart, ["a", "b"], ["x", "y"], COUNTS, Look(direction=direction))
    assert figure is not None and figure.layout.yaxis.side == ("right" if direction == "rtl" else "left")
    one = drawn(chart, ["a", "b"], [""], {("a", ""): 4, ("b", ""): 2}, Look(direction=direction))
    assert one is not None and len(one.data) >= 1


def test_parts_of_a_stacked_bar_differ_in_colour_or_pattern_and_a_table_has_no_chart():
    columns = [f"c{n}" for n in range(9)]
    figure = drawn("stacked", ["a"], columns, {("a", column): 1 for column in columns}, Look())
    looks = {(trace.marker.color, trace.marker.pattern.shape) for trace in figure.data}
    assert len(looks) == len(columns)
    assert drawn("table", ["a"], [""], {("a", ""): 1}, Look()) is None
