"""A page about one release: title, choice of the period, who reported for it, and buttons to print and download."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.i18n import listed
from dashboard.release import About, Releases
from dashboard.release.outside import Clearance
from dashboard.release.reasons import reason_words
from dashboard.spreadsheets import XLSX
from dashboard.ui import scripts
from dashboard.ui.printing import on_paper, print_button
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.address import pick
from dashboard.ui.taskforce.download import in_this_language, workbook
from dashboard.ui.taskforce.focus import TOP, Focus, choose, lead_back, narrow
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.outside import standing
from dashboard.ui.taskforce.panel import Panel, caveat
from dashboard.ui.taskforce.telling import differing
from dashboard.ui.taskforce.wording import covered, period_name, source_line
from dashboard.ui.widgets import scroll


@dataclass(frozen=True)
class Sheet:
    """A page of the task force: its name, the releases that it was given, and the period and the code (`focus`) that are
    chosen on it.
    """

    page: str
    given: Given
    period: str
    focus: Focus | None = None
    narrows: bool = False
    _told: set[tuple[str, str]] = field(default_factory=set)
    """Title and units of what was narrowed for this drawing of the page, so that nothing is drawn twice."""

    def source(self, about: About) -> str:
        """Return which release numbers are from, and whether it may leave the task force."""
        return f"{source_line(about)} · {standing(self._clearances.get(about.period))}"

    @cached_property
    def _clearances(self) -> Mapping[str, Clearance]:
        """How the releases stand, asked once a page: each panel says it."""
        return self.given.clearances()

    @property
    def releases(self) -> Releases:
        """The published releases."""
        return self.given.releases

    def narrowed(self, panels: Sequence[Panel]) -> list[Panel]:
        """Return the panels, each narrowed to the chosen code where the release has the table for it."""
        if self.focus is None:
            return list(panels)
        made = {(panel.title, panel.units): panel for panel in narrow(self.releases, self.period, self.focus, panels)}
        new = [panel for key, panel in made.items() if key not in self._told]
        self._told.update(made)
        return new

    def whole(self) -> None:
        """Say on a narrowed page that what follows is of all cases."""
        if self.focus is not None:
            st.caption(_("Of all cases, not narrowed:"))

    def take(self, panels: Sequence[Panel]) -> list[About]:
        """Write into the audit that the releases behind these panels are downloaded; return them, the page's own
        first.
        """
        other_periods = {cell.period for panel in panels for cell in panel.cells()} - {self.period}
        periods = [self.period, *sorted(other_periods, reverse=True)]
        for period in periods:
            self.given.exported(period)
        return [self.releases.about(period) for period in periods]


def begin(given: Given, page: str, title: str, empty: str, *, narrows: bool = False) -> Sheet | None:
    """Draw the top of a page and return its sheet. Before the first release say what will be here, and return None.

    `narrows`: the page can be narrowed to one code (`Sheet.narrowed`).
    """
    scroll.here(TOP)
    st.title(title, anchor=False)
    if given.releases.newest() is None:
        st.info(empty, icon=":material/hourglass_empty:")
        return None
    words, narrowing, choice = st.columns([3, 1, 1], vertical_alignment="bottom")
    with choice:
        period = pick(_("Period"), "period", given.releases.periods(), period_name, label_visibility="collapsed")
    with narrowing:
        focus = choose(given.releases, period) if narrows else None
    sheet = Sheet(page, given, period, focus, narrows)
    on_paper(sheet.source(given.releases.about(period)))
    with words:
        _made_of(given.releases, period)
    if focus is not None:
        lead_back(given.releases, period, focus)
    return sheet


def _made_of(releases: Releases, period: str) -> None:
    about = releases.about(period)
    words = _("Release {period} · {n} of {all} agencies reported · rounded to 5 after a small random change · {caveat}")
    reported = sum(report.has_reported for report in releases.reports(period))
    if not about.agencies:
        words = _("Release {period} · rounded to 5 after a small random change · {caveat}")
    st.caption(words.format(period=covered(about), n=reported, all=about.agencies, caveat=caveat()))
    if missing := [quoted(report.name) for report in releases.reports(period) if not report.has_reported]:
        words = _(
            "Not reported when this was made: {names}. Only what they had recorded here is counted; of an agency on its own "
            "server, nothing."
        )
        st.caption(words.format(names=listed(missing)))
    for words in differing(releases, period):
        st.caption(words)
    if about.revision:
        st.caption(
            _("Corrected, approved by {name}: {reason}").format(
                name=quoted(about.approver), reason=reason_words(about.reason)
            )
        )


def tools(sheet: Sheet, panels: Sequence[Panel]) -> None:
    """Offer to print the page and to download its panels as a workbook."""

    def make_workbook() -> bytes:
        return workbook(panels, abouts=sheet.take(panels), source=sheet.source)

    scripts.run("picture")
    with st.container(horizontal=True, key="taskforce.tools"):
        print_button(_("Print"))
        st.download_button(
            _("Download as workbook"),
            icon=":material/download:",
            data=in_this_language(make_workbook),
            mime=XLSX,
            on_click="ignore",
            file_name=f"ovtf-{sheet.period}-{sheet.page}.xlsx",
            key=f"{sheet.page}.workbook",
        )
