"""Guidance of an area on the screen, also where no case may be seen: it reads nothing but the pages it is given."""

from collections.abc import Sequence

import streamlit as st

from dashboard.contract import HEADINGS, Guidance
from dashboard.i18n import direction, harmless, isolated, language
from dashboard.i18n import gettext as _
from dashboard.languages import chain
from dashboard.registry import Plugin
from dashboard.ui.widgets import tongue


def headings() -> dict[str, str]:
    """Return the four headings of the guide in the language of this run."""
    return {"issue": _("The issue"), "actions": _("What to do"), "tools": _("Tools"), "actors": _("Who helps")}


def show(plugin: Plugin, child: bool | None) -> None:
    """Draw an area's guidance under its four headings, for a child's case, an adult's, or (None) both."""
    names = headings()
    for heading in HEADINGS:
        pages = _pages(plugin, heading, child)
        titles = [f"{names[heading]}{_whom(page, child)}" for page in pages]
        for position, (title, page) in enumerate(zip(titles, pages, strict=True)):
            if title not in titles[:position]:  # pages under the same title show it once
                st.markdown(f"##### {title}")
            page_text(page, f"{plugin.name}.{heading}.{position}")


def page_text(page: Guidance, name: str) -> None:
    """Draw one page with its source; `name` tells it from others."""
    with tongue.of(page.language, name):
        st.markdown(harmless(page.text))
    source = isolated(harmless(page.source), direction())
    st.caption(f"{source} · " + _("reviewed {when}").format(when=page.reviewed))


def _pages(plugin: Plugin, heading: str, child: bool | None) -> list[Guidance]:
    audiences = {"both", "adult", "child"} if child is None else {"both", "child" if child else "adult"}
    return in_this_language(
        [page for page in plugin.guidance if page.heading == heading and page.audience in audiences]
    )


def in_this_language(pages: Sequence[Guidance]) -> list[Guidance]:
    """Return the pages in the language of this run, or in the next one that people who speak it read."""
    by_language = ([page for page in pages if page.language == code] for code in chain(language()))
    return next((spoken for spoken in by_language if spoken), [])


def _whom(page: Guidance, child: bool | None) -> str:
    if child is not None or page.audience == "both":
        return ""
    return " · " + (_("children") if page.audience == "child" else _("adults"))
