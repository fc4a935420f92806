"""What the service directory offers where, for children and for adults. It counts organisations, never cases."""

from collections.abc import Collection

import streamlit as st

from dashboard import codes
from dashboard.i18n import gettext as _
from dashboard.i18n import listed_apart
from dashboard.release import Supply
from dashboard.release.core_menu import SERVICES
from dashboard.release.supply import Listed, kinds
from dashboard.ui.html_table import as_html
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.wording import code_label

COLUMNS = tuple(kind for service in SERVICES for kind in kinds(service))
"""What the directory is counted by: groups of services, and the kinds that are told apart."""


def draw(supply: Supply) -> None:
    """Draw the verified entries by governorate and service, and name those that were not verified for a while."""
    with st.container(border=True, key="gaps.offered"):
        st.subheader(_("What the directory offers"), anchor=False)
        st.caption(
            _(
                "Verified entries of the service directory as it stands today, by governorate. They count organisations, "
                "not cases, so they are exact."
            )
        )
        rows = [
            (code_label("governorate", place), *(listed_words(supply.listed(kind, [place])) for kind in COLUMNS))
            for place in codes.places()
        ]
        with st.container(key="gaps.coverage"):
            st.html(as_html((_("Governorate"), *map(_kind, COLUMNS)), rows, _("Verified entries")))
        _stale(supply)


def _stale(supply: Supply) -> None:
    if supply.stale:
        names = listed_apart(map(quoted, supply.stale))
        text = _("{n} of {all} entries were not verified for 90 days: {names}")
        st.warning(text.format(n=len(supply.stale), all=supply.entries, names=names))


def _kind(kind: str) -> str:
    return _(SERVICES[kind]) if kind in SERVICES else code_label("service_type", kind)


def needed(supply: Supply, service: str, places: Collection[str]) -> Listed:
    """Return what is listed of what a need for a service is mostly for: of shelter and protection it is shelter."""
    return supply.listed(kinds(service)[0], places)


def offers(supply: Supply, service: str, places: Collection[str]) -> str:
    """Return in words what is listed for a service in any of the places, each kind that is told apart by itself."""
    told = {kind: listed_words(supply.listed(kind, places)) for kind in kinds(service)}
    if len(told) == 1:
        return told[service]
    return listed_apart([_("{kind}: {n}").format(kind=_kind(kind), n=n) for kind, n in told.items()])


def listed_words(listed: Listed) -> str:
    """Return how many entries there are, and for whom where they are not all for children and adults."""
    if not listed.entries:
        return _("none")
    if not listed.children:
        return _("{n}, none for children").format(n=listed.entries)
    if not listed.adults:
        return _("{n}, none for adults").format(n=listed.entries)
    if listed.children == listed.adults:
        return str(listed.entries)
    words = _("{n} (children {children}, adults {adults})")
    return words.format(n=listed.entries, children=listed.children, adults=listed.adults)
