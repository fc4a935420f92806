"""The response page and its workbook: words of the areas, shown numbers, and not one more."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.i18n import use
from dashboard.records import Records
from dashboard.release import Releases, build
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.response import sections
from dashboard.ui.taskforce.workbook import workbook
from tests.release.conftest import FULL, NOW, CaseStore, invent


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    source = CaseStore(Records.open(f"sqlite:///{folder / 'records.db'}"), [])
    for quarter, count in (("2026-Q2", 500), ("2026-Q3", 900)):
        source.add(invent(quarter, count))
        build(source, folder / "releases.duckdb", quarter, now=NOW, delay_days=14, policy=FULL)
    return folder / "releases.duckdb"


def page(path: str, language: str) -> None:
    from pathlib import Path

    from dashboard.i18n import use
    from dashboard.release import Releases
    from dashboard.ui.taskforce.response import render

    use(language)
    render(Releases(Path(path)), None)


def texts(test: AppTest) -> str:
    return "\n".join(
        str(each.value)
        for kind in ("markdown", "caption", "subheader", "title", "info")
        for each in getattr(test, kind)
    )


def test_every_table_of_the_release_but_the_overviews_has_a_panel(published):
    releases = Releases(published)
    shown = {name for names in sections(releases, "2026-Q3").values() for name in names}
    everything = {table.name for table in FULL.tables}
    overview = {"total", "governorate", "violence_group", "stream", "platform_group"}
    crossed = {"governorate_by_violence_group", "governorate_by_risk_level"}
    assert everything - shown == overview | crossed


@pytest.mark.parametrize(("language", "word"), [("en", "Gravest kind of danger"), ("ar", "حالات جديدة")])
def test_the_page_draws_in_the_words_of_the_areas(published, language, word):
    test = AppTest.from_function(page, args=(str(published), language), default_timeout=60).run()
    assert not test.exception
    assert word in texts(test)


def test_an_empty_workspace_says_what_will_be_here(tmp_path):
    test = AppTest.from_function(page, args=(str(tmp_path / "none.duckdb"), "en"), default_timeout=60).run()
    assert "There is no release yet" in test.info[0].value


def test_every_number_of_a_panel_is_in_the_release(published):
    releases = Releases(published)
    for names in sections(releases, "2026-Q3").values():
        for name in names:
            panel, table = tables.panel(releases, "2026-Q3", name), releases.table("2026-Q3", name)
            numbers = {int(cell) for row in panel.rows for cell in row[1:] if cell.isdecimal()}
            assert numbers <= {shown for shown in table.cells.values() if shown is not None}
            assert sum(len(row) - 1 for row in panel.rows) == len(table.cells)


def test_the_workbook_has_a_sheet_a_panel_with_shown_values_and_definitions(published):
    use("en")
    releases = Releases(published)
    panels = [tables.panel(releases, "2026-Q3", name) for name in ("timeliness", "missing_service", "declined")]
    book = openpyxl.load_workbook(BytesIO(workbook(panels, period="2026-Q3", digest=releases.digest)))
    assert book.sheetnames == ["Read first", "timeliness", "missing_service", "declined"]
    first = " ".join(str(row[0].value) for row in book["Read first"].iter_rows())
    assert "2026-Q3" in first and releases.digest[:12] in first and "rounded to 5" in first
    cells = {cell.value for row in book["missing_service"].iter_rows() for cell in row}
    assert "fewer than 15" in cells and panels[1].definition in cells
    assert all(re.fullmatch("[0-9]+", str(value)) for value in cells if isinstance(value, int))


def test_no_cell_is_taken_for_a_formula():
    rows = [("=1+1", "@a"), ("+2", "-3"), ("plain", "15")]
    panel = Panel(name="p", title="=T", units="u", definition="d", draw=lambda _look: None, head=("", "h"), rows=rows)
    book = openpyxl.load_workbook(BytesIO(workbook([panel], period="2026-Q3", digest="x")))
    values = [cell.value for row in book["p"].iter_rows() for cell in row if cell.value is not None]
    assert not [value for value in values if isinstance(value, str) and value[0] in "=+-@"]
    assert 15 in values and "plain" in values
