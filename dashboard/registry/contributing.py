"""What a plugin contributes: what its hooks return and, for guidance and services, what lies in its package."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from types import ModuleType
from typing import Any

import pluggy

from dashboard.contract import Area, Guidance, Service


def contributed(manager: pluggy.PluginManager, part: str, module: ModuleType, area: Area | None) -> Any:
    """Return what register_<part> returns; without that hook, what the package's `guidance/` or `services.toml` holds.

    `area` is None where the plugin did not introduce one. Raises whatever the hook or the files raise.
    """
    hook = getattr(manager.hook, f"register_{part}")
    if part in _FROM_FILES and not hook.get_hookimpls():
        # A plugin of a single module has no folder of its own: beside it lie the packages of everybody.
        return _FROM_FILES[part](module, area) if hasattr(module, "__path__") else []
    returned = hook()
    return returned[0] if returned else []


def _guidance(module: ModuleType, area: Area | None) -> list[Guidance]:
    """Read the guidance in a package's folder `guidance/`; the area says its source and when it was reviewed."""
    if area is None or not files(module).joinpath("guidance").is_dir():
        return []
    return Guidance.read_all(module.__name__, source=area.guidance_source, reviewed=area.guidance_reviewed)


def _services(module: ModuleType, _area: Area | None) -> list[Service]:
    """Read the services in a package's `services.toml`."""
    return Service.read_all(module.__name__) if files(module).joinpath("services.toml").is_file() else []


_FROM_FILES: Mapping[str, Callable[[ModuleType, Area | None], list[Any]]] = {
    "guidance": _guidance,
    "services": _services,
}
