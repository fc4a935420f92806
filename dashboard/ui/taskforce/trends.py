"""Panels over time: a number with its interval, small figures of places and types, shares of all cases; in words what
explains a jump.

Other pages use `trend_panel`, `multiples_panel` and `share_panel`; each returns None where a release has nothing to
draw: an older file, a table of two dimensions, or the first release.
"""

from collections.abc import Callable, Sequence
from functools import partial

import plotly.graph_objects as go

from dashboard.i18n import gettext as _
from dashboard.i18n import listed, listed_apart, ngettext
from dashboard.release import ReleasedTable, Releases
from dashboard.release.happenings import Happening, happenings
from dashboard.release.naming import cell_label, definition, title
from dashboard.release.policy import Codes
from dashboard.release.trends import MOST_LINES, Point, has_trend, lines_of, share_line, trend
from dashboard.ui.chart_parts import Look
from dashboard.ui.charts import Mark
from dashboard.ui.taskforce.panel import Panel, cells_of
from dashboard.ui.taskforce.tables import codes_of
from dashboard.ui.taskforce.wording import less, per_cent, period_name, ranged
from dashboard.ui.trend_chart import Axis, Banded, lines, small_multiples

MULTIPLES = 8
"""Small figures in one panel, the largest numbers."""
_MARKS: tuple[Mark, ...] = ("high", "medium", "normal", "other")
_RISKS: dict[str, Mark] = {"high": "high", "medium": "medium", "normal": "normal"}
Follow = Callable[[Codes], tuple[Point, ...]]
Draw = Callable[[Axis, Sequence[Banded], Look], go.Figure]


def trend_panel(releases: Releases, period: str, name: str, cells: Sequence[Codes] = ()) -> Panel | None:
    """Return the panel of a table as lines in one figure: of `cells`, else of its largest, in the order of its list."""
    if not has_trend(releases, period, name):
        return None
    table = releases.table(period, name)
    chosen = list(cells) or _in_order(table, lines_of(table, MOST_LINES))
    follow = partial(trend, releases, period, name)
    return _panel(releases, period, table, chosen, follow, lines, name=f"{name}_trend")


def multiples_panel(releases: Releases, period: str, name: str) -> Panel | None:
    """Return the panel of a table of one dimension with a small figure for each of its largest numbers."""
    if not has_trend(releases, period, name):
        return None
    table = releases.table(period, name)
    follow = partial(trend, releases, period, name)
    chosen = lines_of(table, MULTIPLES)
    return _panel(releases, period, table, chosen, follow, small_multiples, name=f"{name}_multiples")


def share_panel(releases: Releases, period: str, name: str) -> Panel | None:
    """Return the panel of the shares of all cases that the largest numbers of a table are: where the total moves
    everything, this is what moved beyond it.
    """
    if not has_trend(releases, period, name):
        return None
    table = releases.table(period, name)
    chosen = lines_of(table, MULTIPLES)
    follow = partial(share_line, releases, period, name)
    return _panel(releases, period, table, chosen, follow, small_multiples, name=f"{name}_shares", share=True)


def _in_order(table: ReleasedTable, cells: Sequence[Codes]) -> list[Codes]:
    """Return the cells in the order of their code list: risk levels belong from high to normal."""
    order = codes_of(table, 0) if table.dims else []
    return sorted(cells, key=lambda cell: order.index(cell[0]) if cell else 0)


def _panel(
    releases: Releases,
    period: str,
    table: ReleasedTable,
    cells: Sequence[Codes],
    follow: Follow,
    draw: Draw,
    *,
    name: str,
    share: bool = False,
) -> Panel | None:
    if not cells:
        return None
    spans = [span for span, _table in releases.series(table.name, like=period)]
    followed = [{point.period: point for point in follow(cell)} for cell in cells]
    words = [[_said(points.get(span), share=share) for span in spans] for points in followed]
    banded = [
        _banded(_label(table, cell), mark, spans, points, said)
        for cell, mark, points, said in zip(cells, _marks(cells, draw), followed, words, strict=True)
    ]
    unseen = [line.label for line in banded if not line.is_shown]
    if len(unseen) == len(banded):
        return None
    told = [happening for happening in happenings(releases, period) if happening.period in spans]
    axis = Axis(tuple(map(period_name, spans)), frozenset(spans.index(happening.period) for happening in told))
    return Panel(
        name=name,
        table=table.name,
        title=_("{title}, as a share of all cases").format(title=title(table)) if share else _over_time(table, cells),
        units=_units(table, share=share, gaps=any(None in line.values for line in banded)),
        definition=definition(table),
        draw=lambda look: draw(axis, banded, look),
        head=(_("Period"), *(line.label for line in banded)),
        rows=[
            (period_name(span), *(said[at] for said in words)) for at, span in reversed(list(enumerate(spans)))
        ],
        cells=lambda: [cell for span, older in releases.series(table.name, like=period) for cell in cells_of(span, older)],
        note="  \n".join([*other_regions(releases, period, table.name), *_not_drawn(unseen), *map(happening_words, told)]),
        slides=draw is small_multiples,
    )  # fmt: skip


def _not_drawn(labels: Sequence[str]) -> list[str]:
    """Return in words which numbers have no line, since no period shows them."""
    return [_("Too few in every period, so not drawn: {labels}.").format(labels=listed_apart(labels))] if labels else []


def _marks(cells: Sequence[Codes], draw: Draw) -> list[Mark]:
    """Return a kind of line for each cell: of risk levels their own; lines of one figure each another one."""
    if draw is small_multiples or len(cells) == 1:
        return ["only"] * len(cells)
    if all(cell and cell[0] in _RISKS for cell in cells):
        return [_RISKS[cell[0]] for cell in cells]
    return list(_MARKS[: len(cells)])


def _label(table: ReleasedTable, cell: Codes) -> str:
    return cell_label(table, table.dims[0], cell[0]) if cell else title(table)


def _over_time(table: ReleasedTable, cells: Sequence[Codes]) -> str:
    """Return the title of lines over time; a line by itself has no key, so the title names it."""
    named = [_label(table, cell) for cell in cells if cell]
    told = f"{title(table)}: {named[0]}" if len(named) == 1 else title(table)
    return _("{title}, over time").format(title=told)


def _units(table: ReleasedTable, *, share: bool, gaps: bool) -> str:
    units = (
        _("Per cent of all new cases, in steps of 5.")
        if share
        else _("New cases, each with its range: the true number is in it 19 times of 20.")
    )
    if not gaps:
        return units
    return f"{units} " + (_("A gap: too few to say.") if share else _("A gap: {less}.").format(less=less(table.under)))


def _said(point: Point | None, *, share: bool) -> str:
    """Return a point in words: "60 (about 51 to 69)", "20 %"; a dash where the release had no such number."""
    if point is None:
        return "–"
    if share:
        return _("too few to say") if point.number is None else per_cent(point.number)
    if point.number is None:
        return less(point.under)
    return ranged(point.number, point.low, point.high)


def _banded(
    label: str, mark: Mark, spans: Sequence[str], points: dict[str, Point], words: Sequence[str]
) -> Banded:  # fmt: skip
    ordered = [points.get(span) for span in spans]
    return Banded(
        label,
        tuple(point.number if point else None for point in ordered),
        tuple(point.low if point else None for point in ordered),
        tuple(point.high if point else None for point in ordered),
        tuple(f"{period_name(span)}: {said}" for span, said in zip(spans, words, strict=True)),
        mark,
    )


def other_regions(releases: Releases, period: str, name: str) -> list[str]:
    """Return the words for a line that ends where regions were put together otherwise; none where it does not."""
    since = releases.regions_since(name, like=period)
    return [_("Other regions before {period}.").format(period=period_name(since))] if since else []


def happening_words(happening: Happening) -> str:
    """Return in words what explains a jump in a period: "◆ 2026 Q2: two agencies joined"."""
    counted = (
        (happening.joined, ngettext("{n} agency joined", "{n} agencies joined", len(happening.joined))),
        (happening.left, ngettext("{n} agency left", "{n} agencies left", len(happening.left))),
        (
            happening.backlogs,
            ngettext(
                "{n} agency entered cases of earlier months",
                "{n} agencies entered cases of earlier months",
                len(happening.backlogs),
            ),
        ),
    )
    told = listed(text.format(n=len(agencies)) for agencies, text in counted if agencies)
    return f"◆ {period_name(happening.period)}: {told}"
