"""A map of the outlines of places, coloured by the band in which the place's shown number lies.

It is drawn from filled lines and not with Plotly's own maps: those fetch the outlines of the world from a server.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians
from typing import Any

import plotly.graph_objects as go

from dashboard.codes import Outline
from dashboard.ui.chart_parts import CLEAR, DOTS, Look, clickable, plain, words
from dashboard.ui.tile_chart import Band, band_of

_SQUEEZED = cos(radians(33.2))
"""How long a degree of longitude is in the middle of Iraq, beside a degree of latitude."""
_LETTER = 0.18
"""How wide a letter of a place's name is on a phone, where the map is smallest; in units of the map."""
_ABOVE = 0.2
"""So far above the middle of a place its name stands, when its number stands under it."""
_NAME = "<span style='font-size:10px'>{}</span>"
_PATTERNS: Mapping[str, dict[str, Any]] = {
    "few": {"shape": "/", "size": 8, "solidity": 0.12},
    "nobody": DOTS,
}


@dataclass(frozen=True)
class Place:
    """One place of the map: its label, its outline, its shown number, and whether nobody who reported works there."""

    label: str
    outline: Outline
    shown: int | None
    is_without: bool = False


def outline_map(places: Sequence[Place], bands: Sequence[Band], less: str, nobody: str, look: Look) -> go.Figure:
    """Draw places in at most four bands of colour, hatched where the number is too few to show, dotted where `nobody`
    works; never mirrored, since east stays east.
    """
    figure = go.Figure()
    for band, (said, (fill, _ink)) in enumerate(zip(bands, look.ramp, strict=False)):
        _fill(figure, [place for place in places if band_of(place.shown, bands) == band], said.label, look, fill)
    hidden = [place for place in places if place.shown is None]
    _fill(figure, [place for place in hidden if not place.is_without], less, look, _PATTERNS["few"])
    _fill(figure, [place for place in hidden if place.is_without], nobody, look, _PATTERNS["nobody"])
    for place in places:
        _write(figure, place, bands, look)
    clickable(figure, [(middle(place.outline), place.label, _told(place, less, nobody)) for place in places], 30)
    figure.update_xaxes(visible=False, constrain="domain", range=[32.3, 40.75])
    figure.update_yaxes(visible=False, constrain="domain", range=[29.0, 37.45], scaleanchor="x")
    still = {"itemclick": False, "itemdoubleclick": False, "font": {"size": 11.5}, "tracegroupgap": 0}
    return plain(figure, look, height=530, legend={"orientation": "h", "y": 0, "yanchor": "top", **still})


def _told(place: Place, less: str, nobody: str) -> str:
    if place.shown is not None:
        return str(place.shown)
    return nobody if place.is_without else less


def _fill(figure: go.Figure, places: Iterable[Place], name: str, look: Look, fill: str | dict[str, Any]) -> None:
    """Add the outlines of places that look alike as one trace, which also stands in the key under its `name`."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for place in places:
        xs += [*(_east(lon) for lon, _lat in place.outline), None]
        ys += [*(lat for _lon, lat in place.outline), None]
    is_pattern = isinstance(fill, dict)
    figure.add_scatter(
        x=xs or [None],
        y=ys or [None],
        name=name,
        mode="lines",
        fill="toself",
        fillcolor=CLEAR if is_pattern else fill,
        fillpattern=dict(fill, fgcolor=look.hatch, bgcolor=CLEAR) if isinstance(fill, dict) else None,
        line={"color": look.faint if is_pattern else look.outline, "width": 1},
        hoverinfo="skip",
        showlegend=True,
    )


def _write(figure: go.Figure, place: Place, bands: Sequence[Band], look: Look) -> None:
    """Write a place's number on it, and its name where that stays inside its borders."""
    band, (x, y) = band_of(place.shown, bands), middle(place.outline)
    ink = look.ink if band is None else look.ramp[band][1]
    has_room = _LETTER * len(place.label) < width_at(place.outline, y + _ABOVE)
    lines = [_NAME.format(escape(place.label))] if has_room else []
    lines += [f"<b>{place.shown}</b>"] if place.shown is not None else []
    words(figure, (x, y), "<br>".join(lines), 11.5, ink)


def _east(longitude: float) -> float:
    return round(longitude * _SQUEEZED, 3)


def _crossings(outline: Outline) -> list[float]:
    """Return twice the area of the triangle of each side with the origin; its sign is that of the turn."""
    return [
        one[0] * other[1] - other[0] * one[1] for one, other in zip(outline, [*outline[1:], outline[0]], strict=True)
    ]


def width_at(outline: Outline, latitude: float) -> float:
    """Return how wide an outline is around its middle at a latitude, in units of the map; 0 where it is not there."""
    middle_x, _y = middle(outline)
    sides = zip(outline, [*outline[1:], outline[0]], strict=True)
    crossed = [
        _east(one[0] + (latitude - one[1]) / (other[1] - one[1]) * (other[0] - one[0]))
        for one, other in sides
        if (one[1] > latitude) != (other[1] > latitude)
    ]
    west, east = [x for x in crossed if x < middle_x], [x for x in crossed if x >= middle_x]
    return 2 * min(middle_x - max(west), min(east) - middle_x) if west and east else 0


def middle(outline: Outline) -> tuple[float, float]:
    """Return the centre of gravity of an outline, where its number is written."""
    turns = _crossings(outline)
    following = [*outline[1:], outline[0]]
    lon, lat = (
        sum((one[axis] + other[axis]) * turn for one, other, turn in zip(outline, following, turns, strict=True))
        / (3 * sum(turns))
        for axis in (0, 1)
    )
    return _east(lon), round(lat, 3)
