"""The page of an area: its line of numbers, goals, gaps, trends, scorecard and text, as the area declares them."""

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.records import Records
from dashboard.release import Releases, Unrecorded, build
from dashboard.release.derived import derived
from dashboard.release.menu import menu
from dashboard.release.shapes import Shape
from tests.release.conftest import NOW, OFFERS, CaseStore, invent
from tests.ui.taskforce.areas import declared
from tests.ui.taskforce.conftest import AREAS, texts
from tests.ui.taskforce.test_wire import allowed, numbers, sent

SHAPE = Shape(size="medium")
NUMBERS = {
    "safety_danger": {"honour": 120, "physical": 80, "nothing": 60, "none": 200},
    "safety_danger_from": {"family": 90, "perpetrator": 200, "none": 200},
    "safety_plan": {"complete": 150, "incomplete": 60, "none": 600},
    "mhpss_care": {"urgent": 45, "specialised": 130, "basic": 300, "none": 300},
    "mhpss_referral": {"made": 120, "unavailable": 40, "later": None, "none": 600},
    "legal_path": {"not_reporting": 200, "registered": 40, "under_way": None, "wants_to_report": 55, "none": 400},
    "legal_choice": {"both": 390, "not_both": None, "none": 450},
    "digital_result": {"removed_full": 140, "no_response": 90, "refused": 35, "open": 60, "none": 500},
}
YEAR = {
    ("facebook_instagram", "removed_full"): 200,
    ("facebook_instagram", "no_response"): 60,
    ("facebook_instagram", "refused"): 40,
    ("facebook_instagram", "removed_part"): 20,
    ("facebook_instagram", "open"): 20,
    ("messaging", "removed_full"): 40,
    ("messaging", "no_response"): 130,
    ("messaging", "refused"): None,
    ("none", "none"): 2000,
}


@pytest.fixture(scope="session")
def sized(tmp_path_factory) -> Path:
    """Two quarters of the short menu and the year before them, with numbers put into the tables of the areas."""
    folder = tmp_path_factory.mktemp("sized")
    source = CaseStore(Records.open(f"sqlite:///{folder / 'records.db'}"), [])
    path, parts = folder / "releases.duckdb", {"2025-Y": "both", "2026-Q2": "short", "2026-Q3": "short"}
    for period, part in parts.items():
        source.add(invent(period if "Q" in period else "2025-Q1", 900))
        policy = menu(OFFERS, Shape(size="medium", rhythm="year") if part == "both" else SHAPE, part)
        build(source, path, period, journal=Unrecorded(), now=NOW, delay_days=14, policy=policy)
    with duckdb.connect(str(path)) as file:
        where = "period = ? AND tab = ? AND d1 = ? AND d2 IS NOT DISTINCT FROM ?"
        tell = f"UPDATE cube SET shown = ?, low = ?, high = ? WHERE {where}"
        cells = [
            (period, tab, code, None, n)
            for period in ("2026-Q2", "2026-Q3")
            for tab, codes in NUMBERS.items()
            for code, n in codes.items()
        ]
        cells += [("2025-Y", "digital_platform_result", *codes, n) for codes, n in YEAR.items()]
        for period, tab, one, other, n in cells:
            low, high = (None, None) if n is None else (n - 9, n + 9)
            file.execute(tell, [n, low, high, period, tab, one, other])
    return path


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_area_has_a_whole_page_in_english_and_arabic(draw, sized, area, language) -> None:
    app = draw(f"area-{area}", language, sized)
    said = texts(app)
    assert len(app.metric) >= 3 and len(app.get("plotly_chart")) >= 2
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", re.sub(r"<[^>]*>", " ", said))
    for heading in {released.group for released in declared(area).tables if len(released.by) == 1}:
        assert (heading in said) == (language == "en")
    reading = next(page for page in declared(area).reading if page.language == language)
    assert reading.text.splitlines()[0] in said


def test_a_number_stands_with_what_the_true_one_lies_between_and_the_number_before(draw, sized) -> None:
    app = draw("area-digital", path=sized)
    (card,) = [each for each in app.metric if each.label == "No answer"]
    assert card.value == "90" and card.delta == "about 81 to 99"
    assert "90 in 2026 Q2" in [each.value for each in app.caption]


def test_a_goal_is_reached_or_missed_only_where_the_whole_interval_says_so(draw, sized) -> None:
    assert "**Safety plan complete** · 70 % (about 65 to 80) · Goal: 100 % · ▼ under the goal" in texts(
        draw("area-safety", path=sized)
    )


def test_gaps_come_by_their_lower_end_and_one_that_is_hidden_is_no_number(draw, sized) -> None:
    said = texts(draw("area-mhpss", path=sized))
    assert "**No specialised service available** · 40 (about 31 to 49)" in said
    assert said.index("**No specialised service available**") < said.index("**Referral still to be made** · too few")


def test_the_scorecard_tells_shares_of_a_platform_from_30_requests_on(draw, sized) -> None:
    app = draw("area-digital", path=sized, period="2025-Y")
    table = next(each.proto.body for each in app.get("html") if "Platforms: what came of requests" in each.proto.body)
    rows = {re.sub("<[^>]*>", "|", row).strip("|").split("|")[0]: row for row in table.split("<tr>")}
    assert "60 % (about" in rows["Facebook and Instagram"] and "340 (about" in rows["Facebook and Instagram"]
    # Three of its five numbers are hidden: no share of it is a number, and each may be told as an interval.
    messaging = rows["Messaging apps"]
    assert re.search(r"<td>about \d+ to \d+</td><td>\d+ to \d+ %</td>", messaging) and "% (" not in messaging
    assert "too few to say" in rows["Phone and e-mail"] and "No request recorded" not in rows


def test_the_page_draws_from_a_release_of_before_these_tables(draw) -> None:
    app = draw("area-digital")
    assert len(app.get("plotly_chart")) == 1 and "Platform scorecard" not in [each.value for each in app.subheader]


def test_the_budget_holds_with_all_areas_in_every_menu() -> None:
    for size in ("tiny", "small", "medium", "large"):
        short, year = (menu(OFFERS, Shape(size=size), part) for part in ("short", "year"))
        assert (short.mu() ** 2 + year.mu() ** 2) ** 0.5 <= 1.2 + 1e-9
    names = {table.name for table in menu(OFFERS, SHAPE, "short").tables}
    assert len([name for name in names if name.split("_")[0] in AREAS]) == 8
    assert {"digital_platform_result", "digital_platform_speed"} <= {t.name for t in menu(OFFERS, SHAPE, "year").tables}


@pytest.mark.parametrize("period", ["2026-Q3", "2025-Y"])
@pytest.mark.parametrize("area", AREAS)
def test_every_number_of_the_page_is_in_the_file_or_made_of_shown_cells(draw, sized, area, period) -> None:
    found = set().union(*map(numbers, sent(draw(f"area-{area}", path=sized, period=period))))
    written = set().union(*(numbers(indicator.definition) for indicator in declared(area).indicators))
    written |= set().union(*(numbers(text.reviewed) for text in declared(area).reading))
    releases = Releases(sized)
    assert found <= allowed(releases, period) | derived(releases, period) | written and len(found) > 5
