"""Open installed plugins to look at them: each with its problems, all on one ground."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from dashboard.errors import ContractError, did_you_mean
from dashboard.registry import Plugin, Registry
from dashboard.registry.loading import GROUP
from ovtf_kit.ground import Ground
from ovtf_kit.salvage import salvage
from ovtf_kit.subject import Subject


@contextmanager
def opened(areas: Collection[str] = (), points: Iterable[EntryPoint] | None = None) -> Iterator[list[Subject]]:
    """Yield the plugins of some areas, or of all that are installed; `points` stand for those that are installed.

    Raises ContractError for an area that is not installed.
    """
    found = list(entry_points(group=GROUP) if points is None else points)
    registry = Registry.load(found)
    wanted = [each for each in registry.plugins if not areas or each.name in areas]
    check_known(areas, registry)
    with ExitStack() as stack:
        filled = [each for each in wanted if each.status == "active"]
        ground = cache(lambda: stack.enter_context(Ground(registry, filled)))
        yield [_subject(each, found, ground) for each in wanted]


def check_known(areas: Collection[str], registry: Registry) -> None:
    """Raise ContractError for an area that no installed plugin has."""
    known = [each.name for each in registry.plugins]
    for area in areas:
        if area not in known:
            raise ContractError(
                f"No plugin for the area {area!r} is installed.{did_you_mean(area, known)} "
                f"Installed: {', '.join(known) or 'none'}. To check a folder, give its path, such as ./{area}."
            )


def _subject(plugin: Plugin, points: Iterable[EntryPoint], ground: Callable[[], Ground]) -> Subject:
    point = next(each for each in points if (each.name, each.module) == (plugin.name, plugin.module))
    found, module, problems = salvage(plugin, point)
    return Subject(found, point, problems, ground, module)
