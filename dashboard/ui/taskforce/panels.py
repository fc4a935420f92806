"""Panels that are not bars or a heat table: places as a map."""

from dataclasses import replace
from itertools import pairwise

from dashboard.codes import UNKNOWN, governorate_outlines, governorate_tiles
from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Releases
from dashboard.release.policy import STEP
from dashboard.release.silence import uncovered
from dashboard.ui.outline_chart import Place, outline_map
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.wording import code_label, hidden, less, nobody, said, short_place
from dashboard.ui.tile_chart import Band, Tile, tile_map

_STARTS = (25, 50, 100)
"""Where the bands of a map begin, beside the least number that is shown."""


def places(releases: Releases, period: str) -> Panel:
    """Return the panel of new cases by governorate, drawn as a tile map."""
    table, grid = releases.table(period, "governorate"), governorate_tiles()
    without = uncovered(releases, period)
    tiles = [
        Tile(
            short_place(code),
            *grid[code],
            number,
            _("nobody there") if code in without else _("too few"),
            is_without=code in without,
        )
        for (code,), number in table.cells.items()
        if code in grid
    ]
    bands = _bands(table.floor)
    whole = tables.panel(releases, period, "governorate", ranked=True)
    placed = _("The map places governorates as equal tiles, roughly where they lie.")
    return replace(
        whole,
        definition=f"{whole.definition} {placed}",
        draw=lambda look: tile_map(tiles, bands, less(table.under), look, full_words=True, nobody=nobody()),
        marks={short_place(code): code for code in grid},
        note=_unplaced(table),
    )


def _bands(floor: int) -> list[Band]:
    """Return the bands of the key: they begin at the least number that the table shows."""
    starts = [floor, *(start for start in _STARTS if start > floor)]
    words = [_("{low} to {high}").format(low=low, high=high - STEP) for low, high in pairwise(starts)]
    words.append(_("{n} or more").format(n=starts[-1]))
    return [Band(word, start) for word, start in zip(words, starts, strict=True)]


def country(releases: Releases, period: str) -> Panel:
    """Return the panel of new cases by governorate, drawn as a map; places where nobody who reported works look
    different from places with too few to show.
    """
    table, outlines = releases.table(period, "governorate"), governorate_outlines()
    without = uncovered(releases, period)
    drawn = [
        Place(short_place(code), outlines[code], number, code in without)
        for (code,), number in table.cells.items()
        if code in outlines
    ]
    dotted = _("Dotted: {words}.").format(words=nobody())
    whole = tables.panel(releases, period, "governorate", ranked=True)
    return replace(
        whole,
        name="map",
        table="governorate",
        title=_("Map of new cases"),
        definition=f"{whole.definition} {dotted} {_unnamed()} {boundaries()}",
        draw=lambda look: outline_map(drawn, _bands(table.floor), less(table.under), nobody(), look),
        marks={short_place(code): code for code in outlines},
        rows=[
            (name, hidden(table, (code,), without) if number is None else str(number))
            for name, code, number in _ranked_places(table)
        ],
        note=_unplaced(table),
    )


def _unplaced(table: ReleasedTable) -> str:
    """Return how many cases have no known place: they are no tile and no outline; "" in a release that could not say it."""
    if (UNKNOWN,) not in table.cells:
        return ""
    return _("Place not known: {n}.").format(n=said(table[UNKNOWN,], table.under))


def _ranked_places(table: ReleasedTable) -> list[tuple[str, str, int | None]]:
    """Return name, code and number of each governorate, the largest number first and what is not known last."""
    ordered = sorted(table.cells.items(), key=lambda cell: (cell[0][0] == UNKNOWN, -(cell[1] or 0)))
    return [(code_label("governorate", code), code, number) for (code,), number in ordered]


def _unnamed() -> str:
    return _("A name that has no room inside its borders is in the table, and beside the mouse.")


def boundaries() -> str:
    """Return where the outlines of the map come from, and that of Halabja is approximate."""
    return _(
        "Boundaries: Iraq Central Statistical Organization / OCHA, COD-AB (cod-ab-irq), CC BY-IGO; simplified. Halabja, and "
        "so Al-Sulaymaniyah, is approximate: the source does not have it. No endorsement by the UN."
    )
