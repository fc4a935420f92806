"""Registry: the response areas that are installed."""

import dataclasses
import logging
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint
from types import MappingProxyType
from typing import Any, Self

from dashboard.contract import Area, Case, CaseRecord, Task
from dashboard.errors import ContractError, did_you_mean
from dashboard.forms import Form
from dashboard.i18n import gettext as _
from dashboard.registry.loading import load_all
from dashboard.registry.plugin import Plugin

__all__ = ["Plugin", "Registry"]
log = logging.getLogger(__name__)
_NOTHING: Mapping[str, CaseRecord] = MappingProxyType({})


class Registry:
    """Every plugin that was found; `active` are the ones that work, in the order of their areas."""

    def __init__(self, plugins: Iterable[Plugin]) -> None:
        self.plugins = list(plugins)
        self.active = sorted((each for each in self.plugins if each.area), key=_order)

    @classmethod
    def load(cls, entry_points: Iterable[EntryPoint] | None = None) -> Self:
        """Load the installed plugins, or the given entry points."""
        return cls(load_all(entry_points))

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

    def forms(self) -> Iterator[tuple[str, Form]]:
        """Yield (area, form) for every active plugin."""
        return ((each.name, form) for each in self.active for form in each.forms)

    def suggest_tasks(self, case: Case, records: Mapping[str, CaseRecord] = _NOTHING) -> list[Task]:
        """Ask every plugin what is due for a case; one that fails is logged and skipped.

        `records` holds the work on the case by area: a plugin sees its own and the shell's.
        """
        blank = CaseRecord()
        return [task for plugin in self.active for task in _suggestions(plugin, case, records.get(plugin.name, blank))]

    def check_answers(self, area: str, form: str, answers: Mapping[str, Any]) -> dict[str, str]:
        """Ask the area's plugin for problems that the form's own rules cannot express."""
        plugin = next((each for each in self.active if each.name == area), None)
        if plugin is None:
            return {}
        try:
            found = plugin.hooks.check_answers(form=form, answers=dict(answers))
        except Exception as error:
            log.warning("plugin %s: check_answers failed with %s", area, type(error).__name__)
            return {}
        return {str(name): str(text) for each in found if isinstance(each, dict) for name, text in each.items()}


def _order(plugin: Plugin) -> tuple[int, str]:
    return (plugin.area.order if plugin.area else 0, plugin.name)


def _suggestions(plugin: Plugin, case: Case, record: CaseRecord) -> list[Task]:
    try:
        found = [task for tasks in plugin.hooks.suggest_tasks(case=case, record=record) for task in tasks]
        return [dataclasses.replace(task, area=plugin.name, case_key=case.key) for task in found]
    except Exception as error:  # a plugin may fail in any way; the case page must still open
        log.warning("plugin %s: suggest_tasks failed with %s", plugin.name, type(error).__name__)
        return []
