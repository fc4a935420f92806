"""Figures of exact counts, as a view declares them: bars, stacked bars, lines or coloured cells."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard.contract.view import Chart
from dashboard.ui.chart_parts import Look, folded, plain
from dashboard.ui.charts import Line, Mark, bars, heat, steps

MOST = 12
"""Rows that a figure draws, the largest; the table has them all."""
_MARKS: tuple[Mark, ...] = ("normal", "high", "medium", "other")
_PATTERNS = ("", "/", "x", ".", "-", "|", "+", "\\")
"""One for each part of a stacked bar: colours alone would not tell parts from each other."""
_APART = (2, 0, 3, 1)
"""The order in which the four colours are taken: neighbours far apart."""
Counts = Mapping[tuple[str, str], int]


def drawn(chart: Chart, rows: Sequence[str], columns: Sequence[str], counts: Counts, look: Look) -> go.Figure | None:
    """Return the figure of counts by (row, column); None for a table, or where a figure could not be read.

    `columns` are ("",) for a view of one dimension.
    """
    rows, one = rows if chart == "line" else rows[:MOST], columns == [""]
    if chart == "table" or not rows or len(columns) > MOST:
        return None
    if chart == "line" and len(columns) <= len(_MARKS):
        return _lines(rows, columns, counts, look)
    if one:
        return bars([(row, counts.get((row, ""), 0)) for row in rows], "", look)
    if chart == "heat":
        return heat(rows, columns, [[counts.get((row, column), 0) for column in columns] for row in rows], "", look)
    return _stacked(rows, columns, counts, look)


def _lines(rows: Sequence[str], columns: Sequence[str], counts: Counts, look: Look) -> go.Figure:
    lines = [
        Line(column, tuple(counts.get((row, column), 0) for row in rows), mark)
        for column, mark in zip(columns, _MARKS, strict=False)
    ]
    return steps(rows, lines, look)


def _stacked(rows: Sequence[str], columns: Sequence[str], counts: Counts, look: Look) -> go.Figure:
    """Draw a bar for each row, made of a part for each column; parts differ in colour and pattern."""
    figure, labels = go.Figure(), [folded(row, 26) for row in rows]
    for position, column in enumerate(columns):
        numbers = [counts.get((row, column), 0) for row in rows]
        fill, ink = look.ramp[_APART[position % len(_APART)]]
        figure.add_bar(
            y=labels,
            x=numbers,
            text=[str(number) if number else "" for number in numbers],
            name=folded(column, 30),
            orientation="h",
            textposition="inside",
            insidetextanchor="middle",
            textfont={"color": ink, "size": 12},
            hoverinfo="skip",
            marker={
                "color": fill,
                "line": {"color": look.ink, "width": 0.6},
                "pattern": {
                    "shape": _PATTERNS[position // len(_APART) % len(_PATTERNS)],
                    "fgcolor": ink,
                    "solidity": 0.15,
                },
            },
        )
    most = max((sum(counts.get((row, column), 0) for column in columns) for row in rows), default=1)
    figure.update_layout(barmode="stack", showlegend=len(columns) > 1)
    figure.update_xaxes(visible=False, range=look.turned([0, 1.02 * max(1, most)]))
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=labels,
        range=[len(labels) - 0.5, -0.5],
        side=look.side,
        showgrid=False,
        ticklabelstandoff=6,
    )
    legend = {"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 1 if look.mirrored else 0, "xanchor": look.side}
    return plain(figure, look, height=110 + 40 * len(rows), labels=labels, legend=legend)
