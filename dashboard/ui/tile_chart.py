"""A map of equal tiles, one for each place, coloured by the band in which the place's shown number lies."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.ui.chart_parts import Look, boxes, clickable, folded, plain, words

_LONG = 11
"""Names of so many letters are written smaller: on a phone a tile is 60 pixels wide."""


@dataclass(frozen=True)
class Tile:
    """One place of the tile map: its label, its place on the grid, its shown number, and `short` words in place of one."""

    label: str
    row: int
    column: int
    shown: int | None
    short: str = ""
    is_without: bool = False
    """Whether nobody who reported works there."""


@dataclass(frozen=True)
class Band:
    """One band of numbers with a colour of its own: from `least` up to the next band."""

    label: str
    least: int


def tile_map(
    tiles: Sequence[Tile], bands: Sequence[Band], less: str, look: Look, *, full_words: bool = False, nobody: str = ""
) -> go.Figure:
    """Draw places as equal tiles in at most four bands of colour; not mirrored for Arabic, since east stays east.

    `full_words`: tiles have short words, and `less` stands in full under the map. Tiles where nobody who reported works
    are dotted, as on the map of outlines, and `nobody` says so in full where there are any.
    """
    figure = go.Figure()
    for band, (fill, _ink) in enumerate(look.ramp[: len(bands)]):
        in_band = [(tile.column, -tile.row) for tile in tiles if band_of(tile.shown, bands) == band]
        boxes(figure, in_band, look, fill)
    for dotted in (False, True):
        hidden = [tile for tile in tiles if tile.shown is None and tile.is_without == dotted]
        if hidden:
            boxes(figure, [(tile.column, -tile.row) for tile in hidden], look, dotted=dotted)
    for tile in tiles:
        tile_band = band_of(tile.shown, bands)
        ink = look.ink if tile_band is None else look.ramp[tile_band][1]
        words(
            figure, (tile.column, -tile.row + 0.18), folded(tile.label, 40), 12 if len(tile.label) < _LONG else 9.5, ink
        )
        text, size = (folded(tile.short or less, 12), 10.5) if tile.shown is None else (f"<b>{tile.shown}</b>", 15)
        words(figure, (tile.column, -tile.row - 0.17), text, size, ink)
    points = [((tile.column, -tile.row), tile.label, said(tile.shown, tile.short or less)) for tile in tiles]
    clickable(figure, points, 52)
    _key(figure, bands, -max((tile.row for tile in tiles), default=0) - 0.85, look)
    below = -max((tile.row for tile in tiles), default=0)
    if full_words:
        _named(figure, below - 1.35, less, look)
    if any(tile.shown is None and tile.is_without for tile in tiles):
        _named(figure, below - 1.8, nobody, look, dotted=True)
    figure.update_xaxes(visible=False, range=[-0.52, 3.52])
    figure.update_yaxes(visible=False)
    return plain(figure, look, height=470)


def _named(figure: go.Figure, y: float, text: str, look: Look, *, dotted: bool = False) -> None:
    """Say under the map what a pattern means."""
    boxes(figure, [(0, y)], look, height=0.36, dotted=dotted)
    figure.add_annotation(x=0.6, y=y, text=text, showarrow=False, xanchor="left")


def said(shown: int | None, less: str) -> str:
    """Return a shown number as text, or the words for one that is not shown."""
    return less if shown is None else str(shown)


def band_of(shown: int | None, bands: Sequence[Band]) -> int | None:
    """Return the position of the highest band that a number reaches, None for a number that is not shown."""
    if shown is None:
        return None
    return max((position for position, band in enumerate(bands) if shown >= band.least), default=0)


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
        words(figure, (x, y), folded(band.label, 40), 11, ink)
