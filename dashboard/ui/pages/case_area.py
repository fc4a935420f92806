"""One area of a case: its checklists to do now, its forms to record, its guidance and contacts to know."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import find
from dashboard.actions.work.cases import OpenedCase
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.registry import HOOKS, Plugin
from dashboard.ui.navigation import link
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.widgets import checklist, entries, guidance, listed
from dashboard.ui.widgets.entries import Place


def show(context: Context, who: Principal, file: OpenedCase, plugin: Plugin) -> None:
    """Draw the tab of an area. Where its plugin fails, a message is drawn instead, and the rest of the page as usual."""
    try:
        _area(context, who, file, plugin)
    except DashboardError as error:
        st.error(quoted_lines(str(error)))
    except Exception as error:
        context.registry.troubles.note(plugin.name, "case page", type(error).__name__)
        st.error(_("This area cannot be shown. The other areas and the record are not affected."))


def _area(context: Context, who: Principal, file: OpenedCase, plugin: Plugin) -> None:
    place = Place(context, who, file, plugin.name, plugin.module, plugin.name)
    if any(trouble.place in HOOKS for trouble in context.registry.troubles.lately(plugin.name)):
        st.info(_("Some advice of this area may be missing. What you record is saved; your administrator can see why."))
    if entries.sheet(place):
        return
    st.subheader(_("Do now"), anchor=False)
    for steps in plugin.checklists:
        checklist.show(context, who, file, plugin, steps)
    st.subheader(_("Record"), anchor=False)
    for form in plugin.forms:
        if form.audience in ("both", "child" if file.case.is_child else "adult"):
            entries.card(place, form)
    _know(context, file, plugin)


def _know(context: Context, file: OpenedCase, plugin: Plugin) -> None:
    audience = "child" if file.case.is_child else "adult"
    st.subheader(_("Know"), anchor=False)
    key, why = f"case.{file.case.key}.{plugin.name}", _("Why this matters, and how to do it (2 min)")
    page = st.expander(why, icon=":material/menu_book:", key=f"{key}.why", on_change="rerun")
    if page.open:
        with page:
            guidance.show(plugin, file.case.is_child)
    contacts = st.expander(_("Tools and contacts"), icon=":material/call:", key=f"{key}.contacts", on_change="rerun")
    if contacts.open:
        with contacts:
            _contacts(context, file, plugin, audience)


def _contacts(context: Context, file: OpenedCase, plugin: Plugin, audience: str) -> None:
    for entry in find(context, governorate=file.case.governorate, audience=audience):
        if entry.key.startswith(f"{plugin.name}."):
            listed.service(context, entry)
    params = {"governorate": file.case.governorate, "for": audience}
    link("services", _("All services for this governorate"), **params)
