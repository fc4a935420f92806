"""What all Plotly figures share: colours and writing direction, boxes on a grid, axes that cannot be zoomed."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any, Literal

import plotly.graph_objects as go

Theme = Literal["light", "dark"]
Direction = Literal["ltr", "rtl"]
FONT = "'Noto Sans', 'Noto Sans Arabic', 'Segoe UI', 'Geeza Pro', Tahoma, system-ui, sans-serif"
CLEAR = "rgba(0,0,0,0)"
STUB = 0.02
"""Length of every bar whose number is not shown, as a share of the figure's width: the length says nothing about the
number.
"""

_COLOURS = {
    "light": {"ink": "#1D2B2F", "faint": "#4A5B5F", "line": "#D9E0DE", "hatch": "#9FB3B0", "fill": "#0F766E"},
    "dark": {"ink": "#E9F2F0", "faint": "#B4C4C1", "line": "#34504D", "hatch": "#5E7A76", "fill": "#3FA79B"},
}
_RAMPS = {
    "light": (("#D3EBE7", "#1D2B2F"), ("#A3D3CC", "#1D2B2F"), ("#0F766E", "#FFFFFF"), ("#0A4A45", "#FFFFFF")),
    "dark": (("#1E4441", "#FFFFFF"), ("#2A6661", "#FFFFFF"), ("#7CCBC0", "#10201F"), ("#C9EEE8", "#10201F")),
}


_PAIRS = {
    "light": {"time": ("#A3D3CC", "#0F766E"), "place": ("#F0C48A", "#8A4B08")},
    "dark": {"time": ("#2A6661", "#7CCBC0"), "place": ("#7A4A12", "#F0C48A")},
}
Pair = Literal["time", "place"]


@dataclass(frozen=True, kw_only=True)
class Look:
    """Theme and direction of a figure, and the colours that follow from them."""

    theme: Theme = "light"
    direction: Direction = "ltr"

    @property
    def ink(self) -> str:
        """Colour of text."""
        return _COLOURS[self.theme]["ink"]

    @property
    def faint(self) -> str:
        """Colour of the text along an axis."""
        return _COLOURS[self.theme]["faint"]

    @property
    def line(self) -> str:
        """Colour of grid lines."""
        return _COLOURS[self.theme]["line"]

    @property
    def hatch(self) -> str:
        """Colour of hatching and outlines."""
        return _COLOURS[self.theme]["hatch"]

    @property
    def outline(self) -> str:
        """Colour of a border between two places: that of the page, so that it is seen on every colour of `ramp`."""
        return "#FFFFFF" if self.theme == "light" else "#0F1A19"

    @property
    def fill(self) -> str:
        """Colour of bars."""
        return _COLOURS[self.theme]["fill"]

    @property
    def ramp(self) -> tuple[tuple[str, str], ...]:
        """Four colours from least to most, each with the colour of text on it (4.5:1 or better)."""
        return _RAMPS[self.theme]

    def pair(self, of: Pair) -> tuple[str, str]:
        """Return the colours of two things that stand side by side: two periods look unlike two places."""
        return _PAIRS[self.theme][of]

    @property
    def mirrored(self) -> bool:
        """Whether axes run from right to left."""
        return self.direction == "rtl"

    def turned(self, ends: Sequence[float]) -> list[float]:
        """Return the two ends of a horizontal axis, swapped where the axis runs from right to left."""
        return list(reversed(ends)) if self.mirrored else list(ends)

    @property
    def side(self) -> str:
        """The side on which the vertical axis stands: "left" or "right"."""
        return "right" if self.mirrored else "left"


DOTS = {"shape": ".", "size": 9, "solidity": 0.07}
"""Where nobody who reported works: small dots, so that the words over them can be read."""


def boxes(
    figure: go.Figure,
    centres: Sequence[tuple[float, float]],
    look: Look,
    fill: str | None = None,
    height: float = 0.88,
    *,
    dotted: bool = False,
) -> None:
    """Add a box of equal size around each centre (x, y), filled with the colour `fill`; hatched where it is None, or
    `dotted`.
    """
    xs: list[float | None] = []
    ys: list[float | None] = []
    for x, y in centres:
        # The outline of one box, corner by corner; None ends it, so that no line runs to the next box.
        xs += [x - 0.47, x + 0.47, x + 0.47, x - 0.47, x - 0.47, None]
        ys += [y - height / 2, y - height / 2, y + height / 2, y + height / 2, y - height / 2, None]
    pattern = DOTS if dotted else {"shape": "/", "size": 8, "solidity": 0.12}
    hatching = {"fgcolor": look.hatch, "bgcolor": CLEAR, **pattern}
    figure.add_scatter(
        x=xs,
        y=ys,
        mode="lines",
        fill="toself",
        fillcolor=fill or CLEAR,
        hoverinfo="skip",
        showlegend=False,
        fillpattern=None if fill else hatching,
        line={"color": look.hatch, "width": 1},
    )


def hatched(look: Look) -> dict[str, Any]:
    """Return the Plotly marker of a bar whose number is not shown: hatched, without a fill."""
    return {
        "color": CLEAR,
        "line": {"color": look.hatch, "width": 1},
        "pattern": {"shape": "/", "fgcolor": look.hatch, "size": 5},
    }


def words(figure: go.Figure, at: tuple[float, float], text: str, size: float, colour: str) -> None:
    """Add text centred on the point `at` (x, y)."""
    figure.add_annotation(x=at[0], y=at[1], text=text, showarrow=False, font={"size": size, "color": colour})


def clickable(figure: go.Figure, marks: Sequence[tuple[tuple[float, float], str, str]], size: float) -> None:
    """Add a mark that nobody sees on each (point, label, words): a click on it is a click on the label, and the label
    with the words is read beside it.
    """
    figure.add_scatter(
        x=[x for (x, _y), _label, _words in marks],
        y=[y for (_x, y), _label, _words in marks],
        mode="markers",
        marker={"size": size, "color": CLEAR, "symbol": "square", "line": {"width": 0}},
        customdata=[label for _point, label, _words in marks],
        hovertext=[f"{escape(label)}: {escape(told)}" for _point, label, told in marks],
        hoverinfo="text",
        showlegend=False,
    )
    figure.update_layout(hoverlabel={"font": {"family": FONT, "size": 13}, "align": "left"})


def folded(label: str, width: int = 20) -> str:
    """Break a long label into lines of about `width` characters; HTML tags in it are shown as they are written."""
    return "<br>".join(map(escape, wrap(label, width, break_long_words=False))) or escape(label)


def plain(figure: go.Figure, look: Look, *, height: int, labels: Sequence[str] = (), **layout: Any) -> go.Figure:
    """Set font, margins and a transparent background, switch off dragging and zooming, and return the figure.

    `labels` are those of the vertical axis: Plotly makes room for them on the left but not on the right.
    """
    longest = max((len(line) for label in labels for line in label.split("<br>")), default=0)
    right_margin = 22 + 7 * longest if look.mirrored and labels else 8
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": right_margin, "t": 8, "b": 8},
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        font={"family": FONT, "size": 13, "color": look.ink},
        dragmode=False,
        template=None,
        **layout,
    )
    figure.update_xaxes(fixedrange=True, zeroline=False, automargin=True, tickfont={"color": look.faint, "size": 12})
    figure.update_yaxes(fixedrange=True, zeroline=False, automargin=True, tickfont={"color": look.ink, "size": 12})
    return figure
