"""A supervisor gives a form to telephones, and brings back a new case that was filled in there."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.interchange.entry_files import file, intake
from tests.journeys.steps import pick, see

pytestmark = pytest.mark.journey


def choose(visit, files):
    ((name, content),) = files.items()
    expect(visit.page.get_by_test_id("stFileUploaderDropzone")).to_be_visible()
    visit.refresh()  # a page that is still being drawn puts another field in the place of this one
    visit.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def fits(visit):
    return visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_out_by_a_number_and_back_as_a_case_of_a_case_manager(visit):
    visit.sign_in("sara")
    visit.open("Offline forms")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download the form").click()
    settings = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))["settings"]
    assert re.fullmatch(r"form_\d{4}\.xlsx", download.value.suggested_filename)
    assert "violence" not in " ".join(str(cell.value) for row in settings for cell in row).lower()

    choose(visit, file(intake("JOURNEY-1"), intake("", report_date="")))
    see(visit, "2 entries read. 1 would come in", "case_reference")
    expect(visit.page.get_by_role("button", name="Bring in 1 entry")).to_be_disabled()
    pick(visit, visit.page.get_by_role("combobox", name="Who gets the new cases"), ("Amal",))
    visit.page.get_by_text("Bring in the entries without a fault").click()
    visit.refresh()
    visit.page.get_by_role("button", name="Bring in 1 entry").click()
    see(visit, "1 entry came in.")
    expect(visit.page.get_by_text("entries read")).to_have_count(0)
    choose(visit, file(intake("journey-01")))
    see(visit, "is that of a case that is here already")
    assert visit.outside() == []


def test_a_fault_is_read_on_a_phone_in_arabic(visit):
    visit.sign_in("sara")
    visit.speak("العربية")
    visit.page.goto(f"{visit.site}/offline")
    visit.page.set_viewport_size({"width": 380, "height": 780})
    choose(visit, file(intake("", report_date="")))
    see(visit, "case_reference")
    assert fits(visit)
    visit.page.set_viewport_size({"width": 1280, "height": 900})  # the menu is folded away on a phone
    visit.speak("English")  # her account keeps the language
