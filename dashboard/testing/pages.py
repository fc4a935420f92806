"""Drawing one page by itself, in tests, benchmarks and the check of a plugin."""

from typing import Any

import streamlit as st

from dashboard.ui import navigation


def register() -> None:
    """Register every page, so that links of the page under test lead somewhere."""
    pages: dict[str, Any] = {
        spec.slug: st.Page(lambda: None, title=spec.slug, url_path=spec.slug) for spec in navigation.PAGES
    }
    st.session_state[navigation.KNOWN] = pages


def draw_area(house: "Any", who: "Any", plugin: "Any", key: str, form: str, language: str) -> None:
    """Draw an area on the page of a case, with one of its forms open; or all of it, its guide and services too.

    It is the script of an AppTest, which runs it in a namespace of its own.
    """
    from importlib import import_module

    import streamlit as st

    from dashboard.desk.cases import read_case
    from dashboard.desk.directory import find
    from dashboard.i18n import use
    from dashboard.testing.pages import register

    area, guidance = (import_module(f"dashboard.ui.{each}") for each in ("pages.case_area", "widgets.guidance"))
    use(language)
    register()
    if form:
        st.session_state[f"case.{key}.{plugin.name}.form"] = (form, "")
    area.show(house, who, read_case(house, who, key), plugin)
    if not form:
        guidance.show(plugin, None)
        for each in find(house):
            if each.key.startswith(f"{plugin.name}."):
                guidance.service(house, each)
