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


def draw_guide(house: "Any", plugin: "Any", language: str) -> None:
    """Draw the guidance of an area and its services (the script of an AppTest: it runs in a namespace of its own)."""
    from dashboard.desk.directory import find
    from dashboard.i18n import use
    from dashboard.testing.pages import register
    from dashboard.ui.widgets import guidance

    use(language)
    register()
    guidance.show(plugin, None)
    for each in find(house):
        if each.key.startswith(f"{plugin.name}."):
            guidance.service(house, each)


def draw_case(house: "Any", who: "Any", plugin: "Any", key: str, form: str, language: str) -> None:
    """Draw an area on the page of a case, with one of its forms open (the script of an AppTest)."""
    import streamlit as st

    from dashboard.desk.cases import read_case
    from dashboard.i18n import use
    from dashboard.testing.pages import register
    from dashboard.ui.pages import case_area

    use(language)
    register()
    if form:
        st.session_state[f"case.{key}.{plugin.name}.form"] = (form, "")
    case_area.show(house, who, read_case(house, who, key), plugin)
