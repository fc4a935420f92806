"""A figure of two bars for each label: two periods, or two places."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.ui.chart_parts import STUB, Look, Pair, folded, hatched, plain


@dataclass(frozen=True)
class Two:
    """Two numbers that stand side by side, None for one that is not shown; `clear` says in words how the second clearly
    differs from the first, "" where it may be chance.
    """

    label: str
    first: int | None
    second: int | None
    clear: str = ""
    instead: tuple[str, str] = ("", "")
    """The words for the first and the second number where it is not shown, "" for those of the figure."""


def pairs(
    items: Sequence[Two], names: tuple[str, str], less: tuple[str, str], look: Look, *, of: Pair = "time"
) -> go.Figure:
    """Draw two bars for each item: the first lighter and above the second, beside which stands what is clear.

    `names` say what the first and the second bars are; `less` stands for a number of each that is not shown.
    """
    figure, labels = go.Figure(), [folded(item.label, 26) for item in items]
    most = max((number for item in items for number in (item.first, item.second) if number is not None), default=1)
    for series, (name, colour) in enumerate(zip(names, look.pair(of), strict=True)):
        # Each row has a height of 1: the first bar is drawn 0.2 above its middle, the second 0.2 below.
        bars = {
            row + 0.4 * series - 0.2: (item.second if series else item.first, item.clear if series else "")
            for row, item in enumerate(items)
        }
        shown = {y: number for y, (number, _clear) in bars.items() if number is not None}
        figure.add_bar(
            y=list(shown),
            x=list(shown.values()),
            text=[f"{number} {bars[y][1]}".strip() for y, number in shown.items()],
            name=name,
            marker={"color": colour, "line": {"color": look.pair(of)[1], "width": 1}},
        )
        hidden = [y for y, (number, _clear) in bars.items() if number is None]
        texts = [folded(f"{items[round(y)].instead[series] or less[series]} {bars[y][1]}".strip(), 20) for y in hidden]
        figure.add_bar(y=hidden, x=[STUB * most] * len(hidden), text=texts, marker=hatched(look))
        figure.data[-1].showlegend = False
    figure.update_traces(
        textposition="outside",
        orientation="h",
        cliponaxis=False,
        hoverinfo="skip",
        width=0.36,
        textfont={"color": look.ink, "size": 12},
    )
    figure.update_layout(barmode="overlay", showlegend=True)
    figure.update_xaxes(visible=False, range=look.turned([0, 1.6 * most]))
    figure.update_yaxes(
        tickvals=list(range(len(items))),
        ticktext=labels,
        range=[len(items) - 0.5, -0.5],
        side=look.side,
        showgrid=False,
        ticklabelstandoff=6,
    )
    legend = {"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 1 if look.mirrored else 0, "xanchor": look.side}
    return plain(figure, look, height=90 + 58 * len(items), labels=labels, legend=legend)
