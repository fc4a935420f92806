"""What stands out among missing services: named only where the lower end of the interval is large enough by itself."""

from collections.abc import Iterable

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import Supply
from dashboard.release.gaps import BY_PLACE, BY_REGION, NATIONAL, Gap, found, places
from dashboard.release.naming import cell_label
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.offered import needed, offers
from dashboard.ui.taskforce.sheet import Sheet

FIRST = 3
"""Findings of each kind that are named, the surest first."""


def draw(sheet: Sheet, supply: Supply) -> None:
    """Draw the box: what is missing most, what is needed and listed by nobody, what is listed and still missing."""
    country, *parts = (found(sheet.releases, sheet.period, name) for name in (NATIONAL, BY_REGION, BY_PLACE))
    local = [gap for part in parts for gap in part]
    nobody = [gap for gap in local if not needed(supply, gap.service, _places(gap)).entries]
    listed = [gap for gap in local if gap not in nobody]
    with st.container(border=True, height="stretch", key=f"{sheet.page}.findings"):
        st.subheader(_("What stands out"), anchor=False)
        _lines(_("Missing most"), (_words(gap) for gap in country[:FIRST]))
        _lines(_("Needed, and nobody is listed"), (_with_listed(gap, supply) for gap in nobody[:FIRST]))
        _lines(_("Listed, and still missing"), (_with_listed(gap, supply) for gap in listed[:FIRST]))
        if not country and not local:
            st.write(_("No gap is sure enough to be named. The numbers below may be chance."))
        st.caption(_("“At least” holds for all that is named here together, in 19 of 20 releases."))


def _places(gap: Gap) -> list[str]:
    return places(gap.table, gap.codes[0])


def _lines(heading: str, lines: Iterable[str]) -> None:
    if text := "\n".join(f"- {line}" for line in lines):
        st.markdown(f"**{heading}**\n\n{text}")


def _words(gap: Gap) -> str:
    *place, service = [
        quoted(cell_label(gap.table, dim, code)) for dim, code in zip(gap.table.dims, gap.codes, strict=True)
    ]
    words = _("{service} in {place}: at least {n} cases") if place else _("{service}: at least {n} cases")
    return words.format(service=service, place="".join(place), n=gap.at_least)


def _with_listed(gap: Gap, supply: Supply) -> str:
    if not supply.listed(gap.service, _places(gap)).entries:
        return _words(gap)
    return _("{gap} · listed: {n}").format(gap=_words(gap), n=quoted(offers(supply, gap.service, _places(gap))))
