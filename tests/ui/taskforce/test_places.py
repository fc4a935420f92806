"""Places: a map with three states, and a page that narrows to what the release has a table for."""

import json

import pytest

from dashboard.codes import UNKNOWN, governorate_outlines, places
from dashboard.i18n import use
from dashboard.release import Releases
from dashboard.release.silence import uncovered
from dashboard.ui.charts import Look
from dashboard.ui.taskforce import panels
from tests.ui.taskforce.conftest import address, texts
from tests.ui.taskforce.test_wire import allowed, numbers, sent


@pytest.fixture
def releases(published) -> Releases:
    use("en")
    return Releases(published)


def figure_of(releases: Releases, direction: str = "ltr") -> dict:
    return json.loads(panels.country(releases, "2026-Q3").draw(Look(direction=direction)).to_json())


def test_each_governorate_has_a_closed_outline() -> None:
    outlines = governorate_outlines()
    assert set(outlines) == set(places())
    assert all(outline[0] == outline[-1] and len(outline) > 20 for outline in outlines.values())


def test_the_map_is_lines_only_because_plotlys_own_maps_fetch_the_world_from_a_server(releases) -> None:
    figure = figure_of(releases)
    assert {trace["type"] for trace in figure["data"]} == {"scatter"}
    assert not any(name.startswith(("geo", "map")) for name in figure["layout"])


def test_the_map_is_never_mirrored(releases) -> None:
    left, right = figure_of(releases), figure_of(releases, "rtl")
    assert left["data"] == right["data"]
    assert left["layout"]["xaxis"]["range"] == right["layout"]["xaxis"]["range"]


def test_number_too_few_and_nobody_there_differ_in_pattern_and_word_not_in_colour_alone(releases) -> None:
    hidden = [trace for trace in figure_of(releases)["data"] if "fillpattern" in trace]
    assert [trace["fillpattern"]["shape"] for trace in hidden] == ["/", "."]
    few, nobody = (trace["name"] for trace in hidden)
    assert few.startswith("too few to show") and nobody == "nobody who reported works there"
    assert all(trace["fillcolor"] == "rgba(0,0,0,0)" for trace in hidden)


def test_a_tooltip_says_the_shown_number_or_why_there_is_none(releases) -> None:
    told = dict(text.split(": ", 1) for text in figure_of(releases)["data"][-1]["hovertext"])
    table, nowhere = releases.table("2026-Q3", "governorate"), uncovered(releases, "2026-Q3")
    assert "Not known" not in told and panels.country(releases, "2026-Q3").note.startswith("Place not known: ")
    for (code,), number in table.cells.items():
        if code == UNKNOWN:
            continue  # no place of the map: a line beside it
        expected = (
            "nobody who reported works there" if code in nowhere else f"too few to show (probably under {table.under})"
        )
        assert told[panels.short_place(code)] == (str(number) if number is not None else expected)


@pytest.mark.parametrize(("language", "word"), [("en", "Halabja"), ("ar", "حلبجة")])
def test_beside_the_map_stands_where_it_comes_from_and_that_halabja_is_approximate(draw, language, word) -> None:
    said = texts(draw("places", language))
    assert "COD-AB" in said and "CC BY-IGO" in said and word in said


def test_a_page_narrows_to_a_code_where_the_release_has_the_table_and_the_address_follows(draw, releases) -> None:
    app = draw("overview")
    app.selectbox(key="taskforce.only").set_value("governorate:IQ-BG").run()
    assert not app.exception and address(app)["only"] == "governorate:IQ-BG"
    titles = [heading.value for heading in app.subheader]
    assert "Cases by governorate and type: Baghdad" in titles and "Cases by governorate and risk: Baghdad" in titles
    assert "Not narrowed: this release does not count" in texts(app)
    table = releases.table("2026-Q3", "governorate_by_violence_group")
    chart = next(each for each in app.get("plotly_chart") if "governorate and type: Baghdad" in each.proto.alt)
    figure = json.loads(chart.proto.spec)
    numbers = {int(text) for trace in figure["data"] for text in trace["text"] if text.isdecimal()}
    assert numbers == {number for (place, _type), number in table.cells.items() if place == "IQ-BG" and number}


def test_one_click_leads_back(draw) -> None:
    app = draw("timeliness", only="risk_level:high")
    assert app.selectbox(key="taskforce.only").value == "risk_level:high"
    app.button(key="taskforce.all").click().run()
    assert address(app)["only"] == "all" and not any(": High" in heading.value for heading in app.subheader)


@pytest.mark.parametrize("only", ["governorate:IQ-BG", "governorate:IQ-HA", "violence_group:sexual_extortion"])
def test_every_number_of_a_narrowed_page_is_in_the_file(draw, releases, only) -> None:
    found = set().union(*(numbers(text) for page in ("gaps", "places") for text in sent(draw(page, only=only))))
    assert found and found <= allowed(releases, "2026-Q3")


def test_a_bar_and_a_tile_can_be_clicked_and_a_page_that_does_not_narrow_has_nothing_to_click(draw) -> None:
    def modes(page: str) -> set[int]:
        return {len(each.proto.selection_mode) for each in draw(page).get("plotly_chart")}

    assert 1 in modes("places") and 1 in modes("overview") and modes("compare") == modes("closer") == {0}
