"""A scorecard: of each row of a crossed table the cases, and the shares that its area declares."""

from dataclasses import replace

from dashboard.contract import Released
from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Releases
from dashboard.release.naming import cell_label, dimension_label
from dashboard.release.scores import Score, cells_but, score, whole
from dashboard.ui.charts import heat
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.area_numbers import share_words, whole_words
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.wording import less, period_name, ranged


def scorecard(releases: Releases, period: str, table: ReleasedTable, released: Released) -> Panel:
    """Return the panel of a crossed table as a scorecard: a share is told from 30 cases on, in steps of 5 %."""
    first, second = table.dims
    rows = [code for code in tables.codes_of(table, 0) if code != released.otherwise]
    heads = [cell_label(table, second, code) for code in released.shares]
    told = {row: [_score(table, released, row, code) for code in released.shares] for row in rows}
    drawn = [row for row in rows if any(each and each.number is not None for each in told[row])] or rows[:1]
    numbers = [[each.number if each else None for each in told[row]] for row in drawn]
    names, too_few = [cell_label(table, first, row) for row in drawn], _("too few to say")
    units = _(
        "Share of the cases of each row, in per cent, {period}. A share is told from 30 cases on, in steps of 5 %."
    )
    return replace(
        tables.panel(releases, period, table.name),
        units=units.format(period=period_name(period)),
        draw=lambda look: heat(names, heads, numbers, too_few, look),
        head=(dimension_label(table, first), _("Cases"), *heads),
        rows=[
            (
                cell_label(table, first, row),
                _cases(table, released, row),
                *(share_words(each) if each else too_few for each in told[row]),
            )
            for row in rows
        ],
    )


def _score(table: ReleasedTable, released: Released, row: str, code: str) -> Score | None:
    return score(table, (row, code), cells_but(table, released.otherwise, (row,)))


def _cases(table: ReleasedTable, released: Released, row: str) -> str:
    """Return how many cases a row has together; only the interval where one of its cells is hidden."""
    cases = whole(table, cells_but(table, released.otherwise, (row,)))
    if not cases.shown:
        return less(table.under)
    if cases.number is None:
        return whole_words(cases)
    return ranged(cases.number, cases.low, cases.high)
