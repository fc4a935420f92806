"""After a connection that broke, or a server that was started again, the screen shows what is kept, and says so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import Visit
from tests.journeys import steps
from tests.journeys.lost import Office, agreed, shown, told
from tests.journeys.test_case_manager import open_a_case
from tests.proxy import Line

pytestmark = pytest.mark.journey
ANSWERS = {
    "How old?": "41",
    "A word": "calm",
    "Which day?": "01022026",
    "Where?": "Home",
    "What is needed?": "Food",
    "She was told": "She was told",
}
OTHERS = {
    "How old?": "17",
    "A word": "tired",
    "Which day?": "05032026",
    "Where?": "Away",
    "What is needed?": "Rest",
    "She was told": "She was told",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = Office(tmp_path_factory.mktemp("office"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def line(office: Office) -> Iterator[Line]:
    with Line(office.port, office.line) as line:
        yield line


@pytest.fixture
def visit(browser: Browser, office: Office, line: Line) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page(), f"http://127.0.0.1:{line.port}")
    visit.sign_in("amal", office.password)
    yield visit
    context.close()


def open_all_kinds(visit: Visit, office: Office) -> str:
    """Open the form on a new case and answer every question, before the line breaks; return the key of the case."""
    key = open_a_case(visit)
    steps.tab(visit, "Kinds")
    steps.start(visit, key, "kinds.all")
    visit.page.get_by_test_id("stMain").get_by_role("button", name="Add").last.click()
    expect(visit.page.get_by_label("Age of the child")).to_be_visible()
    for question, given in (ANSWERS | {"Age of the child": "9"}).items():
        answer(visit, question, given)
        visit.refresh()
    agreed(visit, office)
    return key


def answer(visit: Visit, question: str, given: str) -> None:
    """Answer a question without waiting for the server, which may not hear of it."""
    page = visit.page
    if question in ("Where?", "What is needed?", "She was told"):
        page.get_by_test_id("stMain").get_by_text(given, exact=question != "She was told").click()
    elif question == "Which day?":
        page.get_by_role("group", name=question).get_by_role("spinbutton").first.click()
        page.keyboard.type(given)
    else:
        page.get_by_label(question).fill(given)
    page.keyboard.press("Tab")


def test_every_kind_of_answer_given_while_the_line_was_dead_is_kept_as_shown(visit, line, office):
    open_all_kinds(visit, office)
    line.die()
    for question, given in (OTHERS | {"Age of the child": "12"}).items():
        answer(visit, question, given)
    seen = shown(visit)
    line.mend()
    told(visit)
    assert agreed(visit, office) == seen
    assert (seen["age"], seen["place"], seen["children"]) == (17, "away", [{"child_age": 12}])
    visit.page.get_by_role("button", name=steps.SEND).click()
    expect(visit.page.get_by_text("Saved: All kinds")).to_be_visible()
    assert office.sent("all")[-1] == seen


def test_what_was_half_typed_when_the_line_was_cut_is_kept_as_shown(visit, line, office):
    key = open_all_kinds(visit, office)
    for question in ("How old?", "A word", "Age of the child"):
        visit.page.get_by_label(question).fill("17")
        line.cut()
        expect(visit.page.get_by_text("The connection is lost.")).to_be_visible()
        line.mend()
        told(visit)
        agreed(visit, office)
        expect(visit.page.get_by_label(question)).to_have_value("17")
        visit.page.get_by_role("button", name="Leave and finish later").click()
        steps.start(visit, key, "kinds.all")


def test_a_server_that_was_started_again_shows_what_is_kept_and_says_so(visit, line, office):
    visit.open("New case")
    steps.fill(visit, {"Age in whole years": "41", "Gender": "Female"})
    line.die()
    answer(visit, "Age in whole years", "17")
    office.stop()
    office.start()
    line.mend()
    told(visit)
    expect(visit.page.get_by_label("Age in whole years")).to_have_value("41")
    expect(visit.page.get_by_role("radio", name="Female")).to_be_checked()
    steps.fill(visit, {"Age in whole years": "17"})
    expect(visit.page.get_by_text("Under 18: child protection procedures apply.")).to_be_visible()
    assert office.kept()["age"] == 17
