"""Call the hooks of a plugin one by one, so that all of its mistakes are reported together and not only the first."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

import pluggy

from dashboard.contract import PROJECT, hookspecs
from dashboard.errors import ContractError
from dashboard.registry import Plugin
from dashboard.registry.checks import PARTS, check_area, check_list, check_whole
from dashboard.registry.contributing import contributed
from dashboard.registry.loading import SPECS


@dataclass(frozen=True)
class Problem:
    """What went wrong at a step of loading: "import", a hook's name, or "parts" that do not fit each other."""

    step: str
    error: BaseException


def salvage(plugin: Plugin, point: EntryPoint) -> tuple[Plugin, ModuleType | None, tuple[Problem, ...]]:
    """Return the plugin with every part that works, its module if it can be imported, and the problems."""
    try:
        module = point.load()
    except (Exception, SystemExit) as error:
        return plugin, None, (Problem("import", error),)
    if not isinstance(module, ModuleType):
        return plugin, None, (Problem("load", ContractError(plugin.problem)),)
    if plugin.status == "active":
        return plugin, module, ()
    problems: list[Problem] = []
    salvaged = _parts(plugin, module, problems)
    return salvaged, module, tuple(problems) or (Problem("load", ContractError(plugin.problem)),)


def _parts(plugin: Plugin, module: ModuleType, problems: list[Problem]) -> Plugin:
    """Return the plugin with what each of its hooks declares; add to `problems` what fails."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module)
    except pluggy.PluginValidationError as error:
        problems.append(Problem("arguments", error))
        return plugin

    def area() -> Any:
        return check_area(plugin.name, next(iter(manager.hook.register_area()), None))

    def contributions(part: str) -> Any:
        return check_list(plugin.name, part, contributed(manager, part, module, parts["area"]))

    parts: dict[str, Any] = {"area": _tried("register_area", area, problems)}
    for part in PARTS:
        parts[part] = _tried(f"register_{part}", partial(contributions, part), problems) or ()
    salvaged = dataclasses.replace(plugin, hooks=manager.hook, unknown_hooks=_unknown(manager, module), **parts)
    if not problems:
        try:
            check_whole(salvaged)
        except Exception as error:
            problems.append(Problem("parts", error))
    return salvaged


def _tried(hook: str, ask: Callable[[], Any], problems: list[Problem]) -> Any:
    """Return what a hook declares; None when it fails, with the error added to `problems`."""
    try:
        return ask()
    except (Exception, SystemExit) as error:  # a plugin may fail in any way when it is asked
        problems.append(Problem(hook, error))
        return None


def _unknown(manager: pluggy.PluginManager, module: ModuleType) -> tuple[str, ...]:
    """Return the functions that are marked with @hookimpl and are no hook of this dashboard."""
    marked = [name for name in dir(module) if manager.parse_hookimpl_opts(module, name) is not None]
    return tuple(name for name in marked if name not in SPECS)
