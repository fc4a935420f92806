"""Releases: every decision to publish or hold back, how numbers were made, and what they may tell of one survivor."""

from datetime import datetime

import streamlit as st

from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.release import About, Period, Releases, Table
from dashboard.release.ledger import Entry
from dashboard.release.limits import spent
from dashboard.release.naming import title
from dashboard.release.policy import MU_MAX
from dashboard.release.reasons import reason_words
from dashboard.ui.html_table import as_html
from dashboard.ui.taskforce import limits, outside, tables
from dashboard.ui.taskforce.download import in_this_language, release_zip
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.panel import changed
from dashboard.ui.taskforce.sheet import Sheet, begin, tools
from dashboard.ui.taskforce.telling import found, telling
from dashboard.ui.taskforce.wording import both_versions, period_name, released_on

PAGE = "releases"


def render(given: Given) -> None:
    """Draw the page."""
    sheet = begin(
        given,
        PAGE,
        _("Releases"),
        _("There is no release yet. An administrator makes one for each closed quarter."),
    )
    if sheet is None:
        return
    about = sheet.releases.about(sheet.period)
    st.markdown("\n\n".join(_how_made(sheet, about)))
    outside.decide(given, sheet.period)
    limits.show(sheet.releases, about)
    names = sheet.releases.names(sheet.period)
    tools(sheet, tables.panels(sheet.releases, sheet.period, names))
    _package(given, sheet)
    entries = sorted(sheet.releases.entries, key=_when, reverse=True)
    st.html(
        as_html(
            (_("Period"), _("Decision"), _("Day"), _("She is found in at most, of 100 tries")),
            [_decision(sheet.releases, entry) for entry in entries],
            _("Every decision"),
        )
    )
    with st.expander(_("What each table costs of the budget"), key=f"{PAGE}.costs"):
        st.html(
            as_html(
                (_("Table"), _("Share of the budget")), _costs(sheet, about), _("What each table costs of the budget")
            )
        )


def _package(given: Given, sheet: Sheet) -> None:
    """Offer the whole release as tables for other programs."""

    def make() -> bytes:
        given.exported(sheet.period)
        return release_zip(sheet.releases, sheet.period, given.clearances().get(sheet.period))

    st.download_button(
        _("Download all of it as tables"),
        icon=":material/folder_zip:",
        data=in_this_language(make),
        mime="application/zip",
        on_click="ignore",
        file_name=f"ovtf-release-{sheet.period}.zip",
        help=_(
            "A Data Package: CSV with every shown number, its range, its words in three languages and what it means."
        ),
        key=f"{PAGE}.package",
    )


def _how_made(sheet: Sheet, about: About) -> list[str]:
    """Return how the numbers were made and what they cost, a paragraph each."""
    return [
        changed(),
        released_on(about),
        *telling(sheet.releases, about),
        *([both_versions(spent(sheet.releases.entries, sheet.period))] if about.revision else []),
    ]


def _when(entry: Entry) -> tuple[str, Period, int]:
    """Return when a decision was made; several may have been made in one second."""
    return (entry.built_at, Period.parse(entry.period), entry.revision)


def _decision(releases: Releases, entry: Entry) -> tuple[str, str, str, str]:
    words = {
        "published": _("Published"),
        "held": _("Held back: too few cases, it waits for a longer period"),
        "corrected": _("Corrected, approved by {name}: {reason}").format(
            name=entry.approver, reason=reason_words(entry.reason)
        ),
    }
    return (
        period_name(entry.period),
        words[entry.outcome],
        day(datetime.fromisoformat(entry.built_at)),
        found(releases, entry),
    )


def _costs(sheet: Sheet, about: About) -> list[tuple[str, str]]:
    def cost(table: Table) -> str:
        return f"{100 * table.cost / MU_MAX**2:.1f} %"

    return [(title(sheet.releases.table(sheet.period, table.name)), cost(table)) for table in about.policy]
