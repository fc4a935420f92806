"""Figures from labels and shown numbers only: whatever is in a figure reaches the browser.

`less` is the phrase that stands for a number that is not shown, such as "fewer than 10".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

from dashboard.ui.chart_parts import STUB, Direction, Look, Theme, boxes, folded, hatched, plain, words

__all__ = ["CONFIG", "Band", "Direction", "Line", "Look", "Theme", "Tile", "bars", "heat", "steps", "tile_map"]

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
"""For st.plotly_chart: a picture, not a tool."""
_MARKS = {
    "high": ("#B42318", "#FF9B8E", "solid", "triangle-up"),
    "medium": ("#B45309", "#F5B85C", "dash", "square"),
    "normal": ("#0F766E", "#5CC9BB", "dot", "circle"),
    "other": ("#57606A", "#B4C0CC", "dashdot", "diamond"),
}
"""Colour on light and on dark, dash and symbol: each tells the lines apart alone."""
_ROOM_FOR_WORDS = 6
"""Columns of a heat table up to which a hatched cell also says what it means."""


@dataclass(frozen=True)
class Tile:
    """One place of the tile map: its label, its place on the grid, and its shown number."""

    label: str
    row: int
    column: int
    shown: int | None


@dataclass(frozen=True)
class Band:
    """One class of a banded map: from `least` on, named by `label`."""

    label: str
    least: int


@dataclass(frozen=True)
class Line:
    """One line over the periods, None where its number is not shown."""

    label: str
    values: tuple[int | None, ...]
    mark: Literal["high", "medium", "normal", "other"]


def tile_map(tiles: Sequence[Tile], bands: Sequence[Band], less: str, look: Look) -> go.Figure:
    """Draw places as equal tiles in at most four bands of colour; never mirrored, whatever the direction."""
    figure = go.Figure()
    for place, (fill, _ink) in enumerate(look.ramp[: len(bands)]):
        boxes(figure, [(t.column, -t.row) for t in tiles if _band(t.shown, bands) == place], look, fill)
    boxes(figure, [(t.column, -t.row) for t in tiles if t.shown is None], look)
    for tile in tiles:
        place = _band(tile.shown, bands)
        ink = look.ink if place is None else look.ramp[place][1]
        words(figure, (tile.column, -tile.row + 0.18), folded(tile.label, 40), 12, ink)
        text, size = (less, 10.5) if tile.shown is None else (f"<b>{tile.shown}</b>", 15)
        words(figure, (tile.column, -tile.row - 0.17), text, size, ink)
    _key(figure, bands, -max((tile.row for tile in tiles), default=0) - 0.85, look)
    figure.update_xaxes(visible=False, range=[-0.52, 3.52])
    figure.update_yaxes(visible=False)
    return plain(figure, look, height=470)


def _band(shown: int | None, bands: Sequence[Band]) -> int | None:
    if shown is None:
        return None
    return max((place for place, band in enumerate(bands) if shown >= band.least), default=0)


def _key(figure: go.Figure, bands: Sequence[Band], y: float, look: Look) -> None:
    """Name the bands under the map, each in the column of a tile."""
    for x, (band, (fill, ink)) in enumerate(zip(bands, look.ramp, strict=False)):
        figure.add_shape(
            type="rect",
            x0=x - 0.47,
            x1=x + 0.47,
            y0=y - 0.18,
            y1=y + 0.18,
            fillcolor=fill,
            line={"color": look.hatch, "width": 1},
        )
        words(figure, (x, y), band.label, 11, ink)


def bars(items: Sequence[tuple[str, int | None]], less: str, look: Look) -> go.Figure:
    """Draw horizontal bars with the number at the end; one that is not shown is a hatched stub and words."""
    shown = {folded(label): number for label, number in items if number is not None}
    hidden = [folded(label) for label, number in items if number is None]
    names = [folded(label) for label, _ in items]
    figure = go.Figure()
    _bars(
        figure,
        list(shown),
        list(shown.values()),
        [str(n) for n in shown.values()],
        look,
        marker={"color": look.fill, "line": {"width": 0}},
    )
    _bars(
        figure,
        hidden,
        [STUB] * len(hidden),
        [less] * len(hidden),
        look,
        xaxis="x2",
        marker=hatched(look),
    )
    figure.update_layout(barmode="overlay", xaxis2={"overlaying": "x"})
    figure.update_xaxes(visible=False, range=look.turned([0, 1.35 * max(shown.values(), default=1)]))
    figure.update_layout(xaxis2={"range": look.turned([0, 1])})
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=names,
        range=[len(names) - 0.5, -0.5],
        side=look.side,
        showgrid=False,
        ticklabelstandoff=6,
    )
    return plain(figure, look, height=30 + 46 * len(items), labels=names)


def _bars(
    figure: go.Figure, names: list[str], lengths: list[float], texts: list[str], look: Look, **style: Any
) -> None:
    figure.add_bar(
        y=names,
        x=lengths,
        text=texts,
        textposition="outside",
        orientation="h",
        cliponaxis=False,
        textfont={"color": look.ink, "size": 13},
        hoverinfo="skip",
        showlegend=False,
        width=0.62,
        **style,
    )


def steps(periods: Sequence[str], lines: Sequence[Line], look: Look) -> go.Figure:
    """Draw one stepped line a group over the periods, with gaps where a number is not shown."""
    figure, names = go.Figure(), [folded(period, 6) for period in periods]
    every = -(-len(names) // 8)
    for line in lines:
        on_light, on_dark, dash, symbol = _MARKS[line.mark]
        colour = on_light if look.theme == "light" else on_dark
        figure.add_scatter(
            x=names,
            y=list(line.values),
            name=line.label,
            mode="lines+markers",
            connectgaps=False,
            line={"color": colour, "dash": dash, "shape": "hvh", "width": 2.5},
            marker={"symbol": symbol, "size": 9, "color": colour},
            hovertemplate="%{x}: %{y}<extra>" + line.label + "</extra>",
        )
    figure.update_xaxes(
        type="category",
        showgrid=False,
        tickvals=names[::every],
        tickangle=0,
        autorange="reversed" if look.mirrored else True,
    )
    figure.update_yaxes(gridcolor=look.line, rangemode="tozero", side=look.side)
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 1 if look.mirrored else 0, "xanchor": look.side}
    return plain(figure, look, height=340, labels=["1000"], legend=legend)


def heat(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[int | None]], less: str, look: Look
) -> go.Figure:
    """Draw a table whose colour grows with the number; what is not shown is hatched, with words where they fit."""
    most = max((number for row in cells for number in row if number is not None), default=1)
    at = {(x, -y): number for y, row in enumerate(cells) for x, number in enumerate(row)}
    figure = go.Figure()
    for place, (fill, ink) in enumerate(look.ramp):
        inside = {spot: n for spot, n in at.items() if n is not None and min(3, 4 * n // (most + 1)) == place}
        boxes(figure, list(inside), look, fill)
        for spot, number in inside.items():
            words(figure, spot, str(number), 13, ink)
    hidden = [spot for spot, number in at.items() if number is None]
    boxes(figure, hidden, look)
    for spot in hidden if len(columns) <= _ROOM_FOR_WORDS else ():
        words(figure, spot, folded(less, 10), 10.5, look.faint)
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=[folded(c, 13 if len(columns) < 8 else 10) for c in columns],
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
    return plain(figure, look, height=60 + 40 * len(rows), labels=rows)
