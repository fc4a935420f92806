"""The response areas that are installed: loads and checks their plugins, and asks each of them with a deadline."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint
from types import MappingProxyType
from typing import Any, Self

from dashboard.contract import Area, Case, CaseRecord, Task
from dashboard.errors import ContractError, did_you_mean
from dashboard.forms import Form
from dashboard.i18n import gettext as _
from dashboard.registry import asking
from dashboard.registry.asking import HOOKS
from dashboard.registry.calling import PluginFailed, PluginHangs, call
from dashboard.registry.loading import load_all
from dashboard.registry.plugin import Plugin
from dashboard.registry.troubles import Trouble, Troubles

__all__ = ["HOOKS", "Plugin", "PluginFailed", "PluginHangs", "Registry", "Trouble", "Troubles", "call"]
_NOTHING: Mapping[str, CaseRecord] = MappingProxyType({})


class Registry:
    """Every plugin that is installed.

    `working` are the plugins that loaded, in the order of their areas; `active` are the working ones that no
    administrator has switched off.
    """

    def __init__(self, plugins: Iterable[Plugin]) -> None:
        self.plugins = list(plugins)
        self.working = sorted((plugin for plugin in self.plugins if plugin.area), key=_order)
        self.active = self.working
        self.troubles = Troubles()

    @classmethod
    def load(cls, entry_points: Iterable[EntryPoint] | None = None) -> Self:
        """Load the installed plugins, or the given entry points."""
        return cls(load_all(entry_points))

    def switch_off(self, areas: Collection[str]) -> None:
        """Leave exactly these areas out of `active`. They stay in `working`: what was recorded for them can still be read."""
        self.active = [plugin for plugin in self.working if plugin.name not in areas]

    @property
    def areas(self) -> list[Area]:
        """The areas that work, in their order."""
        return [plugin.area for plugin in self.active if plugin.area]

    def plugin(self, area: str) -> Plugin:
        """Return the active plugin of an area; raise ContractError when there is none."""
        for plugin in self.active:
            if plugin.name == area:
                return plugin
        known = [plugin.name for plugin in self.active]
        raise ContractError(_("The area {area} is not installed.").format(area=repr(area)) + did_you_mean(area, known))

    def form(self, area: str, name: str) -> Form:
        """Return a form of an area; raise ContractError when there is none."""
        for form in self.plugin(area).forms:
            if form.name == name:
                return form
        raise ContractError(_("The area {area} has no form {form} any more.").format(area=repr(area), form=repr(name)))

    def module(self, area: str) -> str:
        """Return the module with the translations of an area; "dashboard" for an area that is not installed."""
        return next((plugin.module for plugin in self.working if plugin.name == area), "dashboard")

    def forms(self) -> Iterator[tuple[str, Form]]:
        """Yield (area, form) for every plugin that works, switched off or not."""
        return ((plugin.name, form) for plugin in self.working for form in plugin.forms)

    @property
    def risk_area(self) -> str:
        """The area whose form decides the risk level, "core" where no form does: tasks about the risk lead there."""
        for plugin in self.active:
            if any("risk_level" in form.sets for form in plugin.forms):
                return plugin.name
        return "core"

    def suggest_tasks(self, case: Case, records: Mapping[str, CaseRecord] = _NOTHING) -> list[Task]:
        """Ask every plugin what is due for a case; a plugin that fails or hangs is listed in `troubles` and skipped.

        `records` holds, by area, what its plugin may see of the case: entries of its own forms and of the core's.
        """
        empty = CaseRecord()
        tasks: list[Task] = []
        for plugin in self.active:
            tasks += asking.suggestions(self.troubles, plugin, case, records.get(plugin.name, empty))
        return tasks

    def check_answers(self, area: str, form: str, answers: Mapping[str, Any]) -> dict[str, str]:
        """Ask the area's plugin for problems, by question, that the form's own rules cannot express."""
        for plugin in self.active:
            if plugin.name == area:
                return asking.problems(self.troubles, plugin, form, answers)
        return {}


def _order(plugin: Plugin) -> tuple[int, str]:
    return (plugin.area.order if plugin.area else 0, plugin.name)
