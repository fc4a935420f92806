"""Load plugins to check them, installed ones or one in a folder, each with its problems, in one test workspace."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib import invalidate_caches
from importlib.metadata import EntryPoint, distributions, entry_points
from pathlib import Path

from dashboard.errors import ContractError, did_you_mean
from dashboard.registry import Plugin, Registry
from dashboard.registry.loading import GROUP
from ovtf_kit.salvage import salvage
from ovtf_kit.subject import Subject
from ovtf_kit.workspace import TestWorkspace


@contextmanager
def opened(areas: Collection[str] = (), points: Iterable[EntryPoint] | None = None) -> Iterator[list[Subject]]:
    """Yield the plugins of some areas, or of all; `points` are used instead of the installed entry points.

    Raises ContractError for an area that is not installed.
    """
    installed = list(entry_points(group=GROUP) if points is None else points)
    registry = Registry.load(installed)
    check_known(areas, registry)
    plugins = [plugin for plugin in registry.plugins if not areas or plugin.name in areas]
    with ExitStack() as stack:
        working = [plugin for plugin in plugins if plugin.status == "active"]
        # made once, for all subjects, when the first rule asks for it: filling it takes seconds
        workspace = cache(lambda: stack.enter_context(TestWorkspace(registry, working)))
        yield [_subject(plugin, installed, workspace) for plugin in plugins]


@contextmanager
def opened_from_folder(path: Path, module: str) -> Iterator[Subject]:
    """Yield the one plugin of a folder that holds its package and dist-info, as if no other were installed.

    The folder is on sys.path meanwhile; its modules are taken out of sys.modules before and after, so that a file that
    changed is read again.
    """
    _forget(module)
    sys.path.insert(0, str(path))
    invalidate_caches()
    points = [point for dist in distributions(path=[str(path)]) for point in dist.entry_points if point.group == GROUP]
    try:
        with opened((), points) as (subject,):
            yield subject
    finally:
        sys.path.remove(str(path))
        _forget(module)


def _forget(module: str) -> None:
    loaded = [name for name in sys.modules if name.partition(".")[0] == module]
    for name in loaded:
        del sys.modules[name]


def check_known(areas: Collection[str], registry: Registry) -> None:
    """Raise ContractError for an area that no installed plugin has."""
    known = [plugin.name for plugin in registry.plugins]
    for area in areas:
        if area not in known:
            raise ContractError(
                f"No plugin for the area {area!r} is installed.{did_you_mean(area, known)} "
                f"Installed: {', '.join(known) or 'none'}. To check a folder, give its path, such as ./{area}."
            )


def _subject(plugin: Plugin, points: Iterable[EntryPoint], workspace: Callable[[], TestWorkspace]) -> Subject:
    point = next(point for point in points if (point.name, point.module) == (plugin.name, plugin.module))
    salvaged, module, problems = salvage(plugin, point)
    return Subject(salvaged, point, problems, workspace, module)
