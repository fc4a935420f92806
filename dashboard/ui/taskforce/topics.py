"""Which tables of a release belong to a topic: by area, or by the indicator (indicators.md) that their source names."""

import re
from collections.abc import Callable

from dashboard.i18n import gettext as _
from dashboard.release import Period, ReleasedTable, Releases


def every_table(releases: Releases, period: str) -> list[ReleasedTable]:
    """Return the tables of a period in the order in which its release lists them."""
    return [releases.table(period, table.name) for table in releases.about(period).policy]


def on_topic(releases: Releases, period: str, letter: str) -> list[str]:
    """Return the names of tables whose source is an indicator of a group, such as "R" for risk (indicators.md b.4)."""
    return [table.name for table in every_table(releases, period) if re.search(rf"\b{letter}\d", table.source)]


def of_area(releases: Releases, period: str, area: str) -> list[str]:
    """Return the names of the tables that an area added to the release."""
    return [table.name for table in every_table(releases, period) if table.area == area]


def counted_elsewhere(releases: Releases, period: str, wanted: Callable[[ReleasedTable], bool]) -> str:
    """Return in words where the tables are that a period has not: in its shorter releases, in longer ones, or nowhere."""
    lengths = {
        Period.parse(other).length for other in releases.periods() if any(map(wanted, every_table(releases, other)))
    }
    own = Period.parse(period).length
    if any(length < own for length in lengths):
        return _("This is counted each quarter: choose a quarter above.")
    if any(length > own for length in lengths):
        return _("This is counted once a year: choose a year above.")
    return _("This release has no such table: it was made before there was one, or without it.")
