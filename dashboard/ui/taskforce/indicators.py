"""Indicators: each number that a release answers, beside its definition; and what it cannot answer, and why."""

from collections.abc import Sequence

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release.indicators import ANSWERS, DAY, Answer, Value, hidden, value
from dashboard.release.naming import definition, title
from dashboard.release.silence import uncovered
from dashboard.ui.charts import bars
from dashboard.ui.html_table import as_html
from dashboard.ui.taskforce import tables, targets
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.sheet import Sheet, begin, tools
from dashboard.ui.taskforce.topics import every_table
from dashboard.ui.taskforce.wording import per_cent, period_name, said

PAGE = "indicators"


def render(given: Given) -> None:
    """Draw the page."""
    sheet = begin(given, PAGE, _("Indicators"), _("After the first release: every number with its definition."))
    if sheet is None:
        return
    st.caption(_("Counted by: {day}.").format(day=_(DAY)))
    targets.alerts(sheet)
    earlier_periods = [period for period, _table in sheet.releases.series("total", like=sheet.period)][:-1]
    period_before = earlier_periods[-1] if earlier_periods else None
    answered = [answer for answer in ANSWERS if value(sheet.releases, sheet.period, answer)]
    for start in range(0, len(answered), 2):  # two answers in a row
        for column, answer in zip(st.columns(2), answered[start : start + 2], strict=False):
            with column:
                _answer(sheet, answer, period_before)
    _elsewhere(sheet, [answer for answer in ANSWERS if answer not in answered])
    targets.setting(sheet)
    _reporting(sheet)
    _tables(sheet)
    _unanswered()
    names = sheet.releases.names(sheet.period)
    tools(sheet, [_as_panel(sheet), *tables.panels(sheet.releases, sheet.period, names)])


def _as_panel(sheet: Sheet) -> Panel:
    """Return all indicators as a panel: it is a sheet of the workbook and never drawn on the page."""
    answered = [(answer, value(sheet.releases, sheet.period, answer)) for answer in ANSWERS]
    return Panel(
        name="indicators",
        title=_("Indicators"),
        units=period_name(sheet.period),
        definition=_("Counted by: {day}.").format(day=_(DAY)),
        draw=lambda look: bars([], "", look),
        head=(_("Indicator"), _("Value"), _("Numerator"), _("Denominator"), "indicators.md"),
        rows=[
            (_(answer.label), _in_words(answer, counted), _(answer.numerator), _(answer.denominator), answer.id)
            for answer, counted in answered
        ],
    )


def _answer(sheet: Sheet, answer: Answer, period_before: str | None) -> None:
    counted = value(sheet.releases, sheet.period, answer)
    with st.container(border=True, height="stretch"):
        denominator = _("Of: {denominator}.").format(denominator=_(answer.denominator)) if answer.denominator else ""
        about = f"{denominator} indicators.md {answer.id}".strip()
        st.markdown(f"**{_(answer.label)}** · {_in_words(answer, counted)}", help=about)
        if period_before:
            earlier = _in_words(answer, value(sheet.releases, period_before, answer))
            st.caption(_("{period}: {value}").format(period=period_name(period_before), value=earlier))
        if wanted := targets.line(sheet, answer):
            st.caption(wanted)
        st.caption(f"{_(answer.numerator)}.")


def _elsewhere(sheet: Sheet, answers: Sequence[Answer]) -> None:
    """Say in a line what this release does not count, and of each the newest release that does."""
    if not answers:
        return
    told = []
    for answer in answers:
        periods = [period for period in sheet.releases.periods() if value(sheet.releases, period, answer)]
        where = period_name(periods[0]) if periods else _("in no release yet")
        told.append(_("{indicator} ({where})").format(indicator=_(answer.label), where=where))
    st.caption(_("Counted in other releases: {names}.").format(names=" · ".join(told)))


def _in_words(answer: Answer, counted: Value | None) -> str:
    if counted is None:
        return _("not in this release")
    if answer.unit == "cases":
        return said(counted.number, counted.under)
    if counted.number is None:
        return _("too few to say")
    return _("{share} of {whole}").format(share=per_cent(counted.number), whole=counted.whole)


def _reporting(sheet: Sheet) -> None:
    """Say how many agencies reported on time, and how many governorates have no report; neither number counts cases."""
    reports = sheet.releases.reports(sheet.period)
    if reports:
        on_time = sum(report.state == "on_time" for report in reports)
        places = uncovered(sheet.releases, sheet.period)
        timely, unreported = _("Agencies that reported on time"), _("Places without a report")
        of_all = _("{n} of {all}").format(n=on_time, all=len(reports))
        st.markdown(f"- **{timely}** · {of_all}\n- **{unreported}** · {len(places)}", help="indicators.md H1, H7")


def _tables(sheet: Sheet) -> None:
    rows = [
        (
            title(table),
            definition(table),
            table.source.removeprefix("indicators.md "),
            f"{table.sigma:g}",
            str(table.floor),
        )
        for table in every_table(sheet.releases, sheet.period)
    ]
    st.html(
        as_html(
            (_("Table"), _("What is counted"), _("Source"), _("Noise (sigma)"), _("Shown from")),
            rows,
            _("Tables of this release"),
        )
    )
    few, every = hidden(sheet.releases, sheet.period)
    st.caption(_("{few} of {every} numbers of this release are too few to show.").format(few=few, every=every))


def _unanswered() -> None:
    st.subheader(_("What a release cannot answer, and why"), anchor=False)
    for line in (
        _("Three things at once, such as age in a governorate by type: a third dimension is what finds one survivor."),
        _("Which agency has how many: every agency knows its own cases and could subtract them."),
        _(
            "All needs or requests of a case: a case counts once in each table. Several would each cost the budget again."
        ),
        _("Months: a month and its quarter would count the same case twice."),
        _("Times as hours: only as “in time” or in bands. An exact median moves with one case."),
        _("Flow such as open cases, closings, follow-ups: an agency sees them under its own figures."),
    ):
        st.markdown(f"- {line}")
