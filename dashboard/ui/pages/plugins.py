"""Plugins: what is installed, switched off or removed, what it contributes, and what went wrong."""

from functools import partial

import streamlit as st

from dashboard.access import Permission, Principal, require
from dashboard.actions.administration import areas
from dashboard.actions.administration.areas import AreaStatus
from dashboard.actions.administration.form_export import Exportable, exportable, of_plugin
from dashboard.actions.context import Context
from dashboard.casework.intake import AREA
from dashboard.errors import DashboardError
from dashboard.i18n import area_text, moment, ngettext
from dashboard.i18n import gettext as _
from dashboard.registry import Plugin
from dashboard.registry.troubles import Trouble
from dashboard.spreadsheets import XLSX
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets.words import Colour

FEW = 5
COLOURS: dict[str, Colour] = {"active": "green", "off": "gray", "failed": "red", "gone": "orange"}


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    require(who, Permission.see_plugins)
    st.title(_("Plugins"), anchor=False)
    st.caption(_("Each response area is a plugin. One that fails is listed with its reason; the others go on."))
    if message := st.session_state.pop("plugins.message", None):
        st.error(quoted_lines(message))
    statuses = areas.overview(context, who)
    if not statuses:
        st.info(_("No plugin is installed. Install one with pip and start the dashboard again."))
    for status in statuses:
        _card(context, who, status)
    with st.container(border=True):
        st.markdown("**" + _("Forms of every case") + "**")
        _forms([workbook for workbook in exportable(context.registry) if workbook.area == AREA], AREA)


def _card(context: Context, who: Principal, status: AreaStatus) -> None:
    plugin = status.plugin
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            label = area_text(plugin.module, plugin.area.label) if plugin and plugin.area else status.name
            st.markdown(f"**{quoted(label)}**")
            st.badge(_states()[status.state], color=COLOURS[status.state])
            if status.state in ("active", "off"):
                _switch(context, who, status)
        if plugin:
            _about(plugin)
        if status.kept:
            st.caption(_kept(status))
        _notes(status)
        _troubles(context, who, status)


def _states() -> dict[str, str]:
    return {"active": _("✓ active"), "off": _("○ off"), "failed": _("✕ failed"), "gone": _("not installed")}


def _switch(context: Context, who: Principal, status: AreaStatus) -> None:
    on = status.state == "off"
    st.button(
        _("Switch on") if on else _("Switch off"),
        key=f"plugins.{status.name}.switch",
        help=_("An area that is off has no pages, tasks or figures. What was recorded stays readable."),
        on_click=_do,
        args=(partial(areas.switch, context, who, status.name, on),),
    )


def _do(action: partial[None]) -> None:
    try:
        action()
    except DashboardError as error:
        st.session_state["plugins.message"] = str(error)


def _about(plugin: Plugin) -> None:
    source = _("shipped with the dashboard") if plugin.source == "shipped" else _("from a partner")
    st.caption(f"{quoted(f'{plugin.distribution} {plugin.version}')} · {source}")
    if plugin.problem:
        st.error(quoted(plugin.problem))
    else:
        st.write(_parts(plugin))
        _forms(of_plugin(plugin), plugin.name)


def _kept(status: AreaStatus) -> str:
    text = ngettext("{n} entry is kept.", "{n} entries are kept.", status.kept).format(n=status.kept)
    if status.state == "active":
        return text
    return text + " " + _("They stay readable in the history of each case, and a supervisor can have them exported.")


def _notes(status: AreaStatus) -> None:
    plugin = status.plugin
    if plugin and plugin.unknown_hooks:
        names = quoted(", ".join(plugin.unknown_hooks))
        st.warning(_("Hooks that this version does not know: {names}").format(names=names))
    for text in plugin.warnings[:FEW] if plugin else ():
        st.warning(quoted(text))
    for text in status.moved:
        st.warning(
            _("A question came back with another kind, so it has a column of its own: {column}").format(
                column=quoted(text)
            )
        )


def _troubles(context: Context, who: Principal, status: AreaStatus) -> None:
    """List what went wrong in a plugin lately: the type of error and where, never an answer from a case."""
    if status.aside:
        places = quoted(", ".join(status.aside))
        st.error(_("Put aside, because it did not come back in time or took too long: {places}").format(places=places))
        st.button(
            _("Try it again"),
            key=f"plugins.{status.name}.again",
            on_click=_do,
            args=(partial(areas.ask_again, context, who, status.name),),
        )
    if status.troubles:
        st.markdown(_("**What went wrong lately**"))
        st.markdown("\n".join(f"- {_trouble(context, trouble)}" for trouble in status.troubles[:FEW]))


def _trouble(context: Context, trouble: Trouble) -> str:
    times = ngettext("once", "{n} times", trouble.times).format(n=trouble.times)
    return (
        f"`{trouble.place.replace('`', ' ')}`: {quoted(_(trouble.what))} ({times}, {moment(trouble.at, context.now())})"
    )


def _forms(forms: list[Exportable], area: str) -> None:
    """Offer each form as an XLSForm workbook, which is written only when somebody downloads it."""
    if not forms:
        return
    with st.expander(_("Forms for Kobo or ODK (.xlsx)")):
        for workbook in forms:
            st.download_button(
                area_text(workbook.package, workbook.form.label),
                workbook.content,
                file_name=workbook.file_name,
                mime=XLSX,
                key=f"plugins.{area}.{workbook.form.name}",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )


def _parts(plugin: Plugin) -> str:
    counts = (
        ngettext("{n} form", "{n} forms", len(plugin.forms)).format(n=len(plugin.forms)),
        ngettext("{n} checklist", "{n} checklists", len(plugin.checklists)).format(n=len(plugin.checklists)),
        ngettext("{n} guidance page", "{n} guidance pages", len(plugin.guidance)).format(n=len(plugin.guidance)),
        ngettext("{n} service", "{n} services", len(plugin.services)).format(n=len(plugin.services)),
        ngettext("{n} figure", "{n} figures", len(plugin.views)).format(n=len(plugin.views)),
        ngettext("{n} indicator", "{n} indicators", len(plugin.indicators)).format(n=len(plugin.indicators)),
    )
    return " · ".join(counts)
