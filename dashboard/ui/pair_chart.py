"""A figure of two bars for each label: two periods, or two places."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.ui.chart_parts import STUB, Look, folded, hatched, plain


def pairs(
    items: Sequence[tuple[str, int | None, int | None]], names: tuple[str, str], less: str, look: Look
) -> go.Figure:
    """Draw two bars for each (label, first number, second number): the first lighter and above the second.

    `names` say what the first and the second bars are; `less` stands for a number that is not shown (None).
    """
    figure, labels = go.Figure(), [folded(label, 26) for label, _first, _second in items]
    most = max((number for _label, *numbers in items for number in numbers if number is not None), default=1)
    for series, (name, colour) in enumerate(zip(names, (look.ramp[1][0], look.fill), strict=True)):
        # Each row has a height of 1: the first bar is drawn 0.2 above its middle, the second 0.2 below.
        bars = [(row + 0.4 * series - 0.2, item[series + 1]) for row, item in enumerate(items)]
        shown = {y: number for y, number in bars if number is not None}
        figure.add_bar(
            y=list(shown),
            x=list(shown.values()),
            text=list(map(str, shown.values())),
            name=name,
            marker={"color": colour, "line": {"color": look.fill, "width": 1}},
        )
        hidden = [y for y, number in bars if number is None]
        figure.add_bar(y=hidden, x=[STUB * most] * len(hidden), text=[less] * len(hidden), marker=hatched(look))
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
    figure.update_xaxes(visible=False, range=look.turned([0, 1.35 * most]))
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
