"""Which pages there are, for whom, and how one is drawn without a fault spreading."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

import streamlit as st

from dashboard.access import Principal
from dashboard.desk.house import House
from dashboard.desk.releases import note_export, open_releases
from dashboard.desk.supply import supply
from dashboard.errors import DashboardError
from dashboard.i18n import area_text, noted
from dashboard.i18n import gettext as _
from dashboard.ui.taskforce.given import Given

CASE_ROLES = ("case_manager", "supervisor")
KNOWN = "shell.pages"


@dataclass(frozen=True)
class PageSpec:
    """A page: `slug` is its address, `module` draws it with `args`, `hidden` keeps it out of the menu.

    `section` is the heading that it stands under in a long menu.
    """

    slug: str
    module: str
    icon: str
    roles: tuple[str, ...]
    hidden: bool = False
    section: str = ""
    args: tuple[str, ...] = ()

    @property
    def is_taskforce(self) -> bool:
        """Whether it sees releases and nothing else."""
        return ".taskforce." in self.module


FIGURES, AREAS, ABOUT = noted("Figures"), noted("Areas"), noted("About the figures")


def _taskforce(slug: str, icon: str, section: str) -> PageSpec:
    return PageSpec(slug, f"dashboard.ui.taskforce.{slug}", icon, ("coordinator",), section=section)


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
    PageSpec("reporting", "dashboard.ui.pages.reporting", "event_available", ("supervisor",)),
    PageSpec("import", "dashboard.ui.pages.import_cases", "upload_file", ("supervisor",)),
    _taskforce("overview", "monitoring", FIGURES),
    _taskforce("timeliness", "timer", FIGURES),
    _taskforce("gaps", "heart_broken", FIGURES),
    _taskforce("compare", "compare_arrows", FIGURES),
    _taskforce("closer", "search", FIGURES),
    _taskforce("reported", "fact_check", ABOUT),
    _taskforce("indicators", "rule", ABOUT),
    _taskforce("releases", "inventory_2", ABOUT),
    PageSpec("people", "dashboard.ui.pages.people", "person", ("administrator",)),
    PageSpec("agencies", "dashboard.ui.pages.agencies", "apartment", ("administrator",)),
    PageSpec("plugins", "dashboard.ui.pages.plugins", "extension", ("administrator",)),
    PageSpec("audit", "dashboard.ui.pages.audit", "receipt_long", ("administrator",)),
    PageSpec(
        "directory", "dashboard.ui.pages.directory", "contact_phone", ("coordinator", "administrator"), section=ABOUT
    ),
)


def every_page(house: House) -> list[PageSpec]:
    """Return the pages of the shell, and one for each area that adds tables to releases."""
    return [*PAGES, *_areas(house)]


def _areas(house: House) -> list[PageSpec]:
    return [
        PageSpec(
            f"area-{plugin.name}",
            "dashboard.ui.taskforce.area",
            "category",
            ("coordinator",),
            section=AREAS,
            args=(plugin.name, plugin.module, plugin.area.label),
        )
        for plugin in house.registry.active
        if plugin.area and plugin.released
    ]


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
        "reporting": _("Reporting"),
        "import": _("Import"),
        "overview": _("Overview"),
        "timeliness": _("Risk and timeliness"),
        "gaps": _("Service gaps"),
        "compare": _("Compare"),
        "closer": _("Look closer"),
        "reported": _("Who reported"),
        "indicators": _("Indicators"),
        "releases": _("Releases"),
        "directory": _("Service directory"),
        "people": _("People"),
        "agencies": _("Agencies"),
        "plugins": _("Plugins"),
        "audit": _("Audit"),
    }


def sign_in_only(house: House, draw: Callable[[], None]) -> Any:
    """Register every address with the sign-in page behind it, so that a link survives signing in."""

    def signin() -> None:
        draw()

    front = st.Page(signin, title="Dashboard", url_path="sign-in", default=True)
    others = [
        st.Page(_named(draw, spec.slug), title="Dashboard", url_path=spec.slug, visibility="hidden")
        for spec in every_page(house)
    ]
    return st.navigation([front, *others], position="hidden")


def for_person(house: House, who: Principal) -> Any:
    """Register the pages of a person's role, under headings where there are many; the first is where they begin."""
    mine = [spec for spec in every_page(house) if who.role in spec.roles]
    pages = {spec.slug: _page(house, who, spec, default=spec is mine[0]) for spec in mine}
    st.session_state[KNOWN] = pages
    if mine[0].section:
        return st.navigation(_under_headings(mine, pages), expanded=True)
    return st.navigation(list(pages.values()))


def _page(house: House, who: Principal, spec: PageSpec, *, default: bool) -> Any:
    return st.Page(
        _named(_drawing(house, who, spec), spec.slug),
        title=_title(spec),
        url_path=spec.slug,
        icon=f":material/{spec.icon}:",
        default=default,
        visibility="hidden" if spec.hidden else "visible",
    )


def _title(spec: PageSpec) -> str:
    if spec.section == AREAS:
        _name, module, label = spec.args
        return area_text(module, label)
    return titles()[spec.slug]


def _under_headings(specs: Iterable[PageSpec], pages: dict[str, Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {_(section): [] for section in (FIGURES, AREAS, ABOUT)}
    for spec in specs:
        found[_(spec.section)].append(pages[spec.slug])
    return {heading: under for heading, under in found.items() if under}


def _named(draw: Callable[[], None], slug: str) -> Callable[[], None]:
    def page() -> None:
        draw()

    page.__name__ = slug.replace("-", "_")
    return page


def _drawing(house: House, who: Principal, spec: PageSpec) -> Callable[[], None]:
    def draw() -> None:
        try:
            module = import_module(spec.module)
            if spec.is_taskforce:
                module.render(_given(house, who), *spec.args)
            else:
                module.render(house, who)
        except DashboardError as error:
            st.error(str(error))

    return draw


def _given(house: House, who: Principal) -> Given:
    return Given(open_releases(house, who), partial(supply, house, who), partial(note_export, house, who))


def link(slug: str, label: str, **params: str) -> None:
    """Draw a link to another page of ours."""
    st.page_link(st.session_state[KNOWN][slug], label=label, query_params=params or None)


def go(slug: str, **params: str) -> None:
    """Leave this page for another of ours."""
    st.switch_page(st.session_state[KNOWN][slug], query_params=params or None)
