"""Which pages there are, for whom, and how one is drawn without a fault spreading."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import streamlit as st

from dashboard.access import Principal
from dashboard.desk.house import House
from dashboard.desk.releases import open_releases
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _

CASE_ROLES = ("case_manager", "supervisor")
KNOWN = "shell.pages"


@dataclass(frozen=True)
class PageSpec:
    """A page: `slug` is its address, `module` draws it, `hidden` keeps it out of the menu."""

    slug: str
    module: str
    icon: str
    roles: tuple[str, ...]
    hidden: bool = False

    @property
    def is_taskforce(self) -> bool:
        """Whether it sees releases and nothing else."""
        return ".taskforce." in self.module


PAGES = (
    PageSpec("my-work", "dashboard.ui.pages.my_work", "checklist", CASE_ROLES),
    PageSpec("cases", "dashboard.ui.pages.cases", "folder_open", CASE_ROLES),
    PageSpec("new-case", "dashboard.ui.pages.new_case", "note_add", CASE_ROLES),
    PageSpec("case", "dashboard.ui.pages.case", "folder", CASE_ROLES, hidden=True),
    PageSpec("plan", "dashboard.ui.pages.plan", "print", CASE_ROLES, hidden=True),
    PageSpec("guide", "dashboard.ui.pages.guide", "menu_book", CASE_ROLES),
    PageSpec("services", "dashboard.ui.pages.services", "call", CASE_ROLES),
    PageSpec("team", "dashboard.ui.pages.team", "groups", ("supervisor",)),
    PageSpec("figures", "dashboard.ui.pages.figures", "bar_chart", ("supervisor",)),
    PageSpec("import", "dashboard.ui.pages.import_cases", "upload_file", ("supervisor",)),
    PageSpec("overview", "dashboard.ui.taskforce.overview", "monitoring", ("coordinator",)),
    PageSpec("response", "dashboard.ui.taskforce.response", "handshake", ("coordinator",)),
    PageSpec("people", "dashboard.ui.pages.people", "person", ("administrator",)),
    PageSpec("agencies", "dashboard.ui.pages.agencies", "apartment", ("administrator",)),
    PageSpec("plugins", "dashboard.ui.pages.plugins", "extension", ("administrator",)),
    PageSpec("audit", "dashboard.ui.pages.audit", "receipt_long", ("administrator",)),
    PageSpec("directory", "dashboard.ui.pages.directory", "contact_phone", ("coordinator", "administrator")),
)


def titles() -> dict[str, str]:
    """Return the title of each page in the menu, in the language of this run."""
    return {
        "my-work": _("My work"),
        "cases": _("Cases"),
        "new-case": _("New case"),
        "case": _("Case"),
        "plan": _("Action plan"),
        "guide": _("Guide"),
        "services": _("Services"),
        "team": _("Team"),
        "figures": _("Agency figures"),
        "import": _("Import"),
        "overview": _("Overview"),
        "response": _("Response"),
        "directory": _("Service directory"),
        "people": _("People"),
        "agencies": _("Agencies"),
        "plugins": _("Plugins"),
        "audit": _("Audit"),
    }


def sign_in_only(draw: Callable[[], None]) -> Any:
    """Register every address with the sign-in page behind it, so that a link survives signing in."""

    def signin() -> None:
        draw()

    front = st.Page(signin, title="Dashboard", url_path="sign-in", default=True)
    others = [
        st.Page(_named(draw, spec.slug), title="Dashboard", url_path=spec.slug, visibility="hidden") for spec in PAGES
    ]
    return st.navigation([front, *others], position="hidden")


def for_person(house: House, who: Principal) -> Any:
    """Register the pages of a person's role; the first is where they begin."""
    words = titles()
    mine = [spec for spec in PAGES if who.role in spec.roles]
    pages = {
        spec.slug: st.Page(
            _named(_drawing(house, who, spec), spec.slug),
            title=words[spec.slug],
            url_path=spec.slug,
            icon=f":material/{spec.icon}:",
            default=spec is mine[0],
            visibility="hidden" if spec.hidden else "visible",
        )
        for spec in mine
    }
    st.session_state[KNOWN] = pages
    return st.navigation(list(pages.values()))


def _named(draw: Callable[[], None], slug: str) -> Callable[[], None]:
    def page() -> None:
        draw()

    page.__name__ = slug.replace("-", "_")
    return page


def _drawing(house: House, who: Principal, spec: PageSpec) -> Callable[[], None]:
    def draw() -> None:
        try:
            module = import_module(spec.module)
            module.render(open_releases(house, who) if spec.is_taskforce else house, who)
        except DashboardError as error:
            st.error(str(error))

    return draw


def link(slug: str, label: str, **params: str) -> None:
    """Draw a link to another page of ours."""
    st.page_link(st.session_state[KNOWN][slug], label=label, query_params=params or None)


def go(slug: str, **params: str) -> None:
    """Leave this page for another of ours."""
    st.switch_page(st.session_state[KNOWN][slug], query_params=params or None)
