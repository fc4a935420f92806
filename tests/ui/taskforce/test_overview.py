"""The overview shows what is in the newest release and not one number more."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.codes import UNKNOWN, names
from dashboard.projection import Projection
from dashboard.records import Records
from dashboard.release import CORE, AgencyReport, Releases, Unrecorded, build
from dashboard.release.derived import derived
from dashboard.ui import taskforce
from dashboard.ui.taskforce.wording import nobody

NOW = datetime(2027, 6, 1, tzinfo=UTC)
PAGES = Path(taskforce.__file__).parent
REPORTS = [AgencyReport(f"A{n}", f"Agency {n}", ("IQ-BG",), "on_time") for n in range(7)]
COLUMNS = (
    "case_key, agency, quarter, governorate, violence_group, risk_level, age_sex, stream, platform_group, disability, "
    "displacement, reportable"
)
COUNTS = {"2026-Q2": 300, "2026-Q3": 460}


def invented(folder: Path) -> Projection:
    """Return cases of which Baghdad and Erbil have most, and Halabja three."""
    projection = Projection.open(None, ())
    projection.follow(Records.open(f"sqlite:///{folder / 'records.db'}"))
    for quarter, count in COUNTS.items():
        for n in range(count):
            projection.rows(
                f"INSERT INTO core.cases ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'no', 'resident', true)",
                [
                    f"{quarter}-{n}",
                    f"A{n % 7}",
                    quarter,
                    "IQ-HA" if n < 3 else ("IQ-BG", "IQ-AR")[n % 2],
                    names("violence_group")[n % 3],
                    names("risk_level")[n % 4],
                    names("age_sex")[n % 6],
                    names("stream")[n % 2],
                    names("platform_group")[n % 5],
                ],
            )
    return projection


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    path, source = folder / "releases.duckdb", invented(folder)
    for quarter in COUNTS:
        assert (
            build(source, path, quarter, journal=Unrecorded(), now=NOW, delay_days=14, reports=REPORTS).outcome
            == "published"
        )
    return path


def page(path: str, language: str) -> None:
    from pathlib import Path

    from dashboard import i18n
    from dashboard.release import Releases
    from dashboard.ui.taskforce.given import Given
    from dashboard.ui.taskforce.overview import render

    i18n.use(language)
    render(Given(Releases(Path(path))))


def run(path: Path, language: str = "en") -> AppTest:
    app = AppTest.from_function(page, kwargs={"path": str(path), "language": language}, default_timeout=30).run()
    assert not app.exception
    return app


def figures(app: AppTest) -> list[dict]:
    return [json.loads(each.proto.spec) for each in app.get("plotly_chart")]


def test_without_a_release_the_page_says_what_will_be_here_and_how_to_begin(tmp_path) -> None:
    app = run(tmp_path / "none.duckdb")
    assert len(app.title) == 1 and "ovtf release build" in app.info[0].value
    assert not app.metric and not figures(app)


def test_the_newest_release_is_shown_with_its_caveat(published) -> None:
    app = run(published)
    assert app.selectbox(key="taskforce.period").value == "2026-Q3"
    assert "not a measure of how common" in app.caption[0].value and "7 of 7 agencies reported" in app.caption[0].value
    assert [card.label for card in app.metric] == [
        "New cases",
        "High risk",
        "Survivors under 18",
        "Places with 10 or more",
    ]
    assert app.metric[0].value == str(Releases(published).cell("2026-Q3", "total"))
    assert app.metric[3].value == "2" and app.metric[3].delta == "of 19 governorates"  # a place not known is none
    before = Releases(published).cell("2026-Q2", "total")
    assert app.metric[0].delta == f"▲ {before} in 2026 Q2"
    assert app.metric[2].value in ("45 %", "50 %", "55 %")


def test_an_earlier_period_shows_its_own_numbers(published) -> None:
    app = run(published)
    app.selectbox(key="taskforce.period").set_value("2026-Q2").run()
    assert not app.exception
    assert app.metric[0].value == str(Releases(published).cell("2026-Q2", "total"))
    assert app.metric[0].delta == "Nothing to compare with"


def test_every_panel_has_a_title_units_a_definition_a_table_and_a_download(published) -> None:
    app = run(published)
    charts, tables = app.get("plotly_chart"), tables_of(app)
    assert len(charts) == len(tables) == len(app.subheader) - 1 == len(app.get("download_button")) - 1 == 11
    assert all("As table" in chart.proto.alt for chart in charts)
    said = [element.proto.body for element in app.get("html")] + [text.value for text in app.markdown]
    assert sum("counted once" in text for text in said) == 12
    assert not re.search(r"IQ-|_", " ".join(str(table.to_numpy()) for table in tables))


def test_a_small_number_is_said_in_words_and_never_drawn_as_one(published) -> None:
    app = run(published)
    places = tables_of(app)[1]
    halabja = places[places["Governorate"] == "Halabja"]["New cases"].item()
    # Every agency that reported works in Baghdad alone.
    assert halabja == nobody() or int(halabja) >= 10
    texts = [note["text"] for note in figures(app)[1]["layout"]["annotations"]]
    assert texts.count("too few") + texts.count("nobody there") == sum(
        number is None
        for (place,), number in Releases(published).table("2026-Q3", "governorate").cells.items()
        if place != UNKNOWN
    )


@pytest.mark.parametrize("period", list(COUNTS))
def test_every_number_on_the_wire_is_in_the_file_or_public(published, period) -> None:
    app = run(published)
    app.selectbox(key="taskforce.period").set_value(period).run()
    releases = Releases(published)
    allowed = derived(releases, period) | {0.02, 18, 24, 25}
    allowed |= {
        number
        for each in releases.periods()
        for table in CORE.tables
        for number in releases.table(each, table.name).cells.values()
        if number is not None
    }
    shown = [
        value
        for figure in figures(app)
        for trace in figure["data"]
        if trace.get("name") or trace["type"] == "bar"
        for axis in (("y", "text") if figure["layout"]["xaxis"].get("type") == "linear" else ("x", "y", "text"))
        for value in _plain(trace.get(axis))
    ]
    shown += [note["text"] for figure in figures(app) for note in figure["layout"].get("annotations", ())]
    shown += [cell for table in tables_of(app) for cell in table.to_numpy().ravel()]
    words = [re.sub(r"20\d\d|Q\d", "", str(value)) for value in shown]
    numbers = {float(number) for each in words for number in re.findall(r"\d+(?:\.\d+)?", each)}
    assert len(numbers) > 10 and numbers <= allowed


def tables_of(app) -> list[pd.DataFrame]:
    """Return every table that was sent, as it would be read."""
    bodies = [each.proto.body for each in app.get("html") if "<table" in each.proto.body]
    return [table.astype(str) for body in bodies for table in pd.read_html(StringIO(body))]


def _plain(values) -> list:
    return values if isinstance(values, list) else []


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_axes_are_mirrored_in_right_to_left_and_the_map_is_not(published, language) -> None:
    left, right = figures(run(published)), figures(run(published, language))
    spans = [
        (one["layout"]["xaxis"]["range"], other["layout"]["xaxis"]["range"])
        for one, other in zip(left, right, strict=True)
    ]
    total, places, types, risks = spans[:4]
    assert places[0] == places[1]
    assert all(one == other[::-1] for one, other in (total, types, risks))
    assert right[0]["layout"]["yaxis"]["side"] == "right"


def test_no_page_has_a_way_to_case_data() -> None:
    pages = [path.stem for path in PAGES.glob("*.py") if path.stem != "__init__"]
    program = (
        f"import sys, importlib\n[importlib.import_module('dashboard.ui.taskforce.' + page) for page in {pages}]\n"
        "rooms = ('records', 'projection', 'analysis', 'actions')\n"
        "print([m for m in sys.modules if m.startswith(tuple('dashboard.' + room for room in rooms))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert len(pages) > 10 and done.stdout.strip() == "[]"
