"""The figures that every area shares, declared like a plugin's: definition, source and one SELECT each."""

from functools import cache
from importlib.resources import files

from dashboard.analysis.core import caseload, happened, needs, people, quality
from dashboard.contract import Dataset, Indicator, View

_ROOMS = (caseload, people, happened, quality, needs)


@cache
def core_datasets() -> tuple[Dataset, ...]:
    """Return the datasets in sql/*.sql."""
    found = sorted(each.name for each in (files(__package__) / "sql").iterdir() if each.name.endswith(".sql"))
    return tuple(Dataset.read(__package__, f"sql/{name}") for name in found)


def core_views() -> tuple[View, ...]:
    """Return the core's views in the order of the reference."""
    return tuple(view for room in _ROOMS for view in room.VIEWS)


def core_indicators() -> tuple[Indicator, ...]:
    """Return the core's indicators in the order of the reference."""
    return tuple(indicator for room in _ROOMS for indicator in room.INDICATORS)
