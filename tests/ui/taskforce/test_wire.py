"""What a coordinator's browser receives holds no number that is not in the file, whatever she chooses."""

import json
import re
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.release import Releases
from dashboard.release.compared import changes
from dashboard.release.derived import derived
from dashboard.release.gaps import NO_GAP
from dashboard.release.indicators import hidden
from dashboard.release.limits import at_most, limits, spent
from dashboard.release.silence import uncovered
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.download import as_csv, workbook
from dashboard.ui.taskforce.topics import every_table
from tests.release.conftest import FULL
from tests.ui.taskforce.conftest import EVERY, texts

PUBLIC = {10, 14, 15, 20, 24, 48, 18, 25, 90, 19, 49, 50, 95, 100, 12, 35, 45, 60}
"""Floors, hours, ages, bands, days and millimetres of paper: written in the software, whatever the data."""


def numbers(text: str) -> set[int]:
    plain = re.sub(r"[0-9a-f]{12}|20\d\d|Q\d|#[0-9A-Fa-f]{6}|\d+\.\d+|&#?\w+;|<[^>]*>|[A-Z]\d+\b", " ", text)
    return {int(each) for each in re.findall(r"\d+", plain) if int(each) >= 10}


def sent(app: AppTest) -> Iterator[str]:
    yield texts(app)
    yield from (f"{card.label} {card.value} {card.delta} {card.proto.help}" for card in app.metric)
    for chart in app.get("plotly_chart"):
        figure = json.loads(chart.proto.spec)
        yield chart.proto.alt
        yield from (str(note["text"]) for note in figure["layout"].get("annotations", ()))
        for trace in figure["data"]:
            if trace.get("name") or trace["type"] == "bar" or trace.get("meta") == "band":
                # Along an axis of periods a position is no number of cases: its periods are read.
                along = () if figure["layout"]["xaxis"].get("type") == "linear" else ("x",)
                yield " ".join(
                    str(trace.get(part) or "")
                    for part in (*along, "y", "text", "customdata", "hovertext", "hovertemplate", "name")
                )


def allowed(releases: Releases, period: str) -> set[int]:
    """Return every number that may be sent: those of the file, those derived from them, counts of numbers themselves."""
    cells = {
        n
        for each in releases.periods()
        for table in every_table(releases, each)
        for n in table.cells.values()
        if n is not None
    }
    tables = every_table(releases, period)
    compared = changes(releases, period, [table.name for table in tables])
    counted = {len(uncovered(releases, period)), *hidden(releases, period), sum(each.comparisons for each in compared)}
    counted |= {sum(n is not None for n in table.cells.values()) for table in tables}
    for table in tables:
        every = list(table.cells.values())
        services = [n for cell, n in table.cells.items() if not {*cell[-1:]} & {*NO_GAP}]
        counted |= {every.count(None), len(every), services.count(None), len(services), table.under}
    about = releases.about(period)
    known = limits(about.policy, spent(releases.entries, period))  # of the menu, whatever is counted
    counted |= {int(at_most(100 * share)) for share in (known.found, known.twice, *known.guesses)}
    return cells | PUBLIC | derived(releases, period) | counted


@pytest.mark.parametrize("period", ["2026-Q2", "2026-Q3"])
@pytest.mark.parametrize("page", EVERY)
def test_every_number_of_every_page_is_in_the_file(draw, published, page, period) -> None:
    found = set().union(*map(numbers, sent(draw(page, period=period))))
    assert found <= allowed(Releases(published), period)
    assert len(found) > 5 or page in ("reported", "releases") or page.startswith("area-")


def test_every_choice_of_look_closer_is_in_the_file(draw, published) -> None:
    releases = Releases(published)
    may, app = allowed(releases, "2026-Q3"), draw("closer")
    for by in range(len(app.selectbox(key="taskforce.by").options)):
        app.selectbox(key="taskforce.by").select_index(by).run()
        for other in range(len(_crossed(app)[0].options) if _crossed(app) else 1):
            if _crossed(app):
                _crossed(app)[0].select_index(other).run()
            for only in (0, 1):
                app.selectbox[-1].select_index(only).run()
                assert not app.exception
                assert set().union(*map(numbers, sent(app))) <= may, (by, other, only)


def test_every_choice_of_compare_is_in_the_file(draw, published) -> None:
    may, app = allowed(Releases(published), "2026-Q3"), draw("compare")
    for way, key in (("periods", "taskforce.table"), ("places", "taskforce.crossed")):
        app.radio(key="taskforce.compare").set_value(way).run()
        for at in range(len(app.selectbox(key=key).options)):
            app.selectbox(key=key).select_index(at).run()
            assert not app.exception
            assert set().union(*map(numbers, sent(app))) <= may, (way, at)


@pytest.mark.parametrize("name", [table.name for table in FULL.tables])
def test_every_download_is_in_the_file(published, name) -> None:
    releases = Releases(published)
    abouts = [releases.about("2026-Q3")]
    panel = tables.panel(releases, "2026-Q3", name)
    book = openpyxl.load_workbook(BytesIO(workbook([panel], abouts=abouts)))
    cells = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert numbers(f"{as_csv(panel).decode()} {cells}") <= allowed(releases, "2026-Q3")


def _crossed(app: AppTest) -> list:
    return [each for each in app.selectbox if each.key == "taskforce.and"]


def test_the_check_itself_finds_a_number_that_is_not_in_the_file(published) -> None:
    may = allowed(Releases(published), "2026-Q3")
    assert not numbers("new cases: 1137, of 2026 Q3") <= may and numbers("fewer than 10, 24 hours, 2026 Q3") <= may
