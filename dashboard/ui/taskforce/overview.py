"""Overview: caseload and risk across agencies, from the newest release."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard.codes import UNKNOWN
from dashboard.i18n import gettext as _
from dashboard.release import Releases
from dashboard.release.reading import percent
from dashboard.ui.taskforce import changes, panels, tables, trends
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.once import once
from dashboard.ui.taskforce.panel import Panel, caveat, rounding
from dashboard.ui.taskforce.sheet import Sheet, begin, tools
from dashboard.ui.taskforce.showing import show, side_by_side
from dashboard.ui.taskforce.wording import per_cent, released_on, said

PAGE = "overview"
Make = Callable[[Releases, str], Panel | None]
Card = tuple[str, str, str, str]
"""Label, value, what stands under it, and what it means."""


def _plain(name: str) -> tuple[str, Make]:
    return name, partial(tables.panel, name=name)


def _ranked(name: str) -> tuple[str, Make]:
    return name, partial(tables.panel, name=name, ranked=True)


def _over_time(name: str) -> tuple[str, Make]:
    return name, partial(trends.trend_panel, name=name)


def _multiples(name: str) -> tuple[str, Make]:
    return name, partial(trends.multiples_panel, name=name)


_ROWS = (
    ((3, 2), (("governorate", panels.places), _ranked("violence_group"))),
    ((1, 1), (_over_time("risk_level"), _plain("age_sex"))),
    ((1, 1), (_multiples("violence_group"),)),
    ((1, 1), (_multiples("governorate"),)),
    ((2, 3), (_ranked("platform_group"), _ranked("governorate_by_risk_level"))),
    ((1, 1), (_plain("disability"), _plain("displacement"))),
)
"""Rows of the page: widths of the columns, then for each panel the table it needs (an older release may lack it) and
the function that makes it.
"""


def render(given: Given) -> None:
    """Draw the page."""
    sheet = begin(
        given,
        PAGE,
        _("Overview"),
        _(
            "There is no release yet. When a quarter is over, each agency confirms its records on the page Reporting; without "
            "one that was expected and has reported, no release is made. After the waiting time whoever runs the server "
            "looks with **ovtf release build --period 2026-Q3 --dry-run** who reported and which quarters it closes for "
            "good, and then releases it once. Then this page shows how many cases there were, where, of which "
            "kind and at what risk, across all agencies."
        ),
        narrows=True,
    )
    if sheet is None:
        return
    _cards(sheet)
    total = once(sheet, "total", partial(trends.trend_panel, name="total"))
    first = sheet.narrowed([total] if total else [])
    _first(sheet, first)
    rows = [(widths, sheet.narrowed(_made(sheet, at, row))) for at, (widths, row) in enumerate(_ROWS)]
    for widths, row in rows:
        side_by_side(row, sheet, widths)
    tools(sheet, [*first, *(panel for _widths, row in rows for panel in row)])
    _footer(sheet.releases, sheet.period)


def _made(sheet: Sheet, at: int, row: Sequence[tuple[str, Make]]) -> list[Panel]:
    """Return the panels of a row that the release has a table for; a line needs two releases. `at` is the row's place."""
    published = sheet.releases.names(sheet.period)
    made = [once(sheet, f"{at}.{name}", make) for name, make in row if name in published]
    return [panel for panel in made if panel is not None]


def _first(sheet: Sheet, total: Sequence[Panel]) -> None:
    """Draw what a person with ten minutes looks at: the total over time beside what changed."""
    columns = st.columns(len(total) + 1)
    for column, panel in zip(columns, total, strict=False):
        with column:
            show(panel, sheet)
    with columns[-1]:
        changes.draw(sheet, changes.compared(sheet))


def _cards(sheet: Sheet) -> None:
    """Draw a number in a box for each table that the release has: that of a year may have the total only."""
    sheet.whole()
    published = sheet.releases.names(sheet.period)
    cards = [card(sheet) for name, card in _CARDS.items() if name in published]
    for column, (label, value, note, meaning) in zip(st.columns(len(_CARDS)), cards, strict=False):
        column.metric(
            label, value, note, delta_color="off", delta_arrow="off", help=meaning, border=True, height="stretch"
        )


def _marks() -> str:
    return _("▲ rose, ▼ fell, ≈ did not clearly change since the release before: beyond noise, rounding and chance.")


def _total(sheet: Sheet) -> Card:
    table = sheet.releases.table(sheet.period, "total")
    meaning = _("Cases registered in the period by all agencies. {marks}").format(marks=_marks())
    return _("New cases"), said(table[()], table.under), changes.verdict(sheet, "total"), meaning


def _high(sheet: Sheet) -> Card:
    table = sheet.releases.table(sheet.period, "risk_level")
    meaning = _("New cases whose risk level was decided as high. {marks}").format(marks=_marks())
    number = said(table[("high",)], table.under)
    return _("High risk"), number, changes.verdict(sheet, "risk_level", "high"), meaning


def _children(sheet: Sheet) -> Card:
    stream, total = (sheet.releases.table(sheet.period, name) for name in ("stream", "total"))
    children, every = stream[("tf_csea",)], total[()]
    share = percent(children, every)
    return (
        _("Survivors under 18"),
        _("too few to say") if share is None else per_cent(share),
        _("{part} of {whole} cases").format(part=said(children, stream.under), whole=said(every, total.under)),
        _("Share of new cases in which the survivor was a child at the first report, in steps of 5 %."),
    )


def _places(sheet: Sheet) -> Card:
    table = sheet.releases.table(sheet.period, "governorate")
    numbers = [number for (place,), number in table.cells.items() if place != UNKNOWN]
    return (
        _("Places with {n} or more").format(n=table.floor),
        str(sum(number is not None for number in numbers)),
        _("of {n} governorates").format(n=len(numbers)),
        _("Governorates of service with at least so many new cases, after rounding and random change."),
    )


_CARDS: dict[str, Callable[[Sheet], Card]] = {
    "total": _total,
    "risk_level": _high,
    "stream": _children,
    "governorate": _places,
}
"""The boxes by the table that each needs."""


def _footer(releases: Releases, period: str) -> None:
    about = releases.about(period)
    with st.expander(_("How these numbers are made"), icon=":material/shield:", key=f"{PAGE}.made"):
        st.markdown(
            "\n\n".join(
                (
                    caveat(),
                    rounding(),
                    _(
                        "A rise or fall is one that is larger than the random part, the rounding and chance explain. It does "
                        "not say why: more reporting also makes a number rise."
                    ),
                    released_on(about),
                )
            )
        )
