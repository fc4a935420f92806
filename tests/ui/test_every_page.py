"""Each page of the list can be drawn: it has a title, an address of its own and a module with `render`."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from dashboard import ui
from dashboard.access import ROLES
from dashboard.ui.every_page import PAGES, titles


def test_every_page_has_a_title_and_no_title_is_left_over():
    assert titles().keys() == {page.slug for page in PAGES}


def test_no_two_pages_share_an_address():
    assert len({page.slug for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_has_a_module_that_draws_it_for_roles_that_there_are(page):
    assert callable(import_module(page.module).render)
    assert page.roles and set(page.roles) <= set(ROLES)


def test_no_part_of_a_page_runs_by_itself():
    """It would count as use of the session, and an unattended window would stay open for ever."""
    for path in Path(ui.__file__).parent.rglob("*.py"):
        words = {node.arg for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.keyword)}
        assert "run_every" not in words, path
