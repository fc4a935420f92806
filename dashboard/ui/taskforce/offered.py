"""What the service directory offers where, for children and for adults. It counts organisations, never cases."""

import streamlit as st

from dashboard import codes
from dashboard.i18n import gettext as _
from dashboard.i18n import listed_apart
from dashboard.release import Supply
from dashboard.release.core_menu import SERVICES
from dashboard.release.supply import Listed
from dashboard.ui.html_table import as_html
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.wording import code_label


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
            (code_label("governorate", place), *(listed_words(supply.listed(service, [place])) for service in SERVICES))
            for place in codes.names("governorate")
        ]
        with st.container(key="gaps.coverage"):
            st.html(as_html((_("Governorate"), *map(_, SERVICES.values())), rows, _("Verified entries")))
        _stale(supply)


def _stale(supply: Supply) -> None:
    if supply.stale:
        names = listed_apart(map(quoted, supply.stale))
        text = _("{n} of {all} entries were not verified for 90 days: {names}")
        st.warning(text.format(n=len(supply.stale), all=supply.entries, names=names))


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
