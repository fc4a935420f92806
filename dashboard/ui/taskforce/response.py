"""Response: who is affected, risk and timeliness, missing services, and what the areas add; from one release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import Releases
from dashboard.ui.frame import print_button
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.panel import Panel, caveat, show
from dashboard.ui.taskforce.signalling import signals
from dashboard.ui.taskforce.wording import covered, period_name
from dashboard.ui.taskforce.workbook import MIME, workbook

if TYPE_CHECKING:
    from dashboard.access import Principal

PAGE = "response"
CORE = {
    "who": ("age_sex", "disability", "displacement"),
    "risk": ("risk_level", "timeliness"),
    "services": ("missing_service", "need_outcome", "declined"),
}
WIDE = 5
"""Panels with more columns take the whole width."""


def render(releases: Releases, who: Principal) -> None:  # noqa: ARG001 - every page has this signature
    """Draw the page."""
    st.title(_("Response"), anchor=False)
    if releases.newest() is None:
        st.info(_("There is no release yet. What the agencies do together shows here after the first one."))
        return
    period = _period(releases)
    names = [name for section in sections(releases, period).values() for name in section]
    panels = {name: tables.panel(releases, period, name) for name in names}
    _tools(releases, period, list(panels.values()))
    signals(releases, period, names)
    for key, section in sections(releases, period).items():
        st.subheader(_heading(key), anchor=False)
        _grid(releases, period, [panels[name] for name in section])


def sections(releases: Releases, period: str) -> dict[str, list[str]]:
    """Return the tables of a release by section: the core's, then those of each area."""
    there = {table.name: releases.table(period, table.name) for table in releases.about(period).policy}
    found = {key: [name for name in names if name in there] for key, names in CORE.items()}
    for name, table in there.items():
        if table.area != "core":
            found.setdefault("risk" if table.area == "safety" else table.area, []).append(name)
    return {key: names for key, names in found.items() if names}


def _heading(key: str) -> str:
    words = {
        "who": _("Who is affected"),
        "risk": _("Risk, and action in time"),
        "services": _("Services that are needed and missing"),
        "mhpss": _("Mental health"),
        "digital": _("Digital safety and removal"),
        "legal": _("Law enforcement and protection"),
    }
    return words.get(key, key.capitalize())


def _period(releases: Releases) -> str:
    words, choice = st.columns([4, 1], vertical_alignment="bottom")
    found = releases.periods()
    period: str = choice.selectbox(
        _("Period"), found, format_func=period_name, key="period", label_visibility="collapsed", bind="query-params"
    )
    about = releases.about(period)
    words.caption(
        _("Release {period} · {agencies} agencies · {caveat}").format(
            period=covered(about), agencies=about.agencies, caveat=caveat()
        )
    )
    if about.revision:
        words.caption(_("Corrected, approved by {name}: {reason}").format(name=about.approver, reason=about.reason))
    return period


def _tools(releases: Releases, period: str, panels: list[Panel]) -> None:
    with st.container(horizontal=True):
        print_button(_("Print"))
        st.download_button(
            _("Download as workbook"),
            icon=":material/download:",
            data=lambda: workbook(panels, period=period, digest=releases.about(period).digest),
            mime=MIME,
            on_click="ignore",
            file_name=f"ovtf-{period}.xlsx",
            key=f"{PAGE}.workbook",
        )


def _grid(releases: Releases, period: str, panels: list[Panel]) -> None:
    narrow = [panel for panel in panels if len(panel.head) <= WIDE]
    for panel in panels:
        if panel not in narrow:
            show(panel, period=period, digest=releases.digest)
    for at in range(0, len(narrow), 2):
        for column, panel in zip(st.columns(2), narrow[at : at + 2], strict=False):
            with column:
                show(panel, period=period, digest=releases.digest)
