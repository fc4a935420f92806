"""Figures from labels and shown numbers only: whatever is in a figure reaches the browser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

Theme = Literal["light", "dark"]
Direction = Literal["ltr", "rtl"]
FONT = "'Noto Sans', 'Noto Sans Arabic', 'Segoe UI', 'Geeza Pro', Tahoma, system-ui, sans-serif"
CLEAR = "rgba(0,0,0,0)"
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
"""For st.plotly_chart: a picture, not a tool."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """Colours and direction of a figure; `less` is what stands for a number that is not shown."""

    theme: Theme = "light"
    direction: Direction = "ltr"
    less: str = "fewer than 10"

    @property
    def ink(self) -> str:
        return "#1D2B2F" if self.theme == "light" else "#E9F2F0"

    @property
    def faint(self) -> str:
        return "#4A5B5F" if self.theme == "light" else "#B4C4C1"

    @property
    def line(self) -> str:
        return "#D9E0DE" if self.theme == "light" else "#34504D"

    @property
    def hatch(self) -> str:
        return "#9FB3B0" if self.theme == "light" else "#5E7A76"

    @property
    def fill(self) -> str:
        return "#0F766E" if self.theme == "light" else "#4FB3A7"

    @property
    def ramp(self) -> tuple[tuple[str, str], ...]:
        """Colours of the bands from least to most, each with the colour of text on it (4.5:1 or better)."""
        pale, mid, deep, most = ("#D3EBE7", "#A3D3CC", "#0F766E", "#0A4A45")
        if self.theme == "dark":
            return (("#1E4441", "#FFFFFF"), ("#2A6661", "#FFFFFF"), ("#7CCBC0", "#10201F"), ("#C9EEE8", "#10201F"))
        return ((pale, "#1D2B2F"), (mid, "#1D2B2F"), (deep, "#FFFFFF"), (most, "#FFFFFF"))

    @property
    def mirrored(self) -> bool:
        return self.direction == "rtl"


@dataclass(frozen=True)
class Tile:
    """One place on the tile map: its label, its place on the grid, and its shown number."""

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
    """One line over the periods: None where its number is not shown; `mark` tells it apart without colour."""

    label: str
    values: tuple[int | None, ...]
    mark: Literal["high", "medium", "normal", "other"]


def tile_map(tiles: Sequence[Tile], bands: Sequence[Band], look: Look) -> go.Figure:
    """Draw places as equal tiles in bands of colour, hatched where a number is not shown; never mirrored."""
    figure = go.Figure()
    known = [*bands]
    for index, _band in enumerate(known):
        _tiles(figure, [t for t in tiles if _band_of(t, known) == index], look.ramp[index][0], look)
    _tiles(figure, [t for t in tiles if t.shown is None], CLEAR, look, hatched=True)
    for tile in tiles:
        place = _band_of(tile, known)
        ink = look.ink if place is None else look.ramp[place][1]
        _words(figure, tile, ink, look)
    _key(figure, known, look, below=max(tile.row for tile in tiles) + 1)
    _plain(figure, look, height=470)
    figure.update_xaxes(visible=False, range=[-0.52, 3.52], fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    return figure


def _band_of(tile: Tile, bands: Sequence[Band]) -> int | None:
    if tile.shown is None:
        return None
    return max((i for i, band in enumerate(bands) if tile.shown >= band.least), default=0)


def _tiles(figure: go.Figure, tiles: Sequence[Tile], fill: str, look: Look, *, hatched: bool = False) -> None:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for tile in tiles:
        left, right, low, high = tile.column - 0.47, tile.column + 0.47, -tile.row - 0.44, -tile.row + 0.44
        xs += [left, right, right, left, left, None]
        ys += [low, low, high, high, low, None]
    pattern = {"shape": "/", "fgcolor": look.hatch, "bgcolor": CLEAR, "size": 7, "solidity": 0.18} if hatched else None
    figure.add_scatter(x=xs, y=ys, mode="lines", fill="toself", fillcolor=fill, fillpattern=pattern,
                       line={"color": look.hatch, "width": 1}, hoverinfo="skip", showlegend=False)


def _words(figure: go.Figure, tile: Tile, ink: str, look: Look) -> None:
    number = look.less if tile.shown is None else f"<b>{tile.shown}</b>"
    figure.add_annotation(x=tile.column, y=-tile.row + 0.17, text=tile.label, showarrow=False,
                          font={"size": 12, "color": ink})
    figure.add_annotation(x=tile.column, y=-tile.row - 0.17, text=number, showarrow=False,
                          font={"size": 10.5 if tile.shown is None else 15, "color": ink})


def _key(figure: go.Figure, bands: Sequence[Band], look: Look, *, below: int) -> None:
    """Name the bands under the map, in the tiles' own columns."""
    for column, (band, (fill, ink)) in enumerate(zip(bands, look.ramp, strict=False)):
        figure.add_shape(type="rect", x0=column - 0.47, x1=column + 0.47, y0=-below - 0.2, y1=-below + 0.2,
                         fillcolor=fill, line={"color": look.hatch, "width": 1})
        figure.add_annotation(x=column, y=-below, text=band.label, showarrow=False, font={"size": 11, "color": ink})


def bars(items: Sequence[tuple[str, int | None]], look: Look) -> go.Figure:
    """Draw horizontal bars with the number at the end; a number that is not shown is words and a hatched stub."""
    most = max((number or 0 for _, number in items), default=0) or 1
    stub = most * 0.02
    hidden = [number is None for _, number in items]
    figure = go.Figure(go.Bar(
        y=[label for label, _ in items], x=[stub if n is None else n for _, n in items], orientation="h",
        text=[look.less if n is None else str(n) for _, n in items], textposition="outside",
        textfont={"color": look.ink, "size": 13}, cliponaxis=False, hoverinfo="skip", width=0.62,
        marker={"color": [CLEAR if h else look.fill for h in hidden],
                "line": {"color": look.hatch, "width": [1 if h else 0 for h in hidden]},
                "pattern": {"shape": ["/" if h else "" for h in hidden], "fgcolor": look.hatch, "size": 5}},
    ))
    _plain(figure, look, height=60 + 44 * len(items))
    figure.update_xaxes(visible=False, range=_turned([0, most * 1.3], look), fixedrange=True)
    figure.update_yaxes(autorange="reversed", side="right" if look.mirrored else "left", showgrid=False,
                        fixedrange=True, ticklabelstandoff=6, automargin=True)
    return figure


_MARKS: Mapping[str, tuple[str, str, str, str]] = {
    "high": ("#B42318", "#FF9B8E", "solid", "triangle-up"), "medium": ("#B45309", "#F5B85C", "dash", "square"),
    "normal": ("#0F766E", "#5CC9BB", "dot", "circle"), "other": ("#57606A", "#B4C0CC", "dashdot", "diamond"),
}


def steps(periods: Sequence[str], lines: Sequence[Line], look: Look) -> go.Figure:
    """Draw one stepped line a group over the periods, with gaps where a number is not shown."""
    figure = go.Figure()
    for line in lines:
        light, dark, dash, symbol = _MARKS[line.mark]
        colour = light if look.theme == "light" else dark
        figure.add_scatter(
            x=list(periods), y=list(line.values), name=line.label, mode="lines+markers", connectgaps=False,
            line={"color": colour, "dash": dash, "shape": "hvh", "width": 2.5},
            marker={"symbol": symbol, "size": 9, "color": colour},
            hovertemplate="%{x}: %{y}<extra>" + line.label + "</extra>",
        )
    _plain(figure, look, height=330)
    figure.update_layout(legend={"orientation": "h", "y": 1.14, "x": 1 if look.mirrored else 0,
                                 "xanchor": "right" if look.mirrored else "left"})
    figure.update_xaxes(type="category", showgrid=False, autorange="reversed" if look.mirrored else True,
                        fixedrange=True, nticks=8)
    figure.update_yaxes(gridcolor=look.line, rangemode="tozero", zeroline=False, fixedrange=True,
                        side="right" if look.mirrored else "left")
    return figure


def heat(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[int | None]], look: Look) -> go.Figure:
    """Draw a table with a colour for size; what is not shown is words on a hatched ground."""
    most = max((number for row in cells for number in row if number is not None), default=1)
    figure = go.Figure()
    for y, row in enumerate(cells):
        for x, number in enumerate(row):
            _cell(figure, x, y, number, most, look)
    _plain(figure, look, height=70 + 34 * len(rows))
    figure.update_xaxes(tickvals=list(range(len(columns))), ticktext=list(columns), side="top", showgrid=False,
                        range=_turned([-0.5, len(columns) - 0.5], look), zeroline=False, fixedrange=True, tickangle=0)
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=list(rows), range=[len(rows) - 0.5, -0.5],
                        side="right" if look.mirrored else "left", showgrid=False, zeroline=False, fixedrange=True,
                        automargin=True, ticklabelstandoff=6)
    return figure


def _cell(figure: go.Figure, x: int, y: int, number: int | None, most: int, look: Look) -> None:
    fill, ink = (CLEAR, look.faint) if number is None else look.ramp[min(3, int(4 * number / (most + 1)))]
    figure.add_shape(type="rect", x0=x - 0.48, x1=x + 0.48, y0=y - 0.44, y1=y + 0.44, fillcolor=fill,
                     line={"color": look.line, "width": 1, "dash": "dot" if number is None else "solid"})
    figure.add_annotation(x=x, y=y, text=look.less if number is None else str(number), showarrow=False,
                          font={"size": 10.5 if number is None else 13, "color": ink})


def _turned(ends: list[float], look: Look) -> list[float]:
    return ends[::-1] if look.mirrored else ends


def _plain(figure: go.Figure, look: Look, *, height: int) -> None:
    figure.update_layout(
        height=height, margin={"l": 8, "r": 8, "t": 8, "b": 8}, paper_bgcolor=CLEAR, plot_bgcolor=CLEAR,
        font={"family": FONT, "size": 13, "color": look.ink}, dragmode=False, template=None,
        uniformtext={"mode": None},
    )
    figure.update_xaxes(tickfont={"color": look.faint, "size": 12})
    figure.update_yaxes(tickfont={"color": look.ink, "size": 12})
