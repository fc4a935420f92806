"""Compare: two periods, or two governorates, with a verdict that noise and chance do not explain."""

import json
from pathlib import Path

import pytest

from dashboard.i18n import use
from dashboard.release import ReleasedTable, Releases
from dashboard.release.library import Library, Version
from dashboard.release.signals import judged
from dashboard.ui.charts import Look
from dashboard.ui.taskforce import narrowed, pairs
from dashboard.ui.taskforce.wording import around
from tests.release.changing import entry_of
from tests.ui.taskforce.conftest import address, texts


@pytest.fixture
def releases(published) -> Releases:
    use("en")
    return Releases(published)


def test_two_periods_stand_side_by_side_with_a_verdict(releases) -> None:
    panel = pairs.periods(releases, "total", "2026-Q2", "2026-Q3")
    before, after = releases.cell("2026-Q2", "total"), releases.cell("2026-Q3", "total")
    assert panel.rows == [("New cases", str(before), str(after), "▲ clearly more")]
    assert panel.head == ("Cases", "2026 Q2", "2026 Q3", "Difference")


def test_two_governorates_stand_side_by_side(releases) -> None:
    panel, table = pairs.places(releases, "governorate_by_risk_level", "2026-Q3", ("IQ-BG", "IQ-HA")), None
    table = releases.table("2026-Q3", "governorate_by_risk_level")
    assert [row[0] for row in panel.rows] == ["High", "Medium", "Normal", "Not assessed"]
    assert panel.rows[0][1] == str(table["IQ-BG", "high"]) and panel.rows[3][2] == "nobody who reported works there"


@pytest.mark.parametrize(
    ("before", "after", "verdict"), [(None, None, None), (100, 105, None), (100, 200, "rise"), (200, None, "fall")]
)
def test_a_verdict_needs_more_than_noise_and_chance(releases, before, after, verdict) -> None:
    assert judged(releases.table("2026-Q3", "violence_group"), before, after) == verdict


def test_the_page_offers_both_ways_and_every_table_that_can_be_compared(draw) -> None:
    app = draw("compare")
    assert len(app.selectbox(key="taskforce.table").options) == 20
    app.radio(key="taskforce.compare").set_value("places").run()
    assert address(app)["compare"] == "places"
    assert app.selectbox(key="taskforce.one").value != app.selectbox(key="taskforce.other").value
    assert address(app)["one"] == app.selectbox(key="taskforce.one").value
    assert "clear" in texts(app) and not app.exception


def test_a_number_that_is_not_shown_is_a_hatched_stub_in_both_columns(draw, published) -> None:
    app = draw("compare", compare="places", crossed="missing_service")
    table = Releases(published).table("2026-Q3", "missing_service")
    traces = json.loads(app.get("plotly_chart")[0].proto.spec)["data"]
    hidden = [trace for trace in traces if trace["marker"].get("pattern")]
    assert len(hidden) == 2 and all(len(set(trace["x"])) <= 1 for trace in hidden)
    assert {text.replace("<br>", " ") for trace in hidden for text in trace["text"]} == {
        f"too few to show (probably under {table.under})"
    }


def test_one_code_is_followed_over_the_periods(releases) -> None:
    panel = narrowed.over_time(releases, "2026-Q3", "governorate", "IQ-BG")
    tables = [releases.table(period, "governorate") for period in ("2026-Q3", "2026-Q2")]
    numbers = [around(table, ("IQ-BG",)) for table in tables]
    assert [row[1] for row in panel.rows] == numbers and panel.title.endswith(": Baghdad")


def test_one_code_is_shown_by_the_other_dimension(releases) -> None:
    panel = narrowed.one_row(releases, "2026-Q3", "missing_service", ("governorate", "IQ-BG"))
    table = releases.table("2026-Q3", "missing_service")
    assert len(panel.rows) == len({codes[1] for codes in table.cells})
    assert {cell.codes[0] for cell in panel.cells()} == {"IQ-BG"}


def test_what_is_clearly_different_is_marked_in_the_chart_and_both_periods_stand_under_the_title(releases) -> None:
    panel = pairs.periods(releases, "violence_group", "2026-Q2", "2026-Q3")
    bars = json.loads(panel.draw(Look()).to_json())["data"]
    drawn = " ".join(text for trace in bars for text in trace["text"])
    clear = [row for row in panel.rows if row[3] != "no clear difference"]
    assert clear and drawn.count("clearly") == len(clear)
    before, after = releases.cell("2026-Q2", "total"), releases.cell("2026-Q3", "total")
    assert f"2026 Q2: {before} in all" in panel.units and f"2026 Q3: {after} in all" in panel.units


def test_places_stand_by_size(releases) -> None:
    panel = pairs.periods(releases, "governorate", "2026-Q2", "2026-Q3")
    shown = [int(row[2]) if row[2].isdecimal() else 0 for row in panel.rows]
    assert shown == sorted(shown, reverse=True)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_two_places_never_have_the_colours_of_two_periods(theme) -> None:
    look = Look(theme=theme)
    assert not set(look.pair("time")) & set(look.pair("place"))


@pytest.mark.parametrize(("number", "verdict"), [(30, "no clear"), (35, "no clear"), (60, "clearly more")])
def test_an_earlier_period_is_judged_and_told_by_its_own_floor_and_noise(number, verdict) -> None:
    """An empty cell of an older table with more noise may have been 14: 35 after it is no clear rise."""
    use("en")
    old = ReleasedTable("kind", ("violence_group",), 15, 5.5, {("image_abuse",): None}, deviation=5.3)
    new = ReleasedTable("kind", ("violence_group",), 10, 4.0, {("image_abuse",): number}, deviation=3.9)
    total = ReleasedTable("total", (), 10, 4.0, {(): 800})
    spans, shapes = ("2026-Q1", "2026-Q2"), {"total": (), "kind": ("violence_group",)}
    versions = {
        (span, 0): Version({"total": total, "kind": table}) for span, table in zip(spans, (old, new), strict=True)
    }
    entries = tuple(entry_of(span, shapes) for span in spans)
    panel = pairs.periods(Releases(Path(), Library(entries, versions)), "kind", *spans)
    ((_label, before, after, said),) = panel.rows
    assert before == f"too few to show (probably under {old.under})" and old.under != new.under
    assert after == str(number) and verdict in said and "below 15" in panel.units and "below 10" in panel.units
    assert f"under {old.under}" in json.dumps(panel.draw(Look()).to_dict(), default=str).replace("<br>", " ")
