"""The contract check: every finding says which plugin, what was found, what was expected and what to do next."""

from collections.abc import Iterable
from typing import Any

from dashboard.contract import CONTRACT, Area, Checklist, Dataset, Guidance, Indicator, Released, Service, View
from dashboard.contract.names import check_name
from dashboard.contract.recorded import Recorded
from dashboard.errors import ContractError, did_you_mean
from dashboard.forms import Form
from dashboard.registry.plugin import Plugin

PARTS: dict[str, type] = {
    "forms": Form,
    "checklists": Checklist,
    "guidance": Guidance,
    "services": Service,
    "datasets": Dataset,
    "views": View,
    "indicators": Indicator,
    "released": Released,
}
"""What register_<part> returns a list of."""
OLDEST = 1
RESERVED = frozenset({"core", "ovtf", "dashboard", "main", "temp", "system", "information_schema", "pg_catalog"})
"""Names that are ours, or the database's."""


def check_area(plugin: str, found: Any) -> Area:
    """Return the area; raise ContractError unless it is one, fits the entry point and speaks our contract."""
    if not isinstance(found, Area):
        raise ContractError(
            f"{plugin!r}: register_area returned {_kind(found)}, expected one Area. "
            f"Return Area(name={plugin!r}, label=..., summary=...)."
        )
    if found.name != plugin:
        raise ContractError(
            f"{plugin!r}: its area is named {found.name!r}. Give the entry point and the area the same name."
        )
    if found.name in RESERVED:
        raise ContractError(
            f"{plugin!r}: an area cannot have this name, because the dashboard uses it itself. Choose another."
        )
    if not OLDEST <= found.contract <= CONTRACT:
        raise ContractError(
            f"{plugin!r}: it was written for contract {found.contract}; this dashboard speaks "
            f"{OLDEST} to {CONTRACT}. Install a version of the plugin that fits."
        )
    return found


def check_list(plugin: str, part: str, found: Any) -> tuple[Any, ...]:
    """Return what register_<part> gave as a tuple; raise ContractError for a wrong type or a double name."""
    wanted = PARTS[part]
    if not isinstance(found, list | tuple):
        raise ContractError(
            f"{plugin!r}: register_{part} returned {_kind(found)}, expected a list of {wanted.__name__}. "
            "Put it in square brackets."
        )
    for each in found:
        if not isinstance(each, wanted):
            raise ContractError(
                f"{plugin!r}: register_{part} returned {_kind(each)} in its list, expected {wanted.__name__} values."
            )
    if part == "forms":
        for form in found:
            check_name(f"{plugin!r}: form", form.name)
            _check_relations(plugin, form)
    if part != "guidance":
        _check_once(plugin, part, [each.name for each in found])
    return tuple(found)


def _check_relations(plugin: str, form: Form) -> None:
    """Raise ContractError when the form's relations would clash: a repeat's is named "form__repeat"."""
    repeats = [question.name.lower() for question in form.questions if question.row is not None]
    if "__" in form.name or len(set(repeats)) < len(repeats):
        raise ContractError(
            f"{plugin!r}: the form {form.name!r} or two of its repeats have names that its tables cannot have. Write "
            "one underscore, not two, and give repeats names that differ in more than capital letters."
        )


def _check_once(plugin: str, part: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ContractError(f"{plugin!r}: register_{part} has {name!r} twice. Give each a name of its own.")
        seen.add(name)


def check_whole(plugin: Plugin) -> None:
    """Raise ContractError when the parts of a plugin do not fit each other."""
    repeats = [f"{form.name}__{each.name}" for form in plugin.forms for each in form.questions if each.row]
    datasets = {"cases", *(form.name for form in plugin.forms), *repeats, *(each.name for each in plugin.datasets)}
    uses = [(view.name, view.dataset) for view in plugin.views]
    uses += [(indicator.name, indicator.dataset) for indicator in plugin.indicators]
    for name, dataset in uses:
        if dataset not in datasets:
            raise ContractError(
                f"{plugin.name!r}: {name!r} uses the dataset {dataset!r}, which is neither a form, "
                f'a dataset of the plugin, nor "cases".{did_you_mean(dataset, datasets)}'
            )
    _check_released(plugin)
    _check_once(plugin.name, "forms (with their repeats)", [*(form.name for form in plugin.forms), *repeats])
    for checklist in plugin.checklists:
        _check_order(plugin.name, checklist)
        _check_recorded(plugin, checklist)


def _check_released(plugin: Plugin) -> None:
    """A form may have several entries a case, so a released table counts a dataset, where the author chose one."""
    datasets = [each.name for each in plugin.datasets]
    for released in plugin.released:
        if released.dataset not in datasets:
            raise ContractError(
                f"{plugin.name!r}: the released table {released.name!r} counts {released.dataset!r}, which is not one of "
                f"the plugin's datasets.{did_you_mean(released.dataset, datasets)} Write a Dataset with one row a case."
            )


def _check_order(plugin: str, checklist: Checklist) -> None:
    names = [item.name for item in checklist.items]
    _check_once(plugin, f"checklists ({checklist.name})", names)
    for item in checklist.items:
        for before in item.after:
            if "." not in before and before not in names:
                raise ContractError(
                    f"{plugin!r}: step {item.name!r} comes after {before!r}, which is not in the checklist "
                    f"{checklist.name!r}.{did_you_mean(before, names)}"
                )


def _check_recorded(plugin: Plugin, checklist: Checklist) -> None:
    forms = {form.name: form for form in plugin.forms}
    for item in checklist.items:
        for each in (Recorded.parse(text, plugin.name) for text in item.recorded_by):
            if each.area != plugin.name:
                continue
            questions = {question.name for question in forms[each.form].questions} if each.form in forms else set()
            if each.form not in forms or (each.question and each.question not in questions):
                wanted = forms if each.form not in forms else questions
                name = each.form if each.form not in forms else each.question
                raise ContractError(
                    f"{plugin.name!r}: step {item.name!r} is recorded by {name!r}, which is not there."
                    f"{did_you_mean(name, wanted)}"
                )


def _kind(found: Any) -> str:
    return "nothing" if found is None else f"a {type(found).__name__}"
