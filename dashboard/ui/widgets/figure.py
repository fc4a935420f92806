"""One live figure of an agency: its number, what it is made of, by which day it counts, and its source."""

import re
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest

import streamlit as st

from dashboard import codes
from dashboard.actions.context import Context
from dashboard.actions.supervisor.figures import AreaFigures, question_of
from dashboard.analysis import Figure, Share, Times
from dashboard.contract import Indicator, View
from dashboard.contract.view import TimeBase
from dashboard.i18n import area_text, direction, ngettext
from dashboard.i18n import gettext as _
from dashboard.ui import count_charts
from dashboard.ui.charts import CONFIG, Look
from dashboard.ui.html_table import as_html
from dashboard.ui.widgets import words

ACROSS = 4
"""Most indicators in a row."""
METRIC = 130
"""Height of an indicator in pixels: a label may take two lines, and all in a row are even."""
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def numbers(area: AreaFigures, day: TimeBase | None) -> None:
    """Draw the indicators of an area, each with its definition beside it; `day` is the one by which all count."""
    indicators: list[tuple[Indicator, Share | Times]] = [*area.shares, *area.times]
    across = -(-len(indicators) // -(-len(indicators) // ACROSS)) if indicators else 1  # five are three and two
    for start in range(0, len(indicators), across):
        in_row = indicators[start : start + across]
        for column, (indicator, counted) in zip(st.columns(across), in_row, strict=False):
            label, meaning = (area_text(area.module, text) for text in (indicator.label, indicator.definition))
            about = " ".join(filter(None, (meaning, _source(indicator))))
            column.metric(label, _value(indicator, counted), border=True, help=about, height=METRIC)
            column.caption(f"{_made_of(indicator, counted)}  \n{_origin(area, indicator, day)}")


def charts(context: Context, area: AreaFigures, day: TimeBase | None) -> None:
    """Draw the views of an area, two in a row; `day` is the one by which all count, None leaves each its own."""
    draw = partial(counts, context, area, day)
    pairs = iter(area.figures)
    for pair in zip_longest(pairs, pairs):  # the same iterator twice: two views at a time
        for column, counted in zip(st.columns(2), pair, strict=True):
            if counted is not None:
                with column:
                    draw(*counted)


def counts(context: Context, area: AreaFigures, day: TimeBase | None, view: View, figure: Figure) -> None:
    """Draw a view (a figure that an area declares) as the chart that it asks for, and its numbers as a table under it."""
    unit = _("{n} cases") if view.measure.kind == "cases" else _("{n} entries")
    failed = " · " + _failed(figure.failed) if figure.failed else ""
    with st.container(border=True, key=f"figures.{area.area.name}.{view.name}"):
        st.markdown(
            f"**{area_text(area.module, view.label)}** · " + unit.format(n=figure.total) + failed, help=_source(view)
        )
        if figure.rows:
            _drawn(context, area, view, figure)
        else:
            st.caption(_("Nothing is recorded yet. Numbers appear here with the first form."))
        st.caption(" ".join(filter(None, (area_text(area.module, view.note), _origin(area, view, day)))))


def _drawn(context: Context, area: AreaFigures, view: View, figure: Figure) -> None:
    """Draw the chart of a view that counted something, and the same numbers as a table."""
    grid = _grid(context, area, view, figure)
    title = area_text(area.module, view.label)
    look = Look(theme="dark" if st.context.theme.type == "dark" else "light", direction=direction())
    chart = count_charts.drawn(view.chart, grid.rows, grid.columns, grid.counts, look)
    table = as_html(*grid.as_table(view), title=title)
    if chart is None:
        st.html(table)
        return
    alt = _("{title}. The same numbers are in the table under it.").format(title=title)
    st.plotly_chart(chart, key=f"figures.{area.area.name}.{view.name}.chart", theme=None, config=CONFIG, alt=alt)
    if view.chart != "line" and len(grid.rows) > count_charts.MOST:
        st.caption(_("The {n} largest; the table has them all.").format(n=count_charts.MOST))
    with st.expander(_("As table"), icon=":material/table_rows:"):
        st.html(table)


def _value(indicator: Indicator, counted: Share | Times) -> str:
    if isinstance(counted, Times):
        return "–" if counted.median is None else _span(counted.median)
    if not counted.denominator:
        return "–"
    quotient = counted.numerator / counted.denominator
    return f"{quotient:.1f}" if indicator.kind == "ratio" else f"{100 * quotient:.0f} %"


def _made_of(indicator: Indicator, counted: Share | Times) -> str:
    if isinstance(counted, Times):
        parts = [_("{n} known").format(n=counted.n), _("{n} still running").format(n=counted.running)]
        if counted.low is not None and counted.high is not None:
            parts.insert(0, _("half of them {low} to {high}").format(low=_span(counted.low), high=_span(counted.high)))
    elif indicator.kind == "ratio":
        parts = [_("{met} for {all}").format(met=counted.numerator, all=counted.denominator)]
    else:
        unit = _("{met} of {all} cases") if indicator.measure.kind == "cases" else _("{met} of {all}")
        parts = [unit.format(met=counted.numerator, all=counted.denominator)]
    if counted.missing:
        parts.append(_("{n} with incomplete data").format(n=counted.missing))
    if counted.failed:
        parts.append(_failed(counted.failed))
    return " · ".join(parts)


def _failed(n: int) -> str:
    """Say of how many cases a figure lacks: a number that lacks some must not look whole."""
    return ngettext("{n} case could not be counted", "{n} cases could not be counted", n).format(n=n)


def _span(hours: float) -> str:
    return _("{n} hours").format(n=f"{hours:.0f}") if hours < 72 else _("{n} days").format(n=f"{hours / 24:.0f}")


def _origin(area: AreaFigures, declared: View | Indicator, day: TimeBase | None) -> str:
    """Return by which day a figure counts (`day` where one day was chosen for all), and its goal."""
    base = {
        "report": _("day of the first report"),
        "opening": _("day of registration"),
        "now": _("as things stand now"),
        "day": area_text(area.module, declared.day),
    }[day or declared.time_base]
    target = getattr(declared, "target", None)
    parts = [_("Counted by: {base}.").format(base=base)]
    parts += [_("Goal: {share}.").format(share=f"{100 * target:.0f} %")] if target else []
    return " ".join(parts)


def _source(declared: View | Indicator) -> str | None:
    """Return which indicator of the task force's list a figure answers: for who looks it up, so it is behind the help."""
    codes = declared.source.removeprefix("indicators.md ")
    return _("In the list of indicators: {codes}.").format(codes=codes) if codes else None


@dataclass(frozen=True)
class Grid:
    """Counts by the words of their codes: `columns` are ("",) for a view of one dimension."""

    rows: list[str]
    columns: list[str]
    counts: dict[tuple[str, str], int]

    def as_table(self, view: View) -> tuple[list[str], list[list[str]]]:
        """Return the headings of a table with all counts, and its rows."""
        count = _("Cases") if view.measure.kind == "cases" else _("Entries")
        heads = [count if column == "" else column for column in self.columns]
        rows = [[row, *(str(self.counts.get((row, column), 0)) for column in self.columns)] for row in self.rows]
        return ["", *heads], rows


def _grid(context: Context, area: AreaFigures, view: View, figure: Figure) -> Grid:
    """Return a view's counts in words: the largest first, and those of a line in the order of time."""
    labels = [_labels(context, area, view, position) for position in range(len(figure.dimensions))]
    rows = sorted(figure.rows, key=lambda row: str(row[0])) if view.chart == "line" else figure.rows
    counts: dict[tuple[str, str], int] = {}
    for *row_codes, n in rows:
        words_of = [_word(words, code) for words, code in zip(labels, row_codes, strict=True)]
        key = (words_of[0], words_of[1] if len(words_of) == 2 else "")
        counts[key] = counts.get(key, 0) + int(n or 0)
    return Grid(
        list(dict.fromkeys(row for row, _column in counts)),
        list(dict.fromkeys(column for _row, column in counts)),
        counts,
    )


def _word(words_of: dict[str, str], code: str | int | None) -> str:
    if quarter := _QUARTER.fullmatch(str(code)):
        return _("{year} Q{quarter}").format(year=quarter[1], quarter=quarter[2])
    return _("Incomplete data") if code is None else words_of.get(str(code), str(code))


def _labels(context: Context, area: AreaFigures, view: View, at: int) -> dict[str, str]:
    """Return the words for the codes of the dimension at position `at`: from a code list, the view, or the form's
    choices.
    """
    name = view.codes[at] if at < len(view.codes) else None
    if name:
        return {code: words.code(name, code) for code in codes.names(name)}
    if view.by[at] == "area":
        return {
            plugin.name: area_text(plugin.module, plugin.area.label)
            for plugin in context.registry.active
            if plugin.area
        }
    if view.words:
        return {code: area_text(area.module, text) for code, text in view.words.items()}
    question = question_of(context.relations(), area.area.name, view, at)
    return {choice.name: words.choice(area.module, question, choice) for choice in question.choices} if question else {}
