"""Drawing one page by itself, in tests and benchmarks."""

from typing import Any

import streamlit as st

from dashboard.ui import navigation


def register() -> None:
    """Register every page, so that links of the page under test lead somewhere."""
    pages: dict[str, Any] = {
        spec.slug: st.Page(lambda: None, title=spec.slug, url_path=spec.slug) for spec in navigation.PAGES
    }
    st.session_state[navigation.KNOWN] = pages
