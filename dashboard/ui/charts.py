"""Figures from labels and shown numbers only: whatever is in a figure reaches the browser.

`less` is the phrase that stands for a number that is not shown, such as "fewer than 10".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Any, Literal

import plotly.graph_objects as go

from dashboard.ui.chart_parts import STUB, Direction, Look, Theme, boxes, folded, hatched, plain, words

__all__ = ["CONFIG", "Direction", "Line", "Look", "Theme", "bars", "heat", "steps"]

CONFIG = {
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
}
"""Options of st.plotly_chart: no zoom. The tool bar is hidden (shell.css); its one button makes the pictures (picture.js)."""
_MARKS = {
    "high": ("#B42318", "#FF9B8E", "solid", "triangle-up"),
    "medium": ("#B45309", "#F5B85C", "dash", "square"),
    "normal": ("#0F766E", "#5CC9BB", "dot", "circle"),
    "other": ("#57606A", "#B4C0CC", "dashdot", "diamond"),
    "only": ("#0F766E", "#5CC9BB", "solid", "circle"),
}
"""By kind of line: colour on light, colour on dark, dash, symbol. Colour, dash or symbol alone tells lines apart."""
_ROOM_FOR_WORDS, _LINES_IN_A_CELL = 6, 2
"""Columns of a heat table, and lines of words, up to which a hatched cell also says what it means."""


Mark = Literal["high", "medium", "normal", "other", "only"]


@dataclass(frozen=True)
class Line:
    """One line over the periods, None where its number is not shown."""

    label: str
    values: tuple[int | None, ...]
    mark: Mark


def bars(
    items: Sequence[tuple[str, int | None]], less: str, look: Look, instead: Mapping[str, str] = MappingProxyType({})
) -> go.Figure:
    """Draw a horizontal bar for each (label, number), the number at its end; None is a hatched stub with the words
    `less`, or with those that its label has in `instead`.
    """
    shown = {folded(label): number for label, number in items if number is not None}
    hidden = [folded(label) for label, number in items if number is None]
    labels = [folded(label) for label, _number in items]
    figure = go.Figure()
    _bars(
        figure,
        list(shown),
        list(shown.values()),
        [str(number) for number in shown.values()],
        look,
        marker={"color": look.fill, "line": {"width": 0}},
    )
    # Two lines: a phone has no room for one.
    texts = [folded(instead.get(label, less), 20) for label, number in items if number is None]
    _bars(
        figure,
        hidden,
        [STUB] * len(hidden),
        texts,
        look,
        xaxis="x2",
        marker=hatched(look),
    )
    figure.update_layout(barmode="overlay", xaxis2={"overlaying": "x"})
    figure.update_xaxes(visible=False, range=look.turned([0, 1.35 * max(shown.values(), default=1)]))
    figure.update_layout(xaxis2={"range": look.turned([0, 1])})
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=labels,
        range=[len(labels) - 0.5, -0.5],
        side=look.side,
        showgrid=False,
        ticklabelstandoff=6,
    )
    lines = 1 + max((label.count("<br>") for label in labels), default=0)
    return plain(figure, look, height=30 + max(46, 19 * lines) * len(items), labels=labels)


def _bars(
    figure: go.Figure, labels: list[str], lengths: list[float], texts: list[str], look: Look, **style: Any
) -> None:
    figure.add_bar(
        y=labels,
        x=lengths,
        text=texts,
        textposition="outside",
        orientation="h",
        cliponaxis=False,
        textfont={"color": look.ink, "size": 13},
        hoverinfo="none",  # "skip" would also swallow clicks
        showlegend=False,
        width=0.62,
        **style,
    )


def mark_of(mark: Mark, look: Look) -> tuple[str, str, str]:
    """Return colour, dash and symbol of a kind of line."""
    on_light, on_dark, dash, symbol = _MARKS[mark]
    return (on_light if look.theme == "light" else on_dark), dash, symbol


def steps(periods: Sequence[str], lines: Sequence[Line], look: Look) -> go.Figure:
    """Draw each line in steps over the periods, with a gap where a number is not shown."""
    figure, period_labels = go.Figure(), [folded(period, 6) for period in periods]
    label_every = -(-len(period_labels) // 8)  # rounded up: at most 8 periods are labelled
    for line in lines:
        colour, dash, symbol = mark_of(line.mark, look)
        figure.add_scatter(
            x=period_labels,
            y=list(line.values),
            name=escape(line.label),
            mode="lines+markers",
            connectgaps=False,
            line={"color": colour, "dash": dash, "shape": "hvh", "width": 2.5},
            marker={"symbol": symbol, "size": 9, "color": colour},
            hovertemplate="%{x}: %{y}<extra>" + escape(line.label) + "</extra>",
        )
    figure.update_xaxes(
        type="category",
        showgrid=False,
        tickvals=period_labels[::label_every],
        tickangle=0,
        autorange="reversed" if look.mirrored else True,
    )
    figure.update_yaxes(gridcolor=look.line, rangemode="tozero", side=look.side)
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 1 if look.mirrored else 0, "xanchor": look.side}
    return plain(figure, look, height=340, labels=["1000"], legend=legend)


def heat(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[int | None]], less: str, look: Look
) -> go.Figure:
    """Draw a table whose colour grows with the number; a number not shown is hatched, with the words `less` where
    they fit.
    """
    most = max((number for row in cells for number in row if number is not None), default=1)
    by_centre = {(x, -y): number for y, row in enumerate(cells) for x, number in enumerate(row)}
    shown = {centre: number for centre, number in by_centre.items() if number is not None}
    hidden = [centre for centre, number in by_centre.items() if number is None]
    figure = go.Figure()
    for quarter, (fill, ink) in enumerate(look.ramp):
        # Four colours, one for each quarter of the range from 0 to the largest number.
        inside = {centre: number for centre, number in shown.items() if min(3, 4 * number // (most + 1)) == quarter}
        boxes(figure, list(inside), look, fill)
        for centre, number in inside.items():
            words(figure, centre, str(number), 13, ink)
    boxes(figure, hidden, look)
    in_cell = folded(less, 10)
    if len(columns) <= _ROOM_FOR_WORDS and in_cell.count("<br>") < _LINES_IN_A_CELL:
        for centre in hidden:
            words(figure, centre, in_cell, 10.5, look.faint)
    headings = [folded(column, 13 if len(columns) < 8 else 10) for column in columns]
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=headings,
        range=look.turned([-0.5, len(columns) - 0.5]),
        side="top",
        showgrid=False,
        tickangle=0,
    )
    figure.update_yaxes(
        tickvals=[-y for y in range(len(rows))],
        ticktext=[folded(row, 26) for row in rows],
        side=look.side,
        range=[0.5 - len(rows), 0.5],
        showgrid=False,
        ticklabelstandoff=6,
    )
    # Plotly gives an axis no more than half of the figure: a single row needs room for all lines of its headings.
    lines = max((heading.count("<br>") + 1 for heading in headings), default=1)
    return plain(figure, look, height=max(28 + 16 * lines, 60) + max(40 * len(rows), 16 * lines), labels=rows)
