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
    """Draw a plugin's area on the pages of cases; `places` has for each form's name the key of a case to open it on.

    The name "" stands for the area without an open form: its guide and services are drawn too. This is the script of an
    AppTest, which runs it in a namespace of its own: hence the imports inside.
    """
    from importlib import import_module

    import streamlit as st

    from dashboard.actions.directory.editing import find
    from dashboard.actions.work.cases import read_case
    from dashboard.i18n import use
    from ovtf_kit.pages import register

    rooms = ("pages.case_area", "widgets.guidance", "widgets.listed")
    area, guidance, listed = (import_module(f"dashboard.ui.{name}") for name in rooms)
    use(language)
    register()
    for form_name, case_key in places.items():
        if form_name:
            st.session_state[f"case.{case_key}.{plugin.name}.form"] = (form_name, "")
        area.show(context, who, read_case(context, who, case_key), plugin)
    if "" in places:
        guidance.show(plugin, None)
        for service in find(context):
            if service.key.startswith(f"{plugin.name}."):
                listed.service(context, service)
