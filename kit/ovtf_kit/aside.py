"""A plugin's folder on the path of this process for a while, forgotten afterwards."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import invalidate_caches
from importlib.metadata import distributions
from pathlib import Path

from dashboard.registry.loading import GROUP
from ovtf_kit.opening import opened
from ovtf_kit.subject import Subject


@contextmanager
def opened_aside(path: Path, module: str) -> Iterator[Subject]:
    """Yield the one plugin of a folder that holds its package and dist-info, as if no other were installed."""
    _forget(module)
    sys.path.insert(0, str(path))
    invalidate_caches()
    points = [point for each in distributions(path=[str(path)]) for point in each.entry_points if point.group == GROUP]
    try:
        with opened((), points) as (subject,):
            yield subject
    finally:
        sys.path.remove(str(path))
        _forget(module)


def _forget(module: str) -> None:
    for name in [each for each in sys.modules if each.partition(".")[0] == module]:
        del sys.modules[name]
