"""The figures that all areas share, declared like those of a plugin: definition, source and one SELECT each."""

from functools import cache
from importlib.resources import files

from dashboard.analysis.core import caseload, happened, needs, people, quality
from dashboard.contract import Dataset, Indicator, View

_TOPICS = (caseload, people, happened, quality, needs)


@cache
def core_datasets() -> tuple[Dataset, ...]:
    """Return the datasets in sql/*.sql."""
    names = sorted(file.name for file in (files(__package__) / "sql").iterdir() if file.name.endswith(".sql"))
    return tuple(Dataset.read(__package__, f"sql/{name}") for name in names)


def core_views() -> tuple[View, ...]:
    """Return the core's views in the order of the reference."""
    return tuple(view for topic in _TOPICS for view in topic.VIEWS)


def core_indicators() -> tuple[Indicator, ...]:
    """Return the core's indicators in the order of the reference."""
    return tuple(indicator for topic in _TOPICS for indicator in topic.INDICATORS)
