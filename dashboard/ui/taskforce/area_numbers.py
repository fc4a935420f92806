"""An area's line of numbers, its goals and its gaps: each shown number with what the true one lies between."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.contract import Released
from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable
from dashboard.release.naming import cell_label, title
from dashboard.release.scores import Score, Whole, cells_but, score
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.sheet import Sheet
from dashboard.ui.taskforce.wording import around, between, less, period_name

ACROSS = 3
"""Most numbers in a row: more would cut their words off."""


@dataclass(frozen=True)
class Declared:
    """A table of a release with what its area declares for it."""

    table: ReleasedTable
    released: Released

    @property
    def is_known(self) -> bool:
        """Whether the release has every code that the area declares something for: an older one may lack some."""
        released = self.released
        named = {*released.headline, *released.target, *released.gap, *released.shares}
        same_shape = len(self.table.dims) == len(released.by)
        return same_shape and named <= {codes[-1] for codes in self.table.cells if codes}

    def label(self, code: str) -> str:
        """Return what a code of the table's only dimension means."""
        return cell_label(self.table, self.table.dims[0], code)

    def score(self, code: str) -> Score | None:
        """Return the share that a code has of the cases that do not count as "otherwise"."""
        return score(self.table, (code,), cells_but(self.table, self.released.otherwise))


def line(sheet: Sheet, declared: Sequence[Declared]) -> None:
    """Draw the numbers that the area put first, each beside that of the release before."""
    numbers = [(each, code) for each in declared for code in each.released.headline]
    across = -(-len(numbers) // -(-len(numbers) // ACROSS)) if numbers else 1  # four are two and two
    for start in range(0, len(numbers), across):
        in_row = numbers[start : start + across]
        for column, (each, code) in zip(st.columns(len(in_row)), in_row, strict=True):
            shown = each.table[(code,)]
            column.metric(
                quoted(each.label(code)),
                _("too few") if shown is None else str(shown),
                _beside(each, code),
                delta_color="off",
                delta_arrow="off",
                help=quoted(title(each.table)),
                border=True,
                height="stretch",
            )
            if before := _before(sheet, each, code):
                column.caption(before)


def _beside(each: Declared, code: str) -> str:
    """Return between what the true number lies."""
    interval = each.table.interval((code,))
    if interval is None:
        return less(each.table.under)
    return between(*interval)


def _before(sheet: Sheet, each: Declared, code: str) -> str:
    """Return the number of the release before, "" where there is none."""
    series = sheet.releases.series(each.table.name, like=sheet.period)
    earlier = [(period, table) for period, table in series if period != sheet.period and (code,) in table.cells]
    if not earlier:
        return ""
    period, table = earlier[-1]
    number = _("too few") if table[(code,)] is None else str(table[(code,)])
    return _("{number} in {period}").format(number=number, period=period_name(period))


def goals(declared: Sequence[Declared]) -> None:
    """Say for each goal of the area how near it is: reached or missed only where the whole interval says so."""
    rows = [(each, code, goal) for each in declared for code, goal in each.released.target.items()]
    if not rows:
        return
    st.subheader(_("Goals"), anchor=False)
    for each, code, goal in rows:
        told = each.score(code)
        share = _("too few to say") if told is None else share_words(told)
        words = [
            f"**{quoted(each.label(code))}** · {share}",
            _("Goal: {share}.").format(share=f"{100 * goal:.0f} %").rstrip("."),
        ]
        st.markdown("- " + " · ".join(filter(None, (*words, _verdict(told, 100 * goal)))))


def _verdict(told: Score | None, goal: float) -> str:
    if told is None:
        return ""
    if told.high < goal:
        return _("▼ under the goal")
    return _("✓ reached") if told.low >= goal else _("may be reached or not")


def gaps(declared: Sequence[Declared]) -> None:
    """Say in how many cases help was missing: the surest first, by the lower end of what the true number lies between."""
    rows = [(each, code) for each in declared for code in each.released.gap]
    if not rows:
        return
    st.subheader(_("Gaps"), anchor=False)
    for each, code in sorted(rows, key=lambda row: -(row[0].table.interval((row[1],)) or (0, 0))[0]):
        told = each.score(code)
        share = (
            "" if told is None else _("{share} of {whole}").format(share=share_words(told), whole=whole_words(told.of))
        )
        number = around(each.table, (code,))
        st.markdown("- " + " · ".join(filter(None, (f"**{quoted(each.label(code))}**", number, share))))


def share_words(told: Score) -> str:
    """Return a share with what the true one lies between: "60 % (about 50 to 70)"; where a number is hidden, "50 to 70 %"."""
    if told.number is None:
        return _("{low} to {high} %").format(low=told.low, high=told.high)
    return _("{n} % (about {low} to {high})").format(n=told.number, low=told.low, high=told.high)


def whole_words(cases: Whole) -> str:
    """Return how many cases are in several cells together; where one is hidden, only between what the number lies."""
    if cases.number is not None:
        return str(cases.number)
    return between(cases.low, cases.high)
