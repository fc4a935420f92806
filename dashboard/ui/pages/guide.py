"""The guide: every area's issue, actions, tools and actors."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.i18n import area_text
from dashboard.i18n import gettext as _
from dashboard.ui.widgets import guidance, words


def render(context: Context, who: Principal) -> None:  # noqa: ARG001 - every page takes who is looking
    """Draw the page."""
    st.title(_("Guide"), anchor=False)
    st.caption(_("From the task force's practitioner's guide, in short. It supplements your agency's procedures."))
    with st.expander(_("Kinds of online violence"), icon=":material/list:"):
        for title, audience in ((_("Adults"), "adult"), (_("Children"), "child")):
            st.markdown(f"##### {title}")
            st.markdown(words.meanings(audience))
    plugins = context.registry.active
    if not plugins:
        st.info(_("No response area is installed. Ask your administrator."))
        return
    tabs = st.tabs([area_text(plugin.module, plugin.area.label) for plugin in plugins if plugin.area])
    for plugin, tab in zip(plugins, tabs, strict=True):
        with tab:
            guidance.show(plugin, None)
