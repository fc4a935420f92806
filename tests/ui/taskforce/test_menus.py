"""Every page with a year of the yearly menu, a short quarter and a quarter of the old menu; and what narrows or not."""

import json
from pathlib import Path

import pytest

from dashboard.records import Records
from dashboard.release import Releases, Unrecorded, build
from dashboard.release.compared import along
from dashboard.release.signals import judged
from dashboard.release.silence import uncovered
from dashboard.ui.taskforce.topics import counted_elsewhere
from tests.release.conftest import FULL, NOW, CaseStore, invent
from tests.release.needs import old_menu, with_year
from tests.ui.taskforce.conftest import EVERY, address, texts


@pytest.fixture(scope="module")
def new(tmp_path_factory) -> Path:
    return with_year(tmp_path_factory.mktemp("new"))


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> Path:
    return old_menu(tmp_path_factory.mktemp("old"))


@pytest.fixture(scope="module")
def grown(tmp_path_factory) -> Path:
    """A quarter in which everything tripled in a year."""
    folder = tmp_path_factory.mktemp("grown")
    source = CaseStore(Records.open(f"sqlite:///{folder / 'records.db'}"), [])
    for quarter, count in (("2025-Q3", 300), ("2026-Q3", 900)):
        source.add(invent(quarter, count))
        build(source, folder / "r.duckdb", quarter, journal=Unrecorded(), now=NOW, delay_days=14, policy=FULL)
    return folder / "r.duckdb"


@pytest.mark.parametrize("page", EVERY)
def test_every_page_draws_with_every_menu(draw, new, old, page) -> None:
    for path, period in ((new, "2025-Y"), (new, "2025-Q4"), (old, Releases(old).newest())):
        app = draw(page, path=path, period=period)
        assert address(app)["period"] == period and not app.error


def test_the_first_page_of_a_year_has_its_total_and_the_address_takes_what_the_page_writes(draw, new) -> None:
    app = draw("overview", path=new, period="2025")
    assert address(app)["period"] == "2025-Y" and not app.toast
    assert [card.label for card in app.metric] == ["New cases"]


def test_what_a_year_does_not_count_is_said_with_the_way_to_it(draw, new) -> None:
    releases = Releases(new)
    yearly = counted_elsewhere(releases, "2025-Q4", lambda table: table.name == "missing_service")
    assert "once a year" in yearly
    assert "no such table" in counted_elsewhere(releases, "2025-Q4", lambda _table: False)
    places = texts(draw("places", path=new, period="2025-Y"))
    assert "This is counted each quarter" in places and "COD-AB" not in places
    assert "Choose another period" in texts(draw("compare", path=new, period="2025-Y"))
    assert not draw("compare", path=new, period="2025-Y", compare="places").error


def test_what_moved_with_the_total_is_named_and_is_what_compare_calls_clear(draw, grown) -> None:
    said, releases = texts(draw("overview", path=grown)), Releases(grown)
    assert "Nothing else rose or fell" not in said and "Moved with the total in a year:" in said
    before, signals = along(releases, "2026-Q3", ["violence_group", "governorate", "total"])
    assert before == "2025-Q3" and signals and all(signal.codes for signal in signals)
    for signal in signals:
        earlier = releases.table(before, signal.table.name)
        assert judged(signal.table, earlier[signal.codes], signal.table[signal.codes], earlier) == "rise"


def test_without_a_clear_total_nothing_moved_with_it(published) -> None:
    assert along(Releases(published), "2026-Q3", ["total", "governorate"]) == ("", ())


@pytest.mark.parametrize("page", ["overview", "places", "timeliness", "gaps"])
@pytest.mark.parametrize("only", ["governorate:IQ-BG", "violence_group:sexual_extortion"])
def test_a_narrowed_page_shows_nothing_twice_and_says_what_is_not_narrowed(draw, page, only) -> None:
    app = draw(page, only=only)
    titles = [heading.value for heading in app.subheader]
    assert len(titles) == len(set(titles))
    assert "this release has no such table" not in texts(app)
    assert ("Of all cases, not narrowed:" in texts(app)) == (page in ("overview", "timeliness"))


def test_a_narrowed_line_keeps_its_range(draw) -> None:
    said = texts(draw("overview", only="governorate:IQ-BG"))
    row = said[said.index("<caption>Cases by governorate of service: Baghdad") :]
    assert "(about " in row[: row.index("</table>")]


def test_a_click_leads_to_the_top_of_the_page(draw) -> None:
    app = draw("timeliness", only="risk_level:high")
    assert "taskforce-top-here" not in str([each.proto.body for each in app.get("html")])
    app.button(key="taskforce.all").click().run()
    assert "taskforce-top-here" in str([each.proto.body for each in app.get("html")])


def test_where_nobody_works_it_is_said_so_on_every_page_and_not_that_there_are_too_few(draw, published) -> None:
    releases = Releases(published)
    hidden = [
        place for place in uncovered(releases, "2026-Q3") if releases.cell("2026-Q3", "governorate", place) is None
    ]
    for page, choices in (
        ("closer", {"by": "governorate"}),
        ("compare", {"table": "governorate", "against": "2026-Q2"}),
        ("places", {}),
    ):
        assert texts(draw(page, **choices)).count("nobody who reported works there") >= len(hidden) > 0
    tiles = json.loads(draw("places").get("plotly_chart")[1].proto.spec)
    assert "." in [trace.get("fillpattern", {}).get("shape") for trace in tiles["data"] if trace.get("fillpattern")]
    assert "nobody who reported works there" in [note["text"] for note in tiles["layout"]["annotations"]]
