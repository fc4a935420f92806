"""A supervisor takes along what her agency has recorded; a coordinator takes a release."""

import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def taken(visit, key):
    with visit.page.expect_download(timeout=60_000) as saved:
        visit.widget(key).get_by_role("button").click()
    return saved.value


def workbook(visit, key):
    return openpyxl.load_workbook(io.BytesIO(taken(visit, key).path().read_bytes()))


def test_a_supervisor_takes_everything_and_her_cases_for_gbvims(visit):
    visit.sign_in("sara")
    visit.open("Take away")
    package = taken(visit, "take_away.package")
    assert package.suggested_filename.endswith(".zip")
    with zipfile.ZipFile(package.path()) as file:
        cases = pd.read_csv(io.BytesIO(file.read("cases.csv")))
        assert {"datapackage.json", "codebook.csv", "core__need.csv"} <= set(file.namelist())
    assert len(cases) and cases["case_key"].str.startswith("OV-").all()
    book = workbook(visit, "take_away.workbook")
    header, *lines = book["Incident Data"].values
    assert len(header) == 42 and len(lines) == (cases["status"] != "duplicate").sum()
    keys = set(cases["case_key"])
    assert not keys & {cell for line in lines for cell in line}
    assert {key for _number, key, _type in list(book["To confirm"].values)[1:]} <= keys
    expect(visit.page.get_by_text("Traceback")).to_have_count(0)
    assert visit.outside() == []


def test_a_coordinator_takes_a_release_with_what_it_means(visit):
    visit.sign_in("dilan")
    visit.open("Releases")
    with zipfile.ZipFile(taken(visit, "releases.package").path()) as file:
        assert {"cells.csv", "tables.csv", "codebook.csv", "reported.csv", "notes.txt"} <= set(file.namelist())
        assert "Not cleared for outside the task force" in file.read("notes.txt").decode()
    visit.speak("العربية")
    book = workbook(visit, "releases.workbook")
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    assert {sheet.freeze_panes for sheet in book.worksheets[1:]} == {"A2"} and book.worksheets[0].freeze_panes is None
    visit.speak("English")  # her account keeps the language
    assert visit.outside() == []
