"""Compare: one table in two periods, or two governorates in one period, side by side."""

import streamlit as st

from dashboard import codes
from dashboard.i18n import gettext as _
from dashboard.release.naming import title
from dashboard.ui.taskforce import pairs
from dashboard.ui.taskforce.address import pick
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.sheet import Sheet, begin, tools
from dashboard.ui.taskforce.showing import show
from dashboard.ui.taskforce.topics import counted_elsewhere, every_table
from dashboard.ui.taskforce.wording import code_label, period_name

PAGE, PLACE = "compare", "governorate"


def render(given: Given) -> None:
    """Draw the page."""
    sheet = begin(given, PAGE, _("Compare"), _("After two releases: what differs between periods or governorates."))
    if sheet is None:
        return
    ways = {"periods": _("Two periods"), "places": _("Two governorates")}
    way = pick(_("Compare"), "compare", list(ways), ways.__getitem__, widget=st.radio, horizontal=True)
    panel = _periods(sheet) if way == "periods" else _places(sheet)
    if panel is None:
        return
    show(panel, sheet)
    st.caption(
        _(
            "A difference is called clear when noise, rounding and chance would make it once in a hundred comparisons. "
            "Of many rows one may be called clear by chance."
        )
    )
    tools(sheet, [panel])


def _periods(sheet: Sheet) -> Panel | None:
    other_periods = [period for period in sheet.releases.alike(sheet.period) if period != sheet.period]
    if not other_periods:
        st.info(_("There is no other release of a period as long as this one. Choose another period above."))
        return None
    left, right = st.columns(2)
    with left:
        against = pick(_("Compare with"), "against", other_periods, period_name)
    comparable = [
        table.name
        for table in every_table(sheet.releases, sheet.period)
        if pairs.same_grid(sheet.releases, against, sheet.period, table.name)
    ]
    with right:
        name = _table(sheet, sorted(comparable, key=lambda name: name == "total"))  # the total stands last
    return pairs.periods(sheet.releases, name, against, sheet.period)


def _places(sheet: Sheet) -> Panel | None:
    names = [table.name for table in every_table(sheet.releases, sheet.period) if PLACE in table.dims]
    if not names:
        st.info(counted_elsewhere(sheet.releases, sheet.period, lambda table: PLACE in table.dims))
        return None
    places, (first, second, third) = _largest_first(sheet), st.columns(3)
    labels = {code: code_label(PLACE, code) for code in places}
    with first:
        one_place = pick(_("Governorate"), "one", places, labels.__getitem__)
    rest = [place for place in places if place != one_place]
    with second:
        other_place = pick(_("Compare with"), "other", rest, labels.__getitem__)
    with third:
        name = _table(sheet, names, key="crossed")
    return pairs.places(sheet.releases, name, sheet.period, (one_place, other_place))


def _largest_first(sheet: Sheet) -> list[str]:
    """Return the governorates by their numbers; in the order of their list where the release does not count them."""
    held = {table.name: table for table in every_table(sheet.releases, sheet.period)}
    numbers = held[PLACE].cells if PLACE in held else {}
    return sorted(codes.places(), key=lambda place: -(numbers.get((place,)) or 0))


def _table(sheet: Sheet, names: list[str], key: str = "table") -> str:
    titles = {name: title(sheet.releases.table(sheet.period, name)) for name in names}
    return pick(_("Table"), key, names, titles.__getitem__)
