"""The area in the browser: two forms with a repeat, exact numbers for a supervisor, shown numbers for a coordinator."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, expect

from dashboard.release import Releases
from tests.browser import Visit
from tests.example.conftest import Filled, Site
from tests.journeys import steps
from tests.journeys.steps import due, fill, not_due, see, see_settled, send, start, tab
from tests.server import OVTF, free_port, serving

pytestmark = pytest.mark.journey

STANDING = {
    "Where does she learn, or did she last?": "University",
    "How does it stand today?": "Stays away",
    "How many weeks of classes has she missed?": "9",
    "What stands in the way?": ("Fear of who has seen it", "Other"),
    "Specify other.": "Exam days were missed",
    "What does she want?": "Back to the same school",
    "May your agency talk to the school?": "Yes",
}
OFFICE = {
    "With whom?": "Student office",
    "On which day?": steps.day(-2),
    "What did you ask for?": "To sit an exam again",
    "What was the answer?": "Agreed",
}
COUNSELLOR = {"With whom?": "Counsellor or social worker", "What was the answer?": "No answer yet"}
AFTER = {
    "Is she back in class?": "Not yet",
    "Has anyone at the school spread it, or put pressure on her?": "No",
}
MANAGER, SUPERVISOR, AGENCY = "a04.cm1", "a04.lead", "A04"


@pytest.fixture(scope="module")
def address(site: Site, released: Filled) -> Iterator[str]:
    """A server with the package on its path, on the workspace with a release."""
    port = free_port()
    command = [OVTF, "serve", "-w", str(released.path), "--port", str(port)]
    with serving(command, f"http://127.0.0.1:{port}", site.folder / "server.log", site.env):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Visit(context.new_page(), address)
    context.close()


def test_a_case_manager_fills_both_forms_and_her_supervisor_sees_the_exact_numbers(visit, site, released):
    visit.sign_in(MANAGER)
    visit.widget(f"my_work.{released.key}").get_by_role("button").first.click()
    where_she_stands(visit, released.key)
    contacts_with_the_school(visit, released.key)
    steps.sign_out(visit)
    visit.sign_in(SUPERVISOR)
    exact_numbers(visit)
    assert visit.outside() == []
    entries_are_exported(site, released)


def where_she_stands(visit, key):
    tab(visit, "Education")
    start(visit, key, "education.standing")
    level = visit.page.get_by_role("radiogroup", name="Where does she learn")
    expect(level.get_by_text("Primary school")).to_have_count(0)
    fill(visit, STANDING)
    see(visit, "Ask for catch-up classes together with the place.")
    send(visit, "Where she stands in education")
    see_settled(visit, "Ask where she learns, and what she wants")
    due(visit, "Talk to the school, as agreed", "She is out of class, wants to go on, and agreed that you ask.")


def contacts_with_the_school(visit, key):
    start(visit, key, "education.contacts")
    for row, said in enumerate((OFFICE, OFFICE), 1):
        visit.page.get_by_role("button", name=re.compile("^Add")).click()
        visit.refresh()
        fill(visit, said, row)
    fill(visit, AFTER)
    visit.page.get_by_role("button", name=steps.SEND).click()
    see(visit, "This contact is written down twice: the same role on the same day.")
    fill(visit, COUNSELLOR, 2)
    send(visit, "Contacts with the school")
    due(visit, "Ask the school for its answer", "An answer is still open. Silence is not a no: ask once more.")
    not_due(visit, "Talk to the school, as agreed")


def exact_numbers(visit):
    visit.open("Agency figures")
    visit.pick("Figures about", "Education")
    see(visit, "1 of 1 case is counted.", "Learns again", "0 of 1 cases", "Counted by: day of the contact.")
    see(visit, "Contacts with schools by role and answer · 2 entries", "What stands in the way · 1 cases")
    for each in visit.page.get_by_text("As table", exact=True).all():
        each.click()
    talks = visit.page.locator("table").filter(has_text="Student office")
    expect(talks.locator("tr")).to_have_count(3)
    assert rows_of(talks) == [
        ["", "No answer yet", "Agreed"],
        ["Counsellor or social worker", "1", "0"],
        ["Student office", "0", "1"],
    ]


def rows_of(table: Locator) -> list[list[str]]:
    """Return the words of a table on the page, row by row."""
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in table.locator("tr").all()]


def entries_are_exported(site, released):
    target = site.folder / "entries.xlsx"
    site.ovtf("plugin", "export", "education", "--into", str(target), "--agency", AGENCY, "-w", str(released.path))
    book = openpyxl.load_workbook(target)
    head, *rows = book["contacts__talks"].values
    talks = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(each["case_key"], each["role"], each["answer"]) for each in talks] == [
        (released.key, "student_office", "agreed"),
        (released.key, "counsellor", "waiting"),
    ]
    head, row = book["standing"].values
    standing = dict(zip(head, row, strict=True))
    assert standing.items() >= {"level": "university", "weeks_out": 9, "gap": "long", "wish": "back_same"}.items()
    assert "barriers_other" not in standing, "free text stays"


def test_a_coordinator_sees_shown_numbers_only_and_takes_them_away(visit, released):
    table = Releases(released.path / "releases.duckdb").table(released.quarter, "education_learning")
    hidden = f"too few to show (probably under {table.under})"
    said = {code: hidden if shown is None else str(shown) for (code,), shown in table.cells.items()}
    visit.sign_in("dilan")
    visit.page.goto(f"{visit.site}/area-education")
    expect(visit.page.get_by_role("heading", name="Education", level=1)).to_be_visible()
    see(visit, "Survivors in and out of class", f"below {table.floor} is not shown")
    panel = visit.widget("area-education.education_learning")
    panel.get_by_text("As table", exact=True).click()
    (labels,) = table.labels.values()
    seen = rows_of(panel.locator("table.ovtf-grid"))
    assert seen[1:] == [[label, said[code]] for code, label in labels.items()]
    visit.page.keyboard.press("Escape")
    with visit.page.expect_download() as found:
        visit.widget("area-education.education_learning.download").get_by_role("button").click()
    with zipfile.ZipFile(found.value.path()) as file:
        rows = list(csv.reader(io.StringIO(file.read(file.namelist()[0]).decode("utf-8-sig"))))
    cells = {row[1]: row[3] or row[4] for row in rows[1:]}
    assert cells == said
    assert visit.outside() == []
