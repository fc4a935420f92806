"""Which tables of a release belong to a topic: by area, or by the indicator (indicators.md) that their source names."""

import re

from dashboard.release import ReleasedTable, Releases


def every_table(releases: Releases, period: str) -> list[ReleasedTable]:
    """Return the tables of a period in the order in which its release lists them."""
    return [releases.table(period, table.name) for table in releases.about(period).policy]


def on_topic(releases: Releases, period: str, letter: str) -> list[str]:
    """Return the names of tables whose source is an indicator of a group, such as "R" for risk (indicators.md b.4)."""
    return [table.name for table in every_table(releases, period) if re.search(rf"\b{letter}\d", table.source)]


def of_area(releases: Releases, period: str, area: str) -> list[str]:
    """Return the names of the tables that an area added to the release."""
    return [table.name for table in every_table(releases, period) if table.area == area]
