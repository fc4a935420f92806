"""What is taken away: shown values with codes and labels, what was done to them, and nothing that a spreadsheet runs."""

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest

from dashboard.i18n import use
from dashboard.release import Releases
from dashboard.release.silence import uncovered
from dashboard.spreadsheets import neutral
from dashboard.ui.taskforce import pairs, tables
from dashboard.ui.taskforce.download import as_csv, as_zip, in_this_language, workbook
from dashboard.ui.taskforce.panel import Cell, Panel
from dashboard.ui.taskforce.panels import places
from dashboard.ui.taskforce.trends import trend_panel
from dashboard.ui.taskforce.wording import less, nobody


@pytest.fixture
def releases(published) -> Releases:
    use("en")
    return Releases(published)


def lines(panel: Panel) -> list[list[str]]:
    return list(csv.reader(StringIO(as_csv(panel).decode("utf-8-sig"))))


def notes(panel: Panel, releases: Releases) -> list[str]:
    """What stands in the file beside the numbers."""
    made = as_zip(panel, name="n", abouts=[releases.about("2026-Q3")])
    with ZipFile(BytesIO(made)) as file:
        assert file.namelist() == ["n.csv", "notes.txt"] and file.read("n.csv") == as_csv(panel)
        return file.read("notes.txt").decode("utf-8-sig").splitlines()


def test_a_csv_has_a_line_for_each_cell_with_its_codes_and_labels(releases) -> None:
    table = releases.table("2026-Q3", "missing_service")
    rows = lines(tables.panel(releases, "2026-Q3", "missing_service"))
    assert rows[0] == ["Period", "Code", "Name", "Second code", "Second name", "Number", "Why there is no number"]
    found = {(row[1], row[3]): row[5] or row[6] for row in rows[1:]}
    assert len(rows) == 1 + len(table.cells) and all(row[5].isdecimal() != bool(row[6]) for row in rows[1:])
    nowhere = set(uncovered(releases, "2026-Q3"))
    hidden = {codes: nobody() if codes[0] in nowhere else less(table.under) for codes in table.cells}
    assert found == {codes: hidden[codes] if n is None else str(n) for codes, n in table.cells.items()}
    assert {nobody(), less(table.under)} <= set(found.values())
    assert ["2026-Q3", "IQ-AR", "Erbil", "law", "Legal aid and police"] in [row[:5] for row in rows]


def test_beside_the_numbers_stands_what_they_are(releases) -> None:
    about, text = releases.about("2026-Q3"), "\n".join(notes(places(releases, "2026-Q3"), releases))
    assert about.digest[:12] in text and "rounded to 5" in text and "not a measure of how common" in text
    assert "The governorate in which the survivor is served" in text


def test_what_was_chosen_is_written_beside_it(releases) -> None:
    panel = pairs.places(releases, "governorate_by_risk_level", "2026-Q3", ("IQ-AR", "IQ-BG"))
    assert "Erbil and Baghdad" in notes(panel, releases)
    assert {row[1] for row in lines(panel)} == {"Code", "IQ-AR", "IQ-BG"}


def test_a_trend_holds_every_period_of_it(releases) -> None:
    assert {row[0] for row in lines(trend_panel(releases, "2026-Q3", "risk_level"))} == {
        "Period",
        "2026-Q2",
        "2026-Q3",
    }


def test_the_workbook_has_a_sheet_a_panel_with_shown_values_and_definitions(releases) -> None:
    panels = tables.panels(releases, "2026-Q3", ["timeliness", "missing_service", "declined"])
    about = releases.about("2026-Q3")
    book = openpyxl.load_workbook(BytesIO(workbook(panels, abouts=[about])))
    assert book.sheetnames == ["Read first", "timeliness", "missing_service", "declined", "Codes"]
    first = " ".join(str(row[0].value) for row in book["Read first"].iter_rows())
    assert "2026 Q3" in first and about.digest[:12] in first and "rounded to 5" in first
    cells = {cell.value for row in book["missing_service"].iter_rows() for cell in row}
    assert "too few to show" in first.lower() and panels[1].definition in first
    assert book["missing_service"].freeze_panes == "A2" and next(book["missing_service"].values) == panels[1].head
    assert ("missing_service", "IQ-AR", "Erbil") in set(book["Codes"].values)
    assert {value for value in cells if isinstance(value, int)} <= set(
        releases.table("2026-Q3", "missing_service").cells.values()
    )


@pytest.mark.parametrize("text", ["=1+1", "@a", "+2", "-3", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(releases, text) -> None:
    panel = Panel(
        name="p",
        title="=T",
        units="u",
        definition="d",
        draw=lambda _look: None,
        head=("", text),
        rows=[(text, text), ("plain", "15")],
        cells=lambda: [Cell("2026-Q3", (text,), (text,), text)],
    )
    about = releases.about("2026-Q3")
    book = openpyxl.load_workbook(BytesIO(workbook([panel], abouts=[about])))
    values = [cell.value for row in book["p"].iter_rows() for cell in row if cell.value is not None]
    written = [cell for row in lines(panel) for cell in row]
    assert not [value for value in [*values, *written] if isinstance(value, str) and re.match(r"[=+@\t\r-]", value)]
    assert 15 in values and "plain" in values and neutral("plain") == "plain"


def test_a_file_that_is_made_in_another_thread_speaks_the_language_of_the_page(releases) -> None:
    from threading import Thread

    use("ar")
    panel, found = tables.panel(releases, "2026-Q3", "age_sex"), []
    make = in_this_language(lambda: as_csv(panel))
    other = Thread(target=lambda: found.append(make().decode("utf-8-sig")))
    other.start()
    other.join()
    use("en")
    assert "الفترة" in found[0].splitlines()[0]
