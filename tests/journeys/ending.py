"""How every journey ends: follow-up, closing, the supervisor's look, a case that is read-only."""

from playwright.sync_api import expect

from tests.journeys import answers, steps
from tests.journeys.steps import SEND, Agency, due, fill, not_due, see, send, start, tab

READ_ONLY = "This case is closed and read-only. Open it again when she comes back."
STILL_OPEN = 2
"""Referrals, needs and plans that every journey leaves open when the closing is asked for."""


def close(visit, key: str, agency: Agency) -> None:
    """Bring a case to its end, first as the case manager, then as the supervisor."""
    follow_up(visit, key)
    ask_for_closing(visit, key)
    steps.sign_out(visit)
    visit.sign_in(*agency.supervisor)
    approve_closing(visit)
    steps.sign_out(visit)
    visit.sign_in(*agency.manager)
    find_it_closed(visit, key)


def follow_up(visit, key: str) -> None:
    """Ask how she is; she says that the case could be closed."""
    due(visit, "Follow up: ask how she is", "No follow-up is recorded yet.")
    tab(visit, "Follow-up")
    start(visit, key, "follow.follow_up")
    fill(visit, answers.FOLLOW_UP)
    send(visit, "Follow-up")
    not_due(visit, "Follow up: ask how she is")
    due(visit, "Prepare the closing of the case", "The last follow-up recommends it.")


def ask_for_closing(visit, key: str) -> None:
    """Send the closing in, after she was told that she can come back."""
    start(visit, key, "follow.closure")
    fill(visit, answers.CLOSING | {"Was she told that she can come back at any time?": "No"})
    see(visit, "Tell her before the case is closed, unless contacting her is not safe.", "Why was she not told?")
    fill(visit, {"Was she told that she can come back at any time?": "Yes"})
    decide_what_is_open(visit)
    send(visit, "Closing the case")
    see(visit, "waits for the supervisor.")
    not_due(visit, "Prepare the closing of the case")


def decide_what_is_open(visit) -> None:
    """Find that it cannot be sent in yet; say why there is no new assessment, and what becomes of what is still open."""
    see(visit, "Nobody has acted on the risk yet, or it was not assessed since.")
    visit.page.get_by_role("button", name=SEND).click()
    see(visit, "Say what becomes of each. Not decided yet:")
    visit.refresh()
    fill(visit, answers.UNASSESSED)
    open_still = visit.page.get_by_role("radiogroup", name="What becomes of it?")
    expect(open_still).to_have_count(STILL_OPEN)  # while the page is drawn anew, old fields can stand beside new ones
    for row in range(1, STILL_OPEN + 1):
        fill(visit, answers.STILL_OPEN, row)


def approve_closing(visit) -> None:
    """See as the supervisor what was sent in, and approve it."""
    see(visit, "Waiting for your review: 2")
    visit.open("Team")
    waiting = visit.page.locator("[class*='st-key-team-review-'][class*='-approve']")
    see(visit, "Safety plan · ▲ High risk", "Closing the case · ▲ High risk")
    visit.refresh()
    visit.page.get_by_text("What was sent in").last.click()
    see(visit, "Was she told that she can come back at any time?")
    waiting.last.get_by_role("button").click()
    see(visit, "Approved.")
    expect(waiting).to_have_count(0)  # the plan of a closed case waits for nobody


def find_it_closed(visit, key: str) -> None:
    """Find nothing due any more, and the case read-only but for opening it again."""
    see(visit, "Nothing is due.")
    visit.open("Cases")
    visit.page.get_by_label("Search by key").fill(key)
    visit.page.get_by_label("Search by key").press("Enter")
    visit.widget(f"cases.open.{key}").get_by_role("button").click()
    expect(visit.page.get_by_role("heading", name=f"Case {key}")).to_be_visible()
    see(visit, READ_ONLY, "Closed", "Nothing is due.")
    expect(visit.widget(f"case.{key}.safety.risk_assessment.start").get_by_role("button")).to_be_disabled()
    expect(visit.widget(f"case.{key}.safety.protection.safe_contact").get_by_role("combobox")).to_be_disabled()
    tab(visit, "Follow-up")
    expect(visit.widget(f"case.{key}.follow.follow_up.start").get_by_role("button")).to_be_disabled()
    expect(visit.widget(f"case.{key}.follow.reopening.start").get_by_role("button")).to_be_enabled()
