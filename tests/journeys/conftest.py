"""The demo's address, and windows of a computer and of a phone in which it is opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Visit


@pytest.fixture(scope="session")
def site(running_demo: tuple[str, Path]) -> str:
    """The address of a running demo."""
    return running_demo[0]


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Visit(context.new_page(), site)
    context.close()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 380, "height": 780}, has_touch=True, is_mobile=True)
    yield Visit(context.new_page(), site)
    context.close()
