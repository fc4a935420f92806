"""Services: tools, hotlines and actors, searchable, printable, from any case."""

import streamlit as st

from dashboard import codes
from dashboard.access import Principal
from dashboard.desk.directory import find
from dashboard.desk.house import House
from dashboard.i18n import gettext as _
from dashboard.ui.frame import print_button
from dashboard.ui.widgets import guidance, words

ALL = ""


def render(house: House, who: Principal) -> None:  # noqa: ARG001 - every page takes who is looking
    """Draw the page."""
    st.title(_("Services"))
    st.caption(_("Tools, hotlines and actors. Call or report only with consent, or when a life is in danger."))
    _from_address()
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        search = st.text_input(_("Search"), key="services.search", max_chars=40)
        place = _pick(_("Governorate"), "services.governorate", _labels("governorate"))
        audience = _pick(_("For"), "services.for", {"adult": _("adults"), "child": _("children")})
        language = _pick(_("Language"), "services.language", guidance.LANGUAGE_NAMES)
        kind = _pick(_("Kind"), "services.kind", kinds())
        service_type = _pick(_("Service"), "services.type", _labels("service_type"))
    found = find(
        house,
        search=search,
        governorate=place,
        audience=audience,
        language=language,
        kind=kind,
        service_type=service_type,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("{n} entries").format(n=len(found)))
        print_button(_("Print"))
    if not found:
        st.info(_("No service fits. Take a filter away, or ask the task force for the newest service map."))
    for each in found:
        guidance.service(house, each)


def _from_address() -> None:
    """Take the filters that a case put into the address, once."""
    for name in ("governorate", "for"):
        value = st.query_params.get(name)
        if value in (*codes.names("governorate"), "adult", "child") and f"services.{name}" not in st.session_state:
            st.session_state[f"services.{name}"] = value


def kinds() -> dict[str, str]:
    """Return the kinds of services in words."""
    return {
        "hotline": _("Hotlines"),
        "tool": _("Tools"),
        "platform": _("Platforms"),
        "authority": _("Authorities"),
        "coordination": _("Coordination"),
        "provider": _("Providers"),
    }


def _labels(name: str) -> dict[str, str]:
    return {code: words.code(name, code) for code in codes.names(name)}


def _pick(label: str, key: str, options: dict[str, str]) -> str:
    every = {ALL: _("All"), **options}
    return str(st.selectbox(label, list(every), key=key, format_func=every.__getitem__) or ALL)
