"""A supervisor brings in the GBVIMS Incident Recorder: upload, answers, plan, cases; and again a month later."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
FILE = Path(__file__).parents[1] / "interchange" / "inputs" / "r01_gbvims_incident_recorder.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(visit, content: bytes) -> None:
    visit.refresh()
    visit.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "incidents.xlsx", "mimeType": XLSX, "buffer": content}
    )
    visit.choose("Which of these cases happened online?", "All of them")
    press(visit, "import.continue")
    expect(visit.page.get_by_role("heading", name="3. Plan")).to_be_visible(timeout=60_000)
    visit.refresh()


def press(visit, key: str) -> None:
    visit.widget(key).get_by_role("button").click()


def in_plan(visit, name: str, number: int) -> None:
    row = visit.page.get_by_role("row").filter(has=visit.page.get_by_role("rowheader", name=name, exact=True))
    expect(row).to_contain_text(str(number))


def corrected() -> bytes:
    """Return the file with another governorate in its first row."""
    book = openpyxl.load_workbook(FILE)
    page = book["Incident Data"]
    column = next(cell.column for cell in page[1] if cell.value == "INCIDENT COUNTY")
    page.cell(2, column, "Duhok" if page.cell(2, column).value != "Duhok" else "Erbil")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_incident_recorder_comes_in_then_changes_nothing_then_corrects_one_case(visit):
    visit.sign_in("sara")
    visit.open("Import")
    upload(visit, FILE.read_bytes())
    in_plan(visit, "New cases", 30)
    visit.pick("Who gets the new cases", "Amal")
    press(visit, "import.go")
    expect(visit.page.get_by_text("30 new cases, 0 corrected")).to_be_visible(timeout=60_000)

    upload(visit, FILE.read_bytes())
    in_plan(visit, "The same as before", 30)
    expect(visit.page.get_by_text("Nothing changes")).to_be_visible()
    visit.page.reload()  # the plan is not lost, and can still be dropped
    visit.page.get_by_role("button", name=re.compile("GBVIMS Incident Recorder, today .* by Sara")).click()
    press(visit, "import.drop")
    expect(visit.page.get_by_text("Nothing of it came in")).to_be_visible()

    upload(visit, corrected())
    in_plan(visit, "Corrected by the file", 1)
    change = visit.page.get_by_role("table", name="What the file corrects")
    expect(change).to_contain_text("Governorate of service")
    expect(change).to_contain_text("Duhok")
    press(visit, "import.go")
    expect(visit.page.get_by_text("0 new cases, 1 corrected")).to_be_visible(timeout=60_000)
    expect(visit.page.get_by_text("Traceback")).to_have_count(0)
    assert visit.outside() == []

    visit.open("Cases")
    expect(visit.page.get_by_text("reported 2 Sept 2026").first).to_be_visible()
