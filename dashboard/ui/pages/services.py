"""Services: tools, hotlines and actors, searchable."""

import streamlit as st

from dashboard import codes
from dashboard.access import Principal
from dashboard.contract import Service
from dashboard.desk.house import House
from dashboard.i18n import area_text
from dashboard.i18n import gettext as _
from dashboard.registry import Plugin
from dashboard.ui.widgets import guidance

ALL = "all"


def render(house: House, who: Principal) -> None:  # noqa: ARG001 - every page takes who is looking
    """Draw the page."""
    st.title(_("Services"))
    st.caption(_("Tools, hotlines and actors. Call or report only with consent, or when a life is in danger."))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(_("Search"), key="services.search", max_chars=40)
        region = _pick(
            _("Region"),
            "services.region",
            {ALL: _("All"), **{code: guidance.region(code) for code in codes.names("region")}},
        )
        audience = _pick(_("For"), "services.audience", {ALL: _("All"), "adult": _("adults"), "child": _("children")})
        kind = _pick(_("Kind"), "services.kind", _kinds())
    found = [
        (plugin, each)
        for plugin in house.registry.active
        for each in plugin.services
        if _fits(plugin, each, search, region, audience, kind)
    ]
    if not found:
        st.info(_("No service fits. Take a filter away, or ask the task force for the newest service map."))
    for plugin, each in found:
        guidance.service(plugin, each)


def _kinds() -> dict[str, str]:
    return {
        ALL: _("All"),
        "hotline": _("Hotlines"),
        "tool": _("Tools"),
        "platform": _("Platforms"),
        "authority": _("Authorities"),
        "coordination": _("Coordination"),
        "provider": _("Providers"),
    }


def _pick(label: str, key: str, options: dict[str, str]) -> str:
    return str(st.selectbox(label, list(options), key=key, format_func=options.__getitem__))


def _fits(plugin: Plugin, each: Service, search: str, region: str, audience: str, kind: str) -> bool:
    text = codes.fold(
        " ".join(
            [
                area_text(plugin.module, each.label),
                area_text(plugin.module, each.summary),
                each.label,
                *(value for _kind, value in each.channels),
            ]
        )
    )
    return (
        codes.fold(search or "") in text
        and region in (ALL, each.region, *(["kri", "federal_iraq"] if each.region == "iraq" else []))
        and (audience == ALL or each.audience in ("both", audience))
        and kind in (ALL, each.kind)
    )
