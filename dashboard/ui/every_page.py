"""Every page: its address, who may open it, its title and its place in the menu."""

from dataclasses import dataclass

from dashboard.access import ROLES
from dashboard.actions.context import Context
from dashboard.i18n import gettext as _
from dashboard.i18n import noted
from dashboard.registry import Plugin
from dashboard.ui.taskforce.given import AreaPage

CASE_ROLES = ("case_manager", "supervisor")


@dataclass(frozen=True)
class PageSpec:
    """A page: `slug` is its address, `hidden` keeps it out of the menu.

    `module` is the module whose `render` draws the page, `args` are further arguments of `render`. `section` is the
    heading under which the page stands in a long menu.
    """

    slug: str
    module: str
    icon: str
    roles: tuple[str, ...]
    hidden: bool = False
    section: str = ""
    args: tuple[AreaPage, ...] = ()

    @property
    def is_taskforce(self) -> bool:
        """Whether the page belongs to the task force: it is given released figures and never a case."""
        return ".taskforce." in self.module


FIGURES, AREAS, ABOUT = noted("Figures"), noted("Areas"), noted("About the figures")
ACCOUNTS = noted("People")


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
    PageSpec("sent-to-me", "dashboard.ui.pages.sent_to_me", "front_hand", CASE_ROLES),
    PageSpec("team", "dashboard.ui.pages.team", "groups", ("supervisor",)),
    PageSpec("figures", "dashboard.ui.pages.figures", "bar_chart", ("supervisor",)),
    PageSpec("looks", "dashboard.ui.pages.looks", "visibility", ("supervisor",)),
    PageSpec("reporting", "dashboard.ui.pages.reporting", "event_available", ("supervisor",)),
    PageSpec("import", "dashboard.ui.pages.import_cases", "upload_file", ("supervisor",)),
    PageSpec("take-away", "dashboard.ui.pages.take_away", "file_save", ("supervisor",)),
    PageSpec("offline", "dashboard.ui.pages.offline", "smartphone", ("supervisor",)),
    _taskforce("overview", "monitoring", FIGURES),
    _taskforce("places", "map", FIGURES),
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
        "corrections", "dashboard.ui.pages.corrections", "edit_note", ("coordinator", "administrator"), section=ABOUT
    ),
    PageSpec("connections", "dashboard.ui.pages.connections", "cable", ("coordinator",), section=ABOUT),
    PageSpec(
        "directory", "dashboard.ui.pages.directory", "contact_phone", ("coordinator", "administrator"), section=ABOUT
    ),
    PageSpec("accounts", "dashboard.ui.pages.accounts", "how_to_reg", ("supervisor", "coordinator"), section=ACCOUNTS),
    PageSpec("my-account", "dashboard.ui.pages.my_account", "account_circle", ROLES, section=ACCOUNTS),
)


def every_page(context: Context) -> list[PageSpec]:
    """Return the pages of the shell, and one for each area that adds tables to releases."""
    return [*PAGES, *_areas(context)]


def _areas(context: Context) -> list[PageSpec]:
    return [
        PageSpec(
            f"area-{plugin.name}",
            "dashboard.ui.taskforce.area",
            "category",
            ("coordinator",),
            section=AREAS,
            args=(area_page(plugin),),
        )
        for plugin in context.registry.active
        if plugin.area and plugin.released
    ]


def area_page(plugin: Plugin) -> AreaPage:
    """Return what a plugin declares for its page of the task force."""
    return AreaPage(
        name=plugin.name,
        module=plugin.module,
        label=plugin.area.label if plugin.area else plugin.name,
        tables=plugin.released,
        reading=tuple(page for page in plugin.guidance if page.heading == "figures"),
        indicators=plugin.indicators,
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
        "sent-to-me": _("Something was sent to me"),
        "team": _("Team"),
        "figures": _("Agency figures"),
        "looks": _("Who looked"),
        "reporting": _("Reporting"),
        "import": _("Import"),
        "take-away": _("Take away"),
        "offline": _("Offline forms"),
        "overview": _("Overview"),
        "places": _("Places"),
        "timeliness": _("Risk and timeliness"),
        "gaps": _("Service gaps"),
        "compare": _("Compare"),
        "closer": _("Look closer"),
        "reported": _("Who reported"),
        "indicators": _("Indicators"),
        "releases": _("Releases"),
        "corrections": _("Corrections"),
        "connections": _("Connections"),
        "directory": _("Service directory"),
        "people": _("People"),
        "agencies": _("Agencies"),
        "plugins": _("Plugins"),
        "audit": _("Audit"),
        "accounts": _("Accounts"),
        "my-account": _("My account"),
    }
