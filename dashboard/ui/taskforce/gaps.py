"""Service gaps: which services are missing where, what came of needs, why services are declined, what is on offer."""

import streamlit as st

from dashboard import codes
from dashboard.i18n import gettext as _
from dashboard.release import Supply
from dashboard.release.core_menu import SERVICES
from dashboard.ui.html_table import as_html
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.sheet import Sheet, begin, tools
from dashboard.ui.taskforce.showing import side_by_side
from dashboard.ui.taskforce.topics import on_topic
from dashboard.ui.taskforce.wording import cell_label, code_label, said

PAGE, MISSING = "gaps", "missing_service"
FIRST = (MISSING, "need_outcome", "declined")
NOT_SERVICES = ("nothing", "none")


def render(given: Given) -> None:
    """Draw the page."""
    sheet = begin(
        given,
        PAGE,
        _("Service gaps"),
        _("After the first release: which services are needed, which are missing where, and why some are declined."),
        narrows=True,
    )
    if sheet is None:
        return
    more = [name for name in on_topic(sheet.releases, sheet.period, "S") if name not in FIRST]
    shown = tables.panels(sheet.releases, sheet.period, [*FIRST, *more])
    supply = given.supply()
    if any(panel.name == MISSING for panel in shown):
        _without_provider(sheet, supply)
    shown = sheet.narrowed(shown)
    side_by_side(shown, sheet)
    _offered(supply)
    st.caption(_("Not offered: gaps by age, sex or disability. Three dimensions at once are what finds one survivor."))
    tools(sheet, shown)


def _without_provider(sheet: Sheet, supply: Supply) -> None:
    """Say where a service was missing and the directory has no verified entry for it either."""
    table = sheet.releases.table(sheet.period, MISSING)
    unserved = [
        _("{service} in {place}: {n} cases").format(
            service=quoted(cell_label(table, table.dims[1], service)),
            place=code_label("governorate", place),
            n=said(number, table.under),
        )
        for (place, service), number in table.cells.items()
        if number is not None and service not in NOT_SERVICES and not supply.verified.get((place, service))
    ]
    with st.container(border=True, key=f"{PAGE}.nobody"):
        st.subheader(_("Needed, and nobody in the directory"), anchor=False)
        for line in unserved:
            st.markdown(f"- {line}")
        if not unserved:
            st.write(_("No place and service with a published number of missing services is without a verified entry."))


def _offered(supply: Supply) -> None:
    with st.container(border=True, key=f"{PAGE}.offered"):
        st.subheader(_("What the directory offers"), anchor=False)
        st.caption(
            _(
                "Verified entries of the service directory as it stands today, by governorate. They count organisations, "
                "not cases, so they are exact."
            )
        )
        services = _services()
        rows = [
            (
                code_label("governorate", place),
                *(_many(supply.verified.get((place, service), 0)) for service in services),
            )
            for place in codes.names("governorate")
        ]
        with st.container(key=f"{PAGE}.coverage"):
            st.html(as_html((_("Governorate"), *services.values()), rows, _("Verified entries")))
        if supply.stale:
            names = "; ".join(map(quoted, supply.stale))
            text = _("{n} of {all} entries were not verified for 90 days: {names}")
            st.warning(text.format(n=len(supply.stale), all=supply.entries, names=names))


def _many(entries: int) -> str:
    return str(entries) if entries else _("none")


def _services() -> dict[str, str]:
    """Return the name of each group of services by its code in releases."""
    return {service: _(label) for service, label in SERVICES.items()}
