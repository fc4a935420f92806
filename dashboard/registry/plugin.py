"""Plugin: one installed response area, working or not."""

from dataclasses import dataclass, field
from typing import Any, Literal

from dashboard.contract import Area, Checklist, Dataset, Guidance, Indicator, Released, Service, View
from dashboard.forms import Form


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """A plugin with its status and everything that it contributes; a plugin that failed contributes nothing.

    `hooks` are those of its own plugin manager: asking them asks this plugin and no other.
    """

    name: str
    distribution: str
    version: str
    module: str
    source: Literal["shipped", "partner"]
    status: Literal["active", "failed"] = "active"
    problem: str = ""
    area: Area | None = None
    forms: tuple[Form, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    services: tuple[Service, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    views: tuple[View, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    released: tuple[Released, ...] = ()
    unknown_hooks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    hooks: Any = field(default=None, repr=False, compare=False)
