"""A figure of two bars for each label: two periods, or two places."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.ui.chart_parts import STUB, Look, folded, hatched, plain


def pairs(
    items: Sequence[tuple[str, int | None, int | None]], names: tuple[str, str], less: str, look: Look
) -> go.Figure:
    """Draw two bars a label, told apart by shade and by their place: the first above the second."""
    figure, labels = go.Figure(), [folded(label, 26) for label, _first, _second in items]
    most = max((number for item in items for number in item[1:] if number is not None), default=1)
    for at, (name, colour) in enumerate(zip(names, (look.ramp[1][0], look.fill), strict=True)):
        every = [(row + 0.4 * at - 0.2, item[at + 1]) for row, item in enumerate(items)]
        seen = {y: number for y, number in every if number is not None}
        figure.add_bar(
            y=list(seen),
            x=list(seen.values()),
            text=list(map(str, seen.values())),
            name=name,
            marker={"color": colour, "line": {"color": look.fill, "width": 1}},
        )
        hidden = [y for y, number in every if number is None]
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
