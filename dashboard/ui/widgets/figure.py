"""One live figure of an agency: its number, what it is made of, by which day it counts, and its source."""

import pandas as pd
import streamlit as st

from dashboard import codes
from dashboard.actions.context import Context
from dashboard.actions.supervisor.figures import AreaFigures, question_of
from dashboard.analysis import Figure, Share, Times
from dashboard.contract import Indicator, View
from dashboard.i18n import area_text, ngettext
from dashboard.i18n import gettext as _
from dashboard.ui.quoting import quoted
from dashboard.ui.widgets import words

ACROSS = 3
"""Indicators in a row."""


def numbers(area: AreaFigures) -> None:
    """Draw the indicators of an area, each with its definition beside it."""
    indicators: list[tuple[Indicator, Share | Times]] = [*area.shares, *area.times]
    for start in range(0, len(indicators), ACROSS):
        in_row = indicators[start : start + ACROSS]
        for column, (indicator, counted) in zip(st.columns(ACROSS), in_row, strict=False):
            column.metric(area_text(area.module, indicator.label), _value(indicator, counted), border=True)
            column.caption(_made_of(indicator, counted))
            column.caption(f"{area_text(area.module, indicator.definition)} {_origin(area, indicator)}")


def counts(context: Context, area: AreaFigures, view: View, figure: Figure) -> None:
    """Draw a view (a figure that an area declares) as a table of its counted numbers."""
    unit = _("{n} cases") if view.measure.kind == "cases" else _("{n} entries")
    failed = " · " + _failed(figure.failed) if figure.failed else ""
    st.markdown(f"**{area_text(area.module, view.label)}** · " + unit.format(n=figure.total) + failed)
    if figure.rows:
        st.table(_table(context, area, view, figure))
    else:
        st.caption(_("Nothing is recorded yet. Numbers appear here with the first form."))
    st.caption(" ".join(filter(None, (area_text(area.module, view.note), _origin(area, view)))))


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


def _origin(area: AreaFigures, declared: View | Indicator) -> str:
    base = {
        "report": _("day of the first report"),
        "opening": _("day of opening"),
        "now": _("as things stand now"),
        "day": area_text(area.module, declared.day),
    }[declared.time_base]
    target = getattr(declared, "target", None)
    parts = [_("Counted by: {base}.").format(base=base)]
    parts += [_("Goal: {share}.").format(share=f"{100 * target:.0f} %")] if target else []
    return " ".join([*parts, f"({declared.source})" if declared.source else ""]).strip()


def _table(context: Context, area: AreaFigures, view: View, figure: Figure) -> pd.DataFrame:
    labels = [_labels(context, area, view, position) for position in range(len(figure.dimensions))]
    columns = {
        f"{position}": [
            words_of.get(str(row[position]), quoted(str(row[position])))
            if row[position] is not None
            else _("Incomplete data")
            for row in figure.rows
        ]
        for position, words_of in enumerate(labels)
    }
    table = pd.DataFrame(columns | {"n": [row[-1] for row in figure.rows]})
    if len(labels) == 2:
        return table.pivot_table(index="0", columns="1", values="n", aggfunc="sum", fill_value=0).rename_axis(
            index=None, columns=None
        )
    count = _("Cases") if view.measure.kind == "cases" else _("Entries")
    return table.set_index("0").rename_axis(None).rename(columns={"n": count})


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
