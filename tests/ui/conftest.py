"""Pages drawn for a person on a real workspace."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui import context as ui_context


def draw(page: str, path: str, who: dict, query: dict | None = None) -> None:
    """The script of a test: one page for one person (it runs in a namespace of its own)."""
    import importlib
    import os

    import streamlit as st

    from dashboard.access import Principal
    from dashboard.ui.context import the_context
    from ovtf_kit.pages import register

    os.environ["OVTF_WORKSPACE"] = path
    for key, value in (query or {}).items():
        st.query_params[key] = value
    register()
    importlib.import_module(f"dashboard.ui.pages.{page}").render(the_context(), Principal(**who))


@pytest.fixture
def show(context, monkeypatch):
    """Return a function that draws a page."""
    monkeypatch.setitem(ui_context._contexts, str(context.workspace.path), context)

    def one(page, who, **query) -> AppTest:
        values = {
            name: getattr(who, name)
            for name in ("person_id", "username", "name", "role", "agency", "language", "session")
        }
        test = AppTest.from_function(draw, args=(page, str(context.workspace.path), values, query), default_timeout=30)
        test.run()
        assert not test.exception, test.exception
        return test

    return one


def texts(test: AppTest) -> str:
    return "\n".join(
        str(each.value)
        for kind in ("markdown", "info", "success", "warning", "error", "caption", "title", "subheader")
        for each in getattr(test, kind)
    )
