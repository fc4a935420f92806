"""Figures can be read in both themes and directions, and hide what is hidden."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.codes import governorate_outlines
from dashboard.ui.charts import Line, Look, bars, heat, steps
from dashboard.ui.outline_chart import Place, outline_map
from dashboard.ui.tile_chart import Band, Tile, tile_map
from dashboard.ui.trend_chart import Axis, Banded, lines

LESS = "fewer than 10"
THEMES = ("light", "dark")
GROUND = {"light": "#FCFCFB", "dark": "#0F1A19"}


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES)
def test_all_text_has_enough_contrast(theme) -> None:
    look = Look(theme=theme)
    pairs = [*look.ramp, (look.ink, GROUND[theme]), (look.faint, GROUND[theme])]
    assert min(contrast(one, other) for one, other in pairs) >= 4.5


def test_hidden_bars_all_look_alike_whatever_the_others_are() -> None:
    for items in ([("a", 500), ("b", None), ("c", None)], [("a", 10), ("b", None), ("c", None)]):
        hidden = bars(items, LESS, Look()).data[1]
        assert list(hidden.x) == [0.02, 0.02] and list(hidden.text) == [LESS, LESS]
        assert hidden.marker.pattern.shape == "/"


def test_a_chart_of_nothing_but_hidden_numbers_still_draws() -> None:
    assert bars([("a", None)], LESS, Look()).data[1].text == (LESS,)
    assert heat(["r"], ["c"], [[None]], LESS, Look()).layout.annotations[0].text == "fewer than<br>10"
    assert steps(["2026 Q3"], [Line("High", (None,), "high")], Look()).data[0].y == (None,)


def test_lines_differ_in_dash_and_symbol_too_and_do_not_bridge_gaps() -> None:
    lines = [Line(mark, (10, None, 20), mark) for mark in ("high", "medium", "normal", "other")]
    traces = steps(["2026 Q1", "2026 Q2", "2026 Q3"], lines, Look()).data
    assert len({trace.line.dash for trace in traces}) == len({trace.marker.symbol for trace in traces}) == 4
    assert not any(trace.connectgaps for trace in traces)


def test_the_map_is_the_same_in_both_directions_and_hatches_what_is_hidden() -> None:
    tiles = [Tile("Erbil", 0, 0, 40), Tile("Halabja", 0, 1, None)]
    bands = [Band("10 to 20", 10), Band("25 or more", 25)]
    left, right = (tile_map(tiles, bands, LESS, Look(direction=way)).to_json() for way in ("ltr", "rtl"))
    assert left == right
    hatched = [trace for trace in json.loads(left)["data"] if "fillpattern" in trace]
    assert len(hatched) == 1 and LESS in left


@pytest.mark.parametrize("theme", THEMES)
def test_grounds_are_clear_so_that_the_page_shows_through(theme) -> None:
    layout = heat(["r"], ["c"], [[20]], LESS, Look(theme=theme)).layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"


def test_what_stands_at_the_foot_of_a_sheet_of_paper_cannot_leave_its_quotes() -> None:
    app = AppTest.from_function(foot).run()
    body = next(each.proto.body for each in app.get("html"))
    said = body.split('content: "')[1].split('"; font')[0]
    assert said.startswith("Release ") and not set('"<>;{}') & set(said) and "\\3c " in said


def foot() -> None:
    from dashboard.ui.printing import on_paper

    on_paper('Release "} </style><script>')


def _line(label: str, *values: int | None) -> Banded:
    return Banded(label, values, values, values, tuple(map(str, values)))


def test_the_key_names_no_line_that_is_not_there() -> None:
    figure = lines(Axis(("2026 Q1", "2026 Q2")), [_line("drawn", 20, 25), _line("hidden", None, None)], Look())
    assert [trace.name for trace in figure.data if trace.meta != "band"] == ["drawn"] and figure.layout.showlegend


def test_a_heat_table_of_one_row_has_room_for_long_headings() -> None:
    short, long = (
        heat(["Federal Iraq"], [heading, "b"], [[40, 50]], LESS, Look()).layout.height
        for heading in ("a", "Mental health and psychosocial support")
    )
    assert long >= short + 2 * 16


def test_the_map_names_a_place_only_where_the_name_stays_inside_its_borders() -> None:
    outlines = governorate_outlines()
    wide, narrow = outlines["IQ-AN"], outlines["IQ-SU"]
    figure = outline_map(
        [Place("Anbar", wide, 25), Place("Sulaymaniyah", narrow, 90)], [Band("all", 0)], LESS, "-", Look()
    )
    said = [annotation.text for annotation in figure.layout.annotations]
    assert "Anbar" in said[0] and said[1] == "<b>90</b>"
    assert "Sulaymaniyah: 90" in figure.data[-1].hovertext
