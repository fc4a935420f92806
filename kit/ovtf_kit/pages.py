"""Drawing one page by itself, in tests, benchmarks and the check of a plugin."""

from typing import Any

import streamlit as st

from dashboard.ui.every_page import PAGES
from dashboard.ui.navigation import KNOWN


def register() -> None:
    """Register every page, so that links of the page under test lead somewhere."""
    pages: dict[str, Any] = {spec.slug: st.Page(lambda: None, title=spec.slug, url_path=spec.slug) for spec in PAGES}
    st.session_state[KNOWN] = pages


def draw_area(context: "Any", who: "Any", plugin: "Any", places: "Any", language: str) -> None:
    """Draw an area on the page of some cases: `places` is the case for each form that is open there.

    With "" for a form it is all of the area, its guide and services too. This is the script of an AppTest, which runs it
    in a namespace of its own.
    """
    from importlib import import_module

    import streamlit as st

    from dashboard.actions.directory.editing import find
    from dashboard.actions.work.cases import read_case
    from dashboard.i18n import use
    from ovtf_kit.pages import register

    area, guidance = (import_module(f"dashboard.ui.{name}") for name in ("pages.case_area", "widgets.guidance"))
    use(language)
    register()
    for form, key in places.items():
        if form:
            st.session_state[f"case.{key}.{plugin.name}.form"] = (form, "")
        area.show(context, who, read_case(context, who, key), plugin)
    if "" in places:
        guidance.show(plugin, None)
        for entry in find(context):
            if entry.key.startswith(f"{plugin.name}."):
                guidance.service(context, entry)
