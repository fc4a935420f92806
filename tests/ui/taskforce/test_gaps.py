"""The page Service gaps: the country first, then regions, then governorates; what is listed; what one could reach."""

from pathlib import Path

import pytest

from dashboard.i18n import use
from dashboard.release import ReleasedTable, Releases
from dashboard.release.derived import derived
from dashboard.release.gaps import named, national
from dashboard.release.whatif import of_year, reached
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.wording import around
from tests.release.needs import old_menu, with_year
from tests.ui.taskforce.conftest import texts
from tests.ui.taskforce.test_wire import allowed, numbers, sent

PLACES = 20
"""The governorates, and one that is not known."""
LISTED = {0, 1, 2, 9}
"""Counts of the directory: organisations, not cases."""


@pytest.fixture(scope="module")
def new(tmp_path_factory) -> Path:
    return with_year(tmp_path_factory.mktemp("new"))


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> Path:
    return old_menu(tmp_path_factory.mktemp("old"))


def charts(app) -> list[str]:
    return [each.proto.id.rsplit(".", 2)[-2] for each in app.get("plotly_chart")]


def test_the_country_comes_first_then_regions_then_what_came_of_needs(draw, new) -> None:
    app = draw("gaps", path=new, period="2025-Q4")
    assert charts(app)[:4] == ["missing", "missing_trend", "region_by_missing", "outcome"]
    said, table = texts(app), Releases(new).table("2025-Q4", "missing")
    for service, label in (("law", "Legal aid and police"), ("protection", "Shelter and protection")):
        assert f"{label}</th><td>{around(table, (service,))}</td>" in said
    assert "Of the most urgent needs about" in said


def test_what_stands_out_is_said_by_its_lower_end_and_beside_what_is_listed(draw, new) -> None:
    said, releases = texts(draw("gaps", path=new, period="2025-Q4")), Releases(new)
    gaps = {gap.codes: gap.at_least for gap in named(releases.table("2025-Q4", "region_by_missing"))}
    nobody, listed = said.index("Needed, and nobody is listed"), said.index("Listed, and still missing")
    shelter = f"Shelter and protection in Kurdistan Region: at least {gaps['kri', 'protection']} cases"
    law = f"Legal aid and police in Federal Iraq: at least {gaps['federal_iraq', 'law']} cases · listed: 1, none for children"
    assert nobody < said.index(shelter) < listed < said.index(law)


def test_what_if_says_at_most_with_its_interval_and_says_where_it_cannot_be_said(draw, new) -> None:
    said, releases = texts(draw("gaps", path=new, period="2025-Q4")), Releases(new)
    reach = reached(of_year(releases, "2025-Q4"))["kri", "protection"]
    assert (
        "Shelter and protection in Kurdistan Region (listed: Safe house or shelter: none; Physical protection: none): one "
        f"more could reach at most about {reach.most} ({reach.low} to {reach.high}) of the needs that were missing, four "
        "quarters to 2025 Q4."
    ) in said
    row = said[said.index("Mental health and psychosocial support</th><td>Kurdistan Region") :]
    assert row[: row.index("</tr>")].count("cannot be said") == 2


def test_a_year_shows_governorates_and_what_was_met(draw, new) -> None:
    app = draw("gaps", path=new, period="2025-Y")
    assert charts(app)[:2] == ["missing", "missing_service"]
    reach = reached(of_year(Releases(new), "2025-Y"))["kri", "protection"]  # its four quarters: it has no such table
    assert f"at most about {reach.most} ({reach.low} to {reach.high}) of the needs that" in texts(app)
    assert "Shelter and protection in Erbil: at least" in texts(app) and "Most urgent need: met" in texts(app)


def test_few_numbers_are_a_list_and_never_a_screen_of_hatching(new) -> None:
    releases = Releases(new)
    panel = tables.panel(releases, "2025-Y", "missing_service", without=("nothing", "none"))
    table = releases.table("2025-Y", "missing_service")
    shown = {cell for cell, n in table.cells.items() if n is not None and cell[1] not in ("nothing", "none")}
    assert 0 < len(shown) == len(panel.rows) < 7 * PLACES / 3
    assert f"{7 * PLACES - len(shown)} of {7 * PLACES} numbers are too few to show" in panel.units
    assert len(panel.cells()) == len(table.cells)


def test_what_is_counted_in_other_releases_only_is_one_line(draw, new) -> None:
    said = texts(draw("indicators", path=new, period="2025-Y"))
    assert "not in this release" not in said and "Counted in other releases: " in said and "High risk (2025 Q4)" in said


@pytest.mark.parametrize(("hidden", "is_list"), [(6, False), (7, True)])
def test_a_heat_table_needs_a_number_in_a_third_of_its_cells(hidden, is_list) -> None:
    from dashboard.ui.taskforce import sparse

    cells = [("IQ-BG", str(n)) for n in range(9)]
    table = ReleasedTable(
        "t", ("governorate", "what"), 15, 4.5, {cell: 20 for cell in cells[hidden:]} | dict.fromkeys(cells[:hidden])
    )
    assert sparse.is_sparse(table, cells) == is_list


def test_an_old_file_says_what_it_can(draw, old) -> None:
    releases = Releases(old)
    assert {row.codes[1] for row in national(releases, "2025-Q4")} == {"unavailable"}
    app = draw("gaps", path=old)
    assert charts(app)[:3] == ["missing", "missing_service", "need_outcome"]
    assert "Missing services, with what is listed" in texts(app) and "If there were one more" not in texts(app)


def test_a_release_without_needs_draws_the_directory_alone(draw) -> None:
    said = texts(draw("gaps", period="2026-Q2"))
    assert "No gap is sure enough to be named" in said
    assert "1 of 9 entries were not verified for 90 days: An old entry" in said
    assert "2 (children 1, adults 2)" in said


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("name", "period"), [("new", "2025-Q4"), ("new", "2025-Y"), ("old", "2025-Q4")])
def test_every_number_is_in_the_file_or_computed_from_shown_ones(draw, request, name, period, language) -> None:
    path = request.getfixturevalue(name)
    releases = Releases(path)
    found = set().union(*map(numbers, sent(draw("gaps", language, path=path, period=period))))
    assert found <= allowed(releases, period) | derived(releases, period) | LISTED


def test_the_page_is_in_arabic(draw, new) -> None:
    said = texts(draw("gaps", "ar", path=new, period="2025-Q4"))
    use("en")
    for english in (
        "What stands out",
        "Missing in the whole country",
        "at most",
        "Verified in the directory",
        "none for",
    ):
        assert english not in said
