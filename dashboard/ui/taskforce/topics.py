"""Which tables of a release belong to a topic: by area, or by the group of the reference that their source names."""

import re

from dashboard.release import ReleasedTable, Releases


def every_table(releases: Releases, period: str) -> list[ReleasedTable]:
    """Return the tables of a period in the order of its menu."""
    return [releases.table(period, table.name) for table in releases.about(period).policy]


def on_topic(releases: Releases, period: str, letter: str) -> list[str]:
    """Return the tables whose source names an indicator of a group, such as "R" for risk (indicators.md b.4)."""
    return [t.name for t in every_table(releases, period) if re.search(rf"\b{letter}\d", t.source)]


def of_area(releases: Releases, period: str, area: str) -> list[str]:
    """Return the tables that an area added."""
    return [table.name for table in every_table(releases, period) if table.area == area]
