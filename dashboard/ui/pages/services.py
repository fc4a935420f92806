"""Services: tools, hotlines and actors, searchable, printable, from any case."""

import streamlit as st

from dashboard import codes
from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import find
from dashboard.i18n import gettext as _
from dashboard.i18n import ngettext
from dashboard.ui.printing import print_button
from dashboard.ui.widgets import listed, words

ALL = ""


def render(context: Context, who: Principal) -> None:  # noqa: ARG001 - every page takes who is looking
    """Draw the page."""
    st.title(_("Services"), anchor=False)
    st.caption(_("Tools, hotlines and actors. Call or report only with consent, or when a life is in danger."))
    _from_address()
    entries = find(context, **_filters())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(ngettext("{n} entry", "{n} entries", len(entries)).format(n=len(entries)))
        with st.container(width="content"):
            print_button(_("Print"))
    if not entries:
        st.info(_("No service fits. Take a filter away, or ask the task force for the newest service map."))
    for entry in entries:
        listed.service(context, entry)


def _from_address() -> None:
    """Set the filters to those in the address, which a link on a case's page puts there; a filter already set is
    kept.
    """
    allowed = {"governorate": codes.places(), "for": ("adult", "child")}
    for name, allowed_codes in allowed.items():
        code = st.query_params.get(name)
        if code in allowed_codes:
            st.session_state.setdefault(f"services.{name}", code)


def _filters() -> dict[str, str]:
    audiences = {"adult": _("adults"), "child": _("children")}
    with st.container(key="services.filters"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first = {
                "search": st.text_input(_("Search"), key="services.search"),
                "governorate": _pick(_("Governorate"), "services.governorate", _labels("governorate")),
                "audience": _pick(_("For"), "services.for", audiences),
            }
        with st.container(horizontal=True, vertical_alignment="bottom"):
            return first | {
                "language": _pick(_("Language"), "services.language", listed.language_names()),
                "kind": _pick(_("Kind"), "services.kind", listed.kinds()),
                "service_type": _pick(_("Service"), "services.type", _labels("service_type")),
            }


def _labels(name: str) -> dict[str, str]:
    return {code: words.code(name, code) for code in codes.names(name) if code != codes.UNKNOWN}


def _pick(label: str, key: str, options: dict[str, str]) -> str:
    every = {ALL: _("All"), **options}
    return str(st.selectbox(label, list(every), key=key, format_func=every.__getitem__) or ALL)
