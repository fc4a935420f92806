"""The page Service gaps: the country first, then regions, then governorates; what is listed; what one could reach."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.i18n import use
from dashboard.release import ReleasedTable, Releases
from dashboard.release.gaps import NO_GAP, named, national, urgent_missing
from dashboard.release.whatif import of_year, reached
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.wording import around
from tests.release.needs import four_quarters, old_menu, one_year
from tests.ui.taskforce.conftest import texts
from tests.ui.taskforce.test_wire import allowed, numbers, sent

PLACES = 19
LISTED = {0, 1, 2, 9}
"""Counts of the directory: organisations, not cases."""


@pytest.fixture(scope="module")
def quarters(tmp_path_factory) -> Path:
    return four_quarters(tmp_path_factory.mktemp("quarters"))


@pytest.fixture(scope="module")
def year(tmp_path_factory) -> Path:
    return one_year(tmp_path_factory.mktemp("year"))


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> Path:
    return old_menu(tmp_path_factory.mktemp("old"))


def charts(app) -> list[str]:
    return [each.proto.id.rsplit(".", 2)[-2] for each in app.get("plotly_chart")]


def test_the_country_comes_first_then_regions_then_what_came_of_needs(draw, quarters) -> None:
    app = draw("gaps", path=quarters)
    assert charts(app)[:3] == ["missing", "region_by_missing", "outcome"]
    said, table = texts(app), Releases(quarters).table("2025-Q4", "missing")
    for service, label in (("law", "Legal aid and police"), ("protection", "Shelter and protection")):
        assert f"{label}</th><td>{around(table, (service,))}</td>" in said
    assert "Of the most urgent needs about" in said


def test_what_stands_out_is_said_by_its_lower_end_and_beside_what_is_listed(draw, quarters) -> None:
    said, releases = texts(draw("gaps", path=quarters)), Releases(quarters)
    gaps = {gap.codes: gap.at_least for gap in named(releases.table("2025-Q4", "region_by_missing"))}
    nobody, listed = said.index("Needed, and nobody is listed"), said.index("Listed, and still missing")
    shelter = f"Shelter and protection in Kurdistan Region: at least {gaps['kri', 'protection']} cases"
    law = f"Legal aid and police in Federal Iraq: at least {gaps['federal_iraq', 'law']} cases · listed: 1, none for children"
    assert nobody < said.index(shelter) < listed < said.index(law)


def test_what_if_says_at_most_with_its_interval_and_says_where_it_cannot_be_said(draw, quarters) -> None:
    said, releases = texts(draw("gaps", path=quarters)), Releases(quarters)
    reach = reached(of_year(releases, "2025-Q4"))["kri", "protection"]
    assert (
        f"If there were Shelter and protection in Kurdistan Region, at most about {reach.most} ({reach.low} to "
        f"{reach.high}) of the missing needs could be reached"
    ) in said
    row = said[said.index("Mental health and psychosocial support</th><td>Kurdistan Region") :]
    assert row[: row.index("</tr>")].count("cannot be said") == 2


def test_a_year_shows_governorates_and_what_was_met(draw, year) -> None:
    app = draw("gaps", path=year)
    assert charts(app)[:2] == ["missing", "missing_service"] and "If there were" not in texts(app)
    assert "Shelter and protection in Erbil: at least" in texts(app) and "Most urgent need: met" in texts(app)


def test_few_numbers_are_a_list_and_never_a_screen_of_hatching(year) -> None:
    releases = Releases(year)
    panel = tables.panel(releases, "2025-Y", "missing_service", without=("nothing", "none"))
    table = releases.table("2025-Y", "missing_service")
    shown = {cell for cell, n in table.cells.items() if n is not None and cell[1] not in ("nothing", "none")}
    assert 0 < len(shown) == len(panel.rows) < 7 * PLACES / 3
    assert f"{7 * PLACES - len(shown)} of {7 * PLACES} numbers are too few to show" in panel.units
    assert len(panel.cells()) == len(table.cells)


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
    assert {row.codes[1] for row in national(releases, "2025-Q2")} == {"unavailable"}
    app = draw("gaps", path=old)
    assert charts(app)[:3] == ["missing", "missing_service", "need_outcome"]
    assert "Missing services, with what is listed" in texts(app) and "If there were" not in texts(app)


def test_a_release_without_needs_draws_the_directory_alone(draw) -> None:
    said = texts(draw("gaps", period="2026-Q2"))
    assert "No gap is sure enough to be named" in said
    assert "1 of 9 entries were not verified for 90 days: An old entry" in said
    assert "2 (children 1, adults 2)" in said


def derived(releases: Releases, period: str) -> Iterator[int]:
    """Yield every number of the page that listed functions compute from shown cells."""
    for table in (releases.table(period, table.name) for table in releases.about(period).policy):
        yield from (end for codes in table.cells for end in table.interval(codes) or ())
        if "missing" in table.name:
            services = [n for codes, n in table.cells.items() if codes[-1] not in NO_GAP]
            yield from (services.count(None), len(services), *(gap.at_least for gap in named(table)))
        yield table.under
    for row in national(releases, period):
        yield from (n for n in (row.before, row.met) if n is not None)
    yield urgent_missing(releases, period) or 0
    tables_of_year = of_year(releases, period)
    for reach in (reached(tables_of_year) if tables_of_year else {}).values():
        yield from (reach.most, reach.low, reach.high) if reach else ()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", ["quarters", "year", "old"])
def test_every_number_is_in_the_file_or_computed_from_shown_ones(draw, request, name, language) -> None:
    path = request.getfixturevalue(name)
    releases = Releases(path)
    period = releases.newest()
    found = set().union(*map(numbers, sent(draw("gaps", language, path=path))))
    assert found <= allowed(releases, period) | set(derived(releases, period)) | LISTED


def test_the_page_is_in_arabic(draw, quarters) -> None:
    said = texts(draw("gaps", "ar", path=quarters))
    use("en")
    for english in (
        "What stands out",
        "Missing in the whole country",
        "at most",
        "Verified in the directory",
        "none for",
    ):
        assert english not in said
