"""Find and load plugins, one at a time. A plugin that fails is listed with the reason, and the others load."""

import dataclasses
import logging
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any

import pluggy

from dashboard.contract import PROJECT, hookspecs
from dashboard.errors import ContractError, DashboardError
from dashboard.i18n import offer
from dashboard.registry.calling import PluginFailed, PluginHangs, call
from dashboard.registry.checks import PARTS, check_area, check_list, check_whole
from dashboard.registry.contributing import contributed
from dashboard.registry.plugin import Plugin
from dashboard.registry.tidying import tidied

GROUP = "ovtf_dashboard.plugins"
SHIPPED = ("ovtf-mhpss", "ovtf-safety", "ovtf-digital", "ovtf-legal")
"""Distributions that come with the dashboard."""
SPECS = (*(name for name in vars(hookspecs) if name.startswith("register_")), "suggest_tasks", "check_answers")
"""The hooks of the contract; a hook with another name is shown as a possible typing error."""
SECONDS = 30.0
"""How long one plugin may take to be imported and to answer every register_ hook."""
log = logging.getLogger(__name__)


def load_all(points: Iterable[EntryPoint] | None = None) -> list[Plugin]:
    """Load every installed plugin, or the given entry points; one that fails is in the list with its problem.

    Shipped plugins come first: of two with the same name the first one wins, so nobody else can take theirs.
    """
    discovered = entry_points(group=GROUP) if points is None else points
    plugins: list[Plugin] = []
    for point in sorted(discovered, key=_rank):
        if any((plugin.name, plugin.module) == (point.name, point.module) for plugin in plugins):
            continue  # the same module, found in two installations
        plugin = _collision(point, plugins) or _load(point)
        if plugin.status == "failed":
            log.warning("plugin %s failed: %s", plugin.name, plugin.problem)
        plugins.append(plugin)
    return plugins


def _rank(point: EntryPoint) -> tuple[int, str, str]:
    name = _distribution(point)
    return (SHIPPED.index(name) if name in SHIPPED else len(SHIPPED), name, point.name)


def _distribution(point: EntryPoint) -> str:
    return (point.dist.name if point.dist else "unknown").lower().replace("_", "-")


def _blank(point: EntryPoint) -> Plugin:
    name = _distribution(point)
    return Plugin(
        name=point.name,
        distribution=name,
        version=point.dist.version if point.dist else "",
        module=point.module,
        source="shipped" if name in SHIPPED else "partner",
    )


def _collision(point: EntryPoint, earlier: Iterable[Plugin]) -> Plugin | None:
    for other in earlier:
        if other.name == point.name and other.module != point.module:
            return _failed(
                _blank(point),
                f"The area {point.name!r} is already provided by {other.distribution!r}. "
                f"Rename it in {_distribution(point)!r}, or remove one of the two.",
            )
    return None


def _failed(plugin: Plugin, problem: str) -> Plugin:
    return dataclasses.replace(plugin, status="failed", problem=problem)


def _load(point: EntryPoint) -> Plugin:
    blank = _blank(point)
    try:
        return call(lambda: _contribute(blank, point.load()), SECONDS)
    except DashboardError as error:
        return _failed(blank, str(error))
    except PluginHangs:
        return _failed(blank, f"{blank.name!r} did not load within {SECONDS:g} seconds. {_ask(blank)}")
    except PluginFailed as error:  # any error of its own, while it was imported or asked
        return _failed(blank, f"{blank.name!r} stopped with {error} while it was loaded. {_ask(blank)}")


def _ask(blank: Plugin) -> str:
    return f"Ask its author ({blank.distribution!r}), or remove it."


def _contribute(blank: Plugin, module: Any) -> Plugin:
    if not isinstance(module, ModuleType):
        raise ContractError(
            f"{blank.name!r}: its entry point is a {type(module).__name__}, expected a module. "
            "Point it at the module that holds the hooks."
        )
    # One manager for each plugin. In a shared one, a hook that raises would end the call for all plugins, and an answer would
    # not show whose it is.
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    _register(manager, module, blank.name)
    area = check_area(blank.name, next(iter(manager.hook.register_area()), None))
    parts: dict[str, Any] = {
        part: check_list(blank.name, part, contributed(manager, part, module, area)) for part in PARTS
    }
    plugin = dataclasses.replace(blank, area=area, unknown_hooks=_unknown(manager, module), hooks=manager.hook, **parts)
    check_whole(plugin)
    for form in plugin.forms:
        offer(plugin.module, form.texts)
    return tidied(plugin)


def _register(manager: pluggy.PluginManager, module: ModuleType, name: str) -> None:
    try:
        manager.register(module)
    except pluggy.PluginValidationError as error:
        raise ContractError(
            f"{name!r}: a hook has other arguments than the contract. {str(error).splitlines()[-1]}"
        ) from None


def _unknown(manager: pluggy.PluginManager, module: ModuleType) -> tuple[str, ...]:
    marked = [name for name in dir(module) if manager.parse_hookimpl_opts(module, name) is not None]
    return tuple(name for name in marked if name not in SPECS)
