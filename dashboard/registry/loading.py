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
    """Load every installed plugin, or those of the entry points `points`; one that fails is listed with its problem.

    Plugins that come with the dashboard are loaded first, and of two with the same name the first wins: so no other
    plugin can take the name of one of them.
    """
    discovered = entry_points(group=GROUP) if points is None else points
    plugins: list[Plugin] = []
    for entry_point in sorted(discovered, key=_rank):
        if any((plugin.name, plugin.module) == (entry_point.name, entry_point.module) for plugin in plugins):
            continue  # the same module, found in two installations
        plugin = _failed_if_name_taken(entry_point, plugins) or _load(entry_point)
        if plugin.status == "failed":
            log.warning("plugin %s failed: %s", plugin.name, plugin.problem)
        plugins.append(plugin)
    return plugins


def _rank(entry_point: EntryPoint) -> tuple[int, str, str]:
    """Return what plugins are sorted by before they are loaded: those that come with the dashboard first."""
    distribution = _distribution(entry_point)
    place = SHIPPED.index(distribution) if distribution in SHIPPED else len(SHIPPED)
    return (place, distribution, entry_point.name)


def _distribution(entry_point: EntryPoint) -> str:
    """Return the name of the distribution that an entry point comes from, in the spelling of `SHIPPED`."""
    return (entry_point.dist.name if entry_point.dist else "unknown").lower().replace("_", "-")


def _unloaded(entry_point: EntryPoint) -> Plugin:
    """Return a plugin as its entry point describes it, before its code is imported: it contributes nothing yet."""
    distribution = _distribution(entry_point)
    return Plugin(
        name=entry_point.name,
        distribution=distribution,
        version=entry_point.dist.version if entry_point.dist else "",
        module=entry_point.module,
        source="shipped" if distribution in SHIPPED else "partner",
    )


def _failed_if_name_taken(entry_point: EntryPoint, earlier: Iterable[Plugin]) -> Plugin | None:
    """Return the plugin of an entry point as failed when one of the `earlier` plugins has its name; else None."""
    for plugin in earlier:
        if plugin.name == entry_point.name and plugin.module != entry_point.module:
            return _failed(
                _unloaded(entry_point),
                f"The area {entry_point.name!r} is already provided by {plugin.distribution!r}. "
                f"Rename it in {_distribution(entry_point)!r}, or remove one of the two.",
            )
    return None


def _failed(plugin: Plugin, problem: str) -> Plugin:
    return dataclasses.replace(plugin, status="failed", problem=problem)


def _load(entry_point: EntryPoint) -> Plugin:
    """Import a plugin and ask it what it contributes; return it with that, or as failed with the reason."""
    unloaded = _unloaded(entry_point)
    name, advice = unloaded.name, f"Ask its author ({unloaded.distribution!r}), or remove it."
    try:
        return call(lambda: _with_contributions(unloaded, entry_point.load()), SECONDS)
    except DashboardError as error:
        return _failed(unloaded, str(error))
    except PluginHangs:
        return _failed(unloaded, f"{name!r} did not load within {SECONDS:g} seconds. {advice}")
    except PluginFailed as error:  # an error in the plugin's code, while it was imported or asked
        return _failed(unloaded, f"{name!r} stopped with {error} while it was loaded. {advice}")


def _with_contributions(unloaded: Plugin, module: Any) -> Plugin:
    """Return the plugin with all that the hooks of its module register; raise ContractError when that is not valid."""
    if not isinstance(module, ModuleType):
        raise ContractError(
            f"{unloaded.name!r}: its entry point is a {type(module).__name__}, expected a module. "
            "Point it at the module that holds the hooks."
        )
    # One manager for each plugin. In a shared one, a hook that raises would end the call for all plugins, and an answer would
    # not show whose it is.
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    _register(manager, module, unloaded.name)
    area = check_area(unloaded.name, next(iter(manager.hook.register_area()), None))
    parts: dict[str, Any] = {
        part: check_list(unloaded.name, part, contributed(manager, part, module, area)) for part in PARTS
    }
    unknown = _unknown_hooks(manager, module)
    plugin = dataclasses.replace(unloaded, area=area, unknown_hooks=unknown, hooks=manager.hook, **parts)
    check_whole(plugin)
    for form in plugin.forms:
        offer(plugin.module, form.texts)
    return tidied(plugin)


def _register(manager: pluggy.PluginManager, module: ModuleType, name: str) -> None:
    """Register a plugin's module; raise ContractError when one of its hooks has other arguments than the contract."""
    try:
        manager.register(module)
    except pluggy.PluginValidationError as error:
        raise ContractError(
            f"{name!r}: a hook has other arguments than the contract. {str(error).splitlines()[-1]}"
        ) from None


def _unknown_hooks(manager: pluggy.PluginManager, module: ModuleType) -> tuple[str, ...]:
    """Return the functions that a module marks as hooks although the contract has no hook of that name."""
    marked = [name for name in dir(module) if manager.parse_hookimpl_opts(module, name) is not None]
    return tuple(name for name in marked if name not in SPECS)
