"""Registry: the response areas that are installed."""

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
    """Every plugin that was found; `working` are the ones that loaded, in the order of their areas, and
    `active` those of them that are not switched off.
    """

    def __init__(self, plugins: Iterable[Plugin]) -> None:
        self.plugins = list(plugins)
        self.working = sorted((each for each in self.plugins if each.area), key=_order)
        self.active = self.working
        self.troubles = Troubles()

    @classmethod
    def load(cls, entry_points: Iterable[EntryPoint] | None = None) -> Self:
        """Load the installed plugins, or the given entry points."""
        return cls(load_all(entry_points))

    def switch_off(self, areas: Collection[str]) -> None:
        """Leave these areas out of `active`, and no others; their forms keep their relations."""
        self.active = [each for each in self.working if each.name not in areas]

    @property
    def areas(self) -> list[Area]:
        """The areas that work, in their order."""
        return [each.area for each in self.active if each.area]

    def plugin(self, area: str) -> Plugin:
        """Return the active plugin of an area; raise ContractError when there is none."""
        for each in self.active:
            if each.name == area:
                return each
        known = [each.name for each in self.active]
        raise ContractError(_("The area {area} is not installed.").format(area=repr(area)) + did_you_mean(area, known))

    def form(self, area: str, name: str) -> Form:
        """Return a form of an area; raise ContractError when there is none."""
        for form in self.plugin(area).forms:
            if form.name == name:
                return form
        raise ContractError(_("The area {area} has no form {form} any more.").format(area=repr(area), form=repr(name)))

    def module(self, area: str) -> str:
        """Return where the words of an area are translated, also of one that is switched off or gone."""
        return next((each.module for each in self.working if each.name == area), "dashboard")

    def forms(self) -> Iterator[tuple[str, Form]]:
        """Yield (area, form) for every plugin that works, switched off or not."""
        return ((each.name, form) for each in self.working for form in each.forms)

    @property
    def risk_area(self) -> str:
        """The area whose form decides the risk level, "core" where none does: what the risk clock asks for is done there."""
        return next(
            (plugin.name for plugin in self.active for form in plugin.forms if "risk_level" in form.sets), "core"
        )

    def suggest_tasks(self, case: Case, records: Mapping[str, CaseRecord] = _NOTHING) -> list[Task]:
        """Ask every plugin what is due for a case; one that fails or hangs is listed and skipped.

        `records` holds the work on the case by area: a plugin sees its own and the shell's.
        """
        blank = CaseRecord()
        found = (asking.suggestions(self.troubles, each, case, records.get(each.name, blank)) for each in self.active)
        return [task for tasks in found for task in tasks]

    def check_answers(self, area: str, form: str, answers: Mapping[str, Any]) -> dict[str, str]:
        """Ask the area's plugin for problems that the form's own rules cannot express."""
        plugin = next((each for each in self.active if each.name == area), None)
        return asking.problems(self.troubles, plugin, form, answers) if plugin else {}


def _order(plugin: Plugin) -> tuple[int, str]:
    return (plugin.area.order if plugin.area else 0, plugin.name)
