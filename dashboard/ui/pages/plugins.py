"""Plugins: what is installed, what it contributes, and why one failed."""

import streamlit as st

from dashboard.access import Permission, Principal, require
from dashboard.casework.intake import AREA
from dashboard.desk.form_export import Exportable, exportable, of_plugin
from dashboard.desk.house import House
from dashboard.i18n import area_text, ngettext
from dashboard.i18n import gettext as _
from dashboard.registry import Plugin


def render(house: House, who: Principal) -> None:
    """Draw the page."""
    require(who, Permission.see_plugins)
    st.title(_("Plugins"), anchor=False)
    st.caption(_("Each response area is a plugin. One that fails is listed with its reason; the others go on."))
    if not house.registry.plugins:
        st.info(_("No plugin is installed. Install one with pip and start the dashboard again."))
    for plugin in house.registry.plugins:
        _card(plugin)
    with st.container(border=True):
        st.markdown("**" + _("Forms of every case") + "**")
        _forms([each for each in exportable(house.registry) if each.area == AREA], AREA)


def _card(plugin: Plugin) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{area_text(plugin.module, plugin.area.label) if plugin.area else plugin.name}**")
            st.badge(
                _("✓ active") if plugin.status == "active" else _("✕ failed"),
                color="green" if plugin.status == "active" else "red",
            )
        source = _("shipped with the dashboard") if plugin.source == "shipped" else _("from a partner")
        st.caption(f"{plugin.distribution} {plugin.version} · {source}")
        if plugin.problem:
            st.error(plugin.problem)
        else:
            st.write(_parts(plugin))
            _forms(of_plugin(plugin), plugin.name)
        if plugin.unknown_hooks:
            st.warning(
                _("Hooks that this version does not know: {names}").format(names=", ".join(plugin.unknown_hooks))
            )


def _forms(forms: list[Exportable], area: str) -> None:
    """Offer each form as a workbook, written only when it is asked for."""
    if not forms:
        return
    with st.expander(_("Forms for Kobo or ODK (.xlsx)")):
        for each in forms:
            st.download_button(
                area_text(each.package, each.form.label),
                each.content,
                file_name=each.file_name,
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                key=f"plugins.{area}.{each.form.name}",
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
