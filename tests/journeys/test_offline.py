"""A supervisor gives a form to telephones, and brings back a new case that was filled in there."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.interchange.telephone import file, intake

pytestmark = pytest.mark.journey


def uploaded(visit, files):
    ((name, content),) = files.items()
    visit.refresh()
    visit.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def test_out_by_a_number_and_back_as_a_case(visit):
    visit.sign_in("sara")
    visit.open("Offline forms")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download the form").click()
    settings = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))["settings"]
    assert re.fullmatch(r"form_\d{4}\.xlsx", download.value.suggested_filename)
    assert "violence" not in " ".join(str(cell.value) for row in settings for cell in row).lower()

    visit.page.on(
        "response", lambda r: print("RESP", r.status, r.request.method, r.url[:110]) if "upload" in r.url else None
    )
    visit.page.on("requestfailed", lambda r: print("FAILED", r.url, r.failure))
    visit.page.on("console", lambda m: print("CON", m.text[:200]))
    uploaded(visit, file(intake("JOURNEY-1"), intake("", report_date="")))
    visit.page.wait_for_timeout(4000)
    visit.page.screenshot(path="/tmp/k6_now.png")
    expect(visit.page.get_by_text("2 entries read. 1 would come in")).to_be_visible()
    expect(visit.page.get_by_role("cell", name="case_reference")).to_be_visible()
    visit.page.screenshot(path="/tmp/k6_1280.png", full_page=True)
    visit.page.set_viewport_size({"width": 380, "height": 1500})
    visit.refresh()
    visit.page.screenshot(path="/tmp/k6_380.png")
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    visit.page.get_by_text("Bring in the entries without a fault").click()
    visit.page.get_by_role("button", name="Bring in 1 entry").click()
    expect(visit.page.get_by_text("1 entry came in.")).to_be_visible()
    expect(visit.page.get_by_text("1 are here already")).to_be_visible()
    assert visit.outside() == []

    visit.speak("العربية")
    visit.refresh()
    visit.page.screenshot(path="/tmp/k6_ar.png", full_page=True)
