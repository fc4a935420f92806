"""Lines over the periods, each with the interval of its numbers as a band; one figure, or one small figure a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.ui.chart_parts import Look, folded, plain
from dashboard.ui.charts import Mark, mark_of

HEIGHT, SMALL = 240, 170
"""Pixels of one figure, and of one small figure."""


@dataclass(frozen=True)
class Banded:
    """A line over the periods: a number, between what it lies, and both in words; None where it is not shown."""

    label: str
    values: tuple[int | None, ...]
    lows: tuple[int | None, ...]
    highs: tuple[int | None, ...]
    words: tuple[str, ...]
    mark: Mark = "normal"

    @property
    def is_shown(self) -> bool:
        """Whether there is a number to draw in any period."""
        return any(value is not None for value in self.values)


@dataclass(frozen=True)
class Axis:
    """The periods along an axis in words, and those of them at which something happened that explains a jump."""

    periods: tuple[str, ...]
    marked: frozenset[int] = field(default_factory=frozenset)


def lines(axis: Axis, banded: Sequence[Banded], look: Look) -> go.Figure:
    """Draw lines with their bands into one figure; where something happened there is a dotted line with a ◆."""
    figure = go.Figure()
    for line in banded:
        if line.is_shown:  # a name in the key without a line would be looked for in vain
            _add(figure, line, look)
    _happened(figure, axis, look)
    _time(figure, axis, look, at_most=8)
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 1 if look.mirrored else 0, "xanchor": look.side}
    figure.update_layout(showlegend=len(banded) > 1, legend=legend)
    return plain(figure, look, height=HEIGHT + 60 * (len(banded) > 1), labels=["1000"])


def small_multiples(axis: Axis, banded: Sequence[Banded], look: Look) -> go.Figure:
    """Draw each line with its band into a small figure of its own, two in a row, all to the same scale."""
    rows = -(-len(banded) // 2)
    titles = [folded(line.label, 34) for line in banded]
    order = _swapped(titles) if look.mirrored else titles
    figure = make_subplots(
        rows, 2, subplot_titles=order, shared_yaxes="all", vertical_spacing=0.42 / rows, horizontal_spacing=0.08
    )
    figure.update_annotations(font={"size": 12, "color": look.ink})
    for at, line in enumerate(banded):
        column = 2 - at % 2 if look.mirrored else at % 2 + 1
        _add(figure, line, look, {"row": at // 2 + 1, "col": column})
    _time(figure, axis, look, at_most=4)
    figure.update_layout(showlegend=False)
    return plain(figure, look, height=40 + SMALL * rows, labels=["1000"]).update_layout(margin={"t": 34})


def _swapped(titles: Sequence[str]) -> list[str]:
    """Return the titles with each row of two swapped: the first stands on the right."""
    padded = [*titles, ""] if len(titles) % 2 else list(titles)
    return [title for at in range(0, len(padded), 2) for title in (padded[at + 1], padded[at])]


def _add(figure: go.Figure, line: Banded, look: Look, place: dict[str, int] | None = None) -> None:
    colour, dash, symbol = mark_of(line.mark, look)
    xs, ys = _band(line)
    figure.add_scatter(
        x=xs, y=ys, mode="lines", fill="toself", fillcolor=_faint(colour), line={"width": 0}, hoverinfo="skip",
        showlegend=False, meta="band", **(place or {}),
    )  # fmt: skip
    figure.add_scatter(
        x=list(range(len(line.values))), y=list(line.values), name=escape(line.label), mode="lines+markers",
        connectgaps=False, line={"color": colour, "dash": dash, "width": 2.2}, text=[escape(word) for word in line.words],
        marker={"symbol": symbol, "size": 7, "color": colour}, hovertemplate="%{text}<extra></extra>", **(place or {}),
    )  # fmt: skip


def _band(line: Banded) -> tuple[list[float | None], list[float | None]]:
    """Return the outline of the band: one closed shape for each stretch of shown numbers, None between two of them."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    points = [(at, low, high) for at, (low, high) in enumerate(zip(line.lows, line.highs, strict=True))]
    for shown, stretch in groupby(points, key=lambda point: point[1] is not None):
        if shown:
            ends = list(stretch)
            # A number by itself has no width: its band is a narrow box.
            wide = [(x + d, low, high) for x, low, high in ends for d in ((-0.08, 0.08) if len(ends) == 1 else (0,))]
            xs += [*(x for x, _l, _h in wide), *(x for x, _l, _h in reversed(wide)), None]
            ys += [*(low for _x, low, _h in wide), *(high for _x, _l, high in reversed(wide)), None]
    return xs, ys


def _faint(colour: str) -> str:
    """Return a colour that lets what is behind it be seen, from "#RRGGBB"."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.2)"


def _happened(figure: go.Figure, axis: Axis, look: Look) -> None:
    for at in sorted(axis.marked):
        figure.add_vline(x=at, line={"color": look.faint, "dash": "dot", "width": 1})
        figure.add_annotation(
            x=at, y=1, yref="paper", yanchor="top", text="◆", showarrow=False, font={"color": look.ink}
        )


def _time(figure: go.Figure, axis: Axis, look: Look, at_most: int) -> None:
    """Label the periods, the newest always; time runs in the direction of reading."""
    last = len(axis.periods) - 1
    every = -(-len(axis.periods) // at_most)
    ticks = list(range(last, -1, -every))[::-1]
    figure.update_xaxes(
        type="linear",
        showgrid=False,
        tickvals=ticks,
        ticktext=[folded(axis.periods[at], 6) for at in ticks],
        tickangle=0,
        range=look.turned([-0.35, last + 0.35]),
    )
    figure.update_yaxes(gridcolor=look.line, rangemode="tozero", side=look.side, nticks=5)
