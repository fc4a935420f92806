"""Who reported: which agencies confirmed a period, on time or late, and which governorates nobody reported for."""

from collections.abc import Collection

import streamlit as st

from dashboard import codes
from dashboard.i18n import gettext as _
from dashboard.i18n import listed, ngettext
from dashboard.release import AgencyReport
from dashboard.release.silence import silent, uncovered
from dashboard.ui.html_table import as_html
from dashboard.ui.printing import print_button
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.sheet import Sheet, begin
from dashboard.ui.taskforce.wording import code_label, period_name

PAGE = "reported"
BACK = 4
"""So many periods are shown for each agency: the chosen one and those before it."""


def render(given: Given) -> None:
    """Draw the page."""
    sheet = begin(given, PAGE, _("Who reported"), _("After the first release: which agencies confirmed their records."))
    if sheet is None:
        return
    reports = sheet.releases.reports(sheet.period)
    if not reports:
        st.info(_("This release was made before agencies confirmed their records, so it does not say who reported."))
        return
    _cards(sheet, reports)
    _silence(sheet)
    _backlog(reports)
    _agencies(sheet, reports)
    st.caption(
        _(
            "An agency reports by confirming that its records of a period are complete; to have had no case is a report, "
            "too. What is shown is how things stood when the release was made. It says nothing about cases."
        )
    )
    st.caption(
        _(
            "An agency on its own server reports by the counts that it sends. Of one that is silent no case is in the "
            "numbers. What comes after the release of a quarter counts in that of the year."
        )
    )
    print_button(_("Print"))


def _cards(sheet: Sheet, reports: tuple[AgencyReport, ...]) -> None:
    places_without_report = uncovered(sheet.releases, sheet.period)
    cards = [
        (_("On time"), sum(report.state == "on_time" for report in reports)),
        (_("Late"), sum(report.state == "late" for report in reports)),
        (_("Not by the release"), sum(report.state == "missing" for report in reports)),
    ]
    columns = st.columns(4)
    for column, (label, number) in zip(columns, cards, strict=False):
        of_all = _("of {n} agencies").format(n=len(reports))
        column.metric(label, number, of_all, delta_color="off", delta_arrow="off", border=True, height="stretch")
    columns[3].metric(
        _("Places without a report"),
        len(places_without_report),
        _("of {n} governorates").format(n=len(codes.places())),
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
    )


def _silence(sheet: Sheet) -> None:
    """Name the agencies that reported for the period before and not for this one, and governorates without a report."""
    stopped_reporting = silent(sheet.releases, sheet.period)
    places_without_report = uncovered(sheet.releases, sheet.period)
    if stopped_reporting:
        names = listed(quoted(agency.name) for agency in stopped_reporting)
        text = ngettext(
            "{n} agency reported the period before and is silent in this one: {names}.",
            "{n} agencies reported the period before and are silent in this one: {names}.",
            len(stopped_reporting),
        )
        st.warning(text.format(n=len(stopped_reporting), names=names), icon=":material/notifications_off:")
    if places_without_report:
        places = listed(code_label("governorate", place) for place in places_without_report)
        text = _(
            "No agency that reported works in: {places}. That a number is small or missing there does not mean no violence."
        )
        st.warning(text.format(places=places), icon=":material/location_off:")


def _backlog(reports: tuple[AgencyReport, ...]) -> None:
    """Name the agencies that declared a backlog, so that a jump in the numbers is not read as a rise."""
    names = listed(quoted(report.name) for report in reports if report.backlog)
    if names:
        text = _(
            "Cases of earlier months were entered in this period by: {names}. Numbers may have risen for that alone."
        )
        st.info(text.format(names=names), icon=":material/inventory_2:")


def _agencies(sheet: Sheet, reports: tuple[AgencyReport, ...]) -> None:
    periods = [period for period, _table in sheet.releases.series("total", like=sheet.period)][-BACK:]
    reports_by_code = {period: {report.code: report for report in sheet.releases.reports(period)} for period in periods}
    head = (_("Agency"), *(period_name(period) for period in reversed(periods)), _("Works in"))
    rows = [
        (
            report.name,
            *(_state_words(reports_by_code[period].get(report.code)) for period in reversed(periods)),
            _works_in(report.governorates),
        )
        for report in reports
    ]
    st.html(as_html(head, rows, _("Agencies")))


def _works_in(places: Collection[str]) -> str:
    """Return where an agency works: an agency of the whole country is said in one word, a row of 19 names is a page long."""
    if set(codes.places()) <= set(places):
        return _("all governorates")
    return listed(code_label("governorate", place) for place in places) or _("not declared")


def _state_words(report: AgencyReport | None) -> str:
    """Return how an agency stood in one period, and whether it declared a backlog; a dash where it was not asked."""
    if report is None:
        return "–"
    words = {"on_time": "● " + _("on time"), "late": "■ " + _("late"), "missing": "▲ " + _("not by the release")}
    return listed([words[report.state], *([_("with cases of earlier months")] if report.backlog else [])])
