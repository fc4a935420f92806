"""The pages that a person may open: the menu, links between pages, and a message in place of a page that refuses."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.directory.supply import supply
from dashboard.actions.taskforce import clearances, targets
from dashboard.actions.taskforce.releases import audit_export, open_releases
from dashboard.errors import DashboardError
from dashboard.i18n import area_text
from dashboard.i18n import gettext as _
from dashboard.ui.every_page import ABOUT, ACCOUNTS, AREAS, FIGURES, PAGES, PageSpec, every_page, titles
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.taskforce.given import Given

KNOWN = "shell.pages"


def sign_in_only(draw_sign_in: Callable[[], None]) -> Any:
    """Show the sign-in page at the address of every page, so that a link still leads to its page after signing in."""

    def signin() -> None:
        draw_sign_in()

    front = st.Page(signin, title="Dashboard", url_path="sign-in", default=True)
    sign_in_at_each_address = [
        st.Page(_named(draw_sign_in, slug), title="Dashboard", url_path=slug, visibility="hidden")
        for slug in (*(spec.slug for spec in PAGES), *_area_asked_for())
    ]
    return st.navigation([front, *sign_in_at_each_address], position="hidden")


def _area_asked_for() -> list[str]:
    """Return the address of the area's page that the window asks for: a stranger is not told which areas there are."""
    asked = urlsplit(st.context.url or "").path.strip("/")
    return [asked] if re.fullmatch(r"area-[a-z0-9_-]{1,64}", asked) else []


def for_person(context: Context, who: Principal) -> Any:
    """Register the pages of a person's role, in sections where the pages have them; the first page opens after
    sign-in.
    """
    mine = [spec for spec in every_page(context) if who.role in spec.roles]
    pages = {spec.slug: _page(context, who, spec, default=spec is mine[0]) for spec in mine}
    st.session_state[KNOWN] = pages
    if mine[0].section:
        return st.navigation(_under_headings(mine, pages), expanded=True)
    return st.navigation(list(pages.values()), expanded=True)  # else Streamlit folds the last of many away


def _page(context: Context, who: Principal, spec: PageSpec, *, default: bool) -> Any:
    return st.Page(
        _named(_drawing(context, who, spec), spec.slug),
        title=_title(spec),
        url_path=spec.slug,
        icon=f":material/{spec.icon}:",
        default=default,
        visibility="hidden" if spec.hidden else "visible",
    )


def _title(spec: PageSpec) -> str:
    if spec.section == AREAS:
        (page,) = spec.args
        return area_text(page.module, page.label)
    return titles()[spec.slug]


def _under_headings(specs: Iterable[PageSpec], pages: dict[str, Any]) -> dict[str, list[Any]]:
    by_heading: dict[str, list[Any]] = {_(section): [] for section in (FIGURES, AREAS, ABOUT, ACCOUNTS)}
    for spec in specs:
        by_heading[_(spec.section)].append(pages[spec.slug])
    return {heading: section_pages for heading, section_pages in by_heading.items() if section_pages}


def _named(draw: Callable[[], None], slug: str) -> Callable[[], None]:
    def page() -> None:
        draw()

    page.__name__ = slug.replace("-", "_")
    return page


def _drawing(context: Context, who: Principal, spec: PageSpec) -> Callable[[], None]:
    def draw() -> None:
        try:
            module = import_module(spec.module)
            if spec.is_taskforce:
                module.render(_given(context, who), *spec.args)
            else:
                module.render(context, who)
        except DashboardError as error:
            st.error(quoted_lines(str(error)))

    return draw


def _given(context: Context, who: Principal) -> Given:
    acts = {"ask": clearances.ask, "confirm": clearances.confirm, "end": clearances.end}
    return Given(
        open_releases(context, who),
        partial(supply, context, who),
        partial(audit_export, context, who),
        targets=partial(targets.every, context, who),
        set_target=partial(targets.agree, context, who),
        clearances=partial(clearances.every, context, who),
        clear=lambda act, period: acts[act](context, who, period),
        link=link,
    )


def link(slug: str, label: str, **params: str) -> None:
    """Draw a link to another page of the dashboard; `params` go into its address, such as the key of a case."""
    st.page_link(st.session_state[KNOWN][slug], label=label, query_params=params or None)


def go(slug: str, **params: str) -> None:
    """Open another page of the dashboard in place of this one; `params` go into its address."""
    st.switch_page(st.session_state[KNOWN][slug], query_params=params or None)
