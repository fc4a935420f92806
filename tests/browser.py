"""A real browser that may talk to nobody but the server under test, and one person's window in it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

PASSWORD = "Demo-only-2026!"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SLOW = 30_000
LANGUAGE = re.compile("Language|اللغة")
expect.set_options(timeout=SLOW)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield found
        found.close()


class Visit:
    """One person's browser window; it remembers every address that was asked for."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site, self.requests = page, site, list[str]()
        page.set_default_timeout(SLOW)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in through the form and wait for the first page."""
        self.try_to_sign_in(name, password)
        expect(self.page.get_by_test_id("stSidebar").get_by_text("Sign out")).to_be_attached()

    def try_to_sign_in(self, name: str, password: str) -> None:
        """Fill the sign-in form and send it."""
        self.page.goto(self.site)
        button = self.page.get_by_test_id("stFormSubmitButton").get_by_role("button")
        expect(button).to_be_visible()
        self.refresh()
        self.page.get_by_label("User name", exact=True).fill(name)
        self.page.get_by_label("Password", exact=True).fill(password)
        expect(self.page.get_by_label("User name", exact=True)).to_have_value(name)
        button.click()

    def open(self, title: str) -> None:
        """Go to a page of the menu."""
        self.page.get_by_test_id("stSidebarNav").get_by_text(title, exact=True).click()
        expect(self.page.get_by_role("heading", name=title, level=1)).to_be_visible()

    def choose(self, question: str, answer: str) -> None:
        """Choose a radio button or pill by its question and label."""
        field = self.page.get_by_role("radiogroup", name=question).or_(self.page.get_by_role("toolbar", name=question))
        field.get_by_text(answer, exact=True).click()
        self.refresh()

    def pick(self, question: str, answer: str) -> None:
        """Choose from a list that opens."""
        self.page.get_by_role("combobox", name=question).click()
        self.page.keyboard.type(answer)
        self.page.get_by_role("option", name=answer, exact=True).click()
        self.page.keyboard.press("Tab")
        self.refresh()

    def speak(self, language: str) -> None:
        """Change the language; the whole window is loaded again."""
        self.refresh()
        menu = self.page.get_by_role("combobox", name=LANGUAGE)
        menu.scroll_into_view_if_needed()  # a list that is open closes when its page scrolls
        menu.click()
        with self.page.expect_event("load"):
            self.page.get_by_role("option", name=language).click()

    def refresh(self) -> None:
        """Wait until the running script is done."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")

    def widget(self, key: str):
        """Find a widget's container by its key."""
        return self.page.locator(f".st-key-{key.replace('.', '-')}")

    def outside(self) -> list[str]:
        """Addresses that are not on this machine."""
        here = (self.site, self.site.replace("http", "ws"), "data:", "blob:")
        return [address for address in self.requests if not address.startswith(here)]
