"""What people do in the browser, in steps that several journeys share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Locator, expect

from dashboard.i18n import BAGHDAD
from tests.commands import has_settled_in, ovtf

Answers = Mapping[str, str | tuple[str, ...]]
SEND = "Save and send in"


@dataclass(frozen=True)
class Agency:
    """An agency without a case; each person is a user name and a password."""

    manager: tuple[str, str]
    supervisor: tuple[str, str]


def new_agency(workspace: Path, code: str) -> Agency:
    """Add an agency with a case manager and a supervisor, as an operator does beside a running server."""
    _ovtf(workspace, "agency", "add", code, f"Agency {code}")
    return Agency(_new_person(workspace, "case_manager", code), _new_person(workspace, "supervisor", code))


def _new_person(workspace: Path, role: str, agency: str) -> tuple[str, str]:
    name = f"{agency.lower()}.{role}"
    said = _ovtf(workspace, "user", "add", name, "--role", role, "--agency", agency)
    has_settled_in(workspace)
    return name, said.strip().rpartition(" ")[2]


def _ovtf(workspace: Path, *words: str) -> str:
    return ovtf(*words, "--workspace", str(workspace)).stdout


def day(ahead: int = 0) -> str:
    """Return a day as it is typed into a date field: today in Baghdad, or some days ahead."""
    return f"{datetime.now(BAGHDAD) + timedelta(days=ahead):%d%m%Y}"


def fill(visit, answers: Answers, row: int = 1) -> None:
    """Answer questions by their label, whatever kind of field each one is; `row` is that of a repeat, from 1."""
    for question, answer in answers.items():
        field = _field(visit, question, row)
        expect(field).to_be_visible()
        _KINDS.get(field.get_attribute("role") or "", _type)(
            visit, field, (answer,) if isinstance(answer, str) else answer
        )
        visit.refresh()


def _field(visit, question: str, row: int) -> Locator:
    """Find the field of a question, or that of a row of a repeat; a longer question with the same words does not count."""
    label = re.compile(rf"(^|\. ){re.escape(question)}( \(optional\))?$")
    roles = [visit.page.get_by_role(role, name=label) for role in ("radiogroup", "toolbar", "combobox", "group")]
    return roles[0].or_(roles[1]).or_(roles[2]).or_(roles[3]).or_(visit.page.get_by_label(label)).nth(row - 1)


def _choose(visit, field: Locator, answers: tuple[str, ...]) -> None:
    for each in answers:
        field.get_by_text(each, exact=True).click()
        visit.refresh()


def pick(visit, field: Locator, answers: tuple[str, ...]) -> None:
    field.click()
    for each in answers:
        visit.page.keyboard.type(each)
        visit.page.get_by_role("option", name=each, exact=True).click()
    visit.page.keyboard.press("Tab")


def _date(visit, field: Locator, answers: tuple[str, ...]) -> None:
    field.get_by_role("spinbutton").first.click()
    visit.page.keyboard.type(answers[0])
    visit.page.keyboard.press("Tab")


def _type(_visit, field: Locator, answers: tuple[str, ...]) -> None:
    field.fill(answers[0])
    field.press("Tab")


_KINDS = {"radiogroup": _choose, "toolbar": _choose, "combobox": pick, "group": _date}


def open_case(visit, answers: Answers) -> str:
    """Open a case from the empty "My work" and return its key."""
    visit.page.get_by_role("button", name="Open a new case").click()
    expect(visit.page.get_by_role("heading", name="New case", level=1)).to_be_visible()
    fill(visit, answers)
    visit.page.get_by_role("button", name=SEND).click()
    heading = visit.page.get_by_role("heading", name=re.compile("Case OV-"))
    expect(heading).to_be_visible()
    return heading.inner_text().removeprefix("Case ")


def tab(visit, name: str) -> None:
    """Go to a tab of the case."""
    visit.page.get_by_role("tab", name=name, exact=True).click()
    visit.refresh()


def follow(visit, key: str, step: str, name: str) -> None:
    """Go from a next step, such as "digital.find_route", to the tab where it is done."""
    _next_steps(visit)
    visit.widget(f"case.{key}.next.{step}").get_by_role("button").click()
    expect(visit.page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")
    expect(visit.page.get_by_role("tab", name=name, exact=True)).to_be_in_viewport()
    visit.refresh()


def start(visit, key: str, form: str) -> None:
    """Open a form on the tab that is in front, such as "safety.safety_plan"; its beginning comes into view."""
    visit.widget(f"case.{key}.{form}.start").get_by_role("button").click()
    expect(visit.page.get_by_role("button", name=SEND)).to_be_visible()
    expect(visit.page.get_by_text(re.compile(r"\d+ of \d+ answered"))).to_be_in_viewport()
    visit.refresh()


def update(visit, key: str, form: str, entry: str) -> None:
    """Open an entry that was recorded before, by the words of its line."""
    row = visit.page.get_by_test_id("stHorizontalBlock").filter(has_text=entry).last
    row.locator(f"[class*='st-key-case-{key}-{form.replace('.', '-')}-']").get_by_role("button").click()
    expect(visit.page.get_by_role("button", name=SEND)).to_be_visible()
    visit.refresh()


def mark(visit, key: str, step: str, state: str) -> None:
    """Say what became of a step of a checklist, such as "digital.removal.evidence"."""
    field = visit.widget(f"case.{key}.{step}").get_by_role("combobox")
    pick(visit, field, (state,))
    visit.refresh()


def send(visit, form: str) -> None:
    """Send the open form in."""
    visit.page.get_by_role("button", name=SEND).click()
    expect(visit.page.get_by_text(f"Saved: {form}", exact=True)).to_be_in_viewport()
    visit.refresh()


def see(visit, *texts: str) -> None:
    """See words anywhere on the page."""
    for text in texts:
        expect(visit.page.get_by_test_id("stMain").get_by_text(text).first).to_be_visible()


def see_settled(visit, label: str) -> None:
    """Open the fold of the steps that are settled, and find one there."""
    step = visit.page.get_by_test_id("stMain").get_by_text(f"✓ {label}").first
    if not step.is_visible():
        visit.page.get_by_test_id("stMain").get_by_text(re.compile(r"^\d+ settled$")).first.click()
    expect(step).to_be_visible()


def _next_steps(visit) -> Locator:
    """Return the panel of next steps with everything in it unfolded."""
    panel = visit.page.locator(".st-key-case-next")
    expect(panel.get_by_role("heading", name="Next steps")).to_be_visible()
    for fold in reversed(panel.locator("details:not([open]) > summary").all()):  # an opened one drops out
        fold.click()
    expect(panel.locator("details:not([open])")).to_have_count(0)
    return panel


def due(visit, *steps: str) -> None:
    """See steps, or their reasons, under "Next steps"."""
    panel = _next_steps(visit)
    for step in steps:
        expect(panel.get_by_text(step).first).to_be_visible()


def not_due(visit, *steps: str) -> None:
    """See that steps are not, or not any more, under "Next steps"."""
    panel = _next_steps(visit)
    for step in steps:
        expect(panel.get_by_text(step)).to_have_count(0)


def sign_out(visit) -> None:
    """Leave, so that someone else can sign in."""
    visit.page.get_by_role("button", name="Sign out").click()
    expect(visit.page.get_by_role("heading", name="Sign in")).to_be_visible()
