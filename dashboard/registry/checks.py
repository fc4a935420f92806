"""Check that what a plugin registers fits the contract.

Every error says which plugin it is, what it returned, what was expected and what its author does next.
"""

from collections.abc import Iterable
from typing import Any

from dashboard import codes
from dashboard.contract import (
    CONTRACT,
    Area,
    Checklist,
    ChecklistItem,
    Dataset,
    Guidance,
    Indicator,
    Released,
    Service,
    View,
)
from dashboard.contract.names import check_name
from dashboard.contract.recorded import Recorded
from dashboard.contract.words import check_words
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
"""The oldest version of the contract that plugins may be written for."""
RESERVED = frozenset({"core", "ovtf", "dashboard", "main", "temp", "system", "information_schema", "pg_catalog"})
"""Names that an area cannot have: an area becomes a schema in DuckDB, where the core or the database uses these."""


def check_area(plugin: str, area: Any) -> Area:
    """Return the area; raise ContractError unless it is an Area with the entry point's name and a contract that we know."""
    if not isinstance(area, Area):
        raise ContractError(
            f"{plugin!r}: register_area returned {_kind(area)}, expected one Area. "
            f"Return Area(name={plugin!r}, label=..., summary=...)."
        )
    if area.name != plugin:
        raise ContractError(
            f"{plugin!r}: its area is named {area.name!r}. Give the entry point and the area the same name."
        )
    if area.name in RESERVED:
        raise ContractError(
            f"{plugin!r}: an area cannot have this name, because the dashboard uses it itself. Choose another."
        )
    check_words(plugin, area)
    if not OLDEST <= area.contract <= CONTRACT:
        raise ContractError(
            f"{plugin!r}: it was written for contract {area.contract}; this dashboard speaks "
            f"{OLDEST} to {CONTRACT}. Install a version of the plugin that fits."
        )
    return area


def check_list(plugin: str, part: str, contributions: Any) -> tuple[Any, ...]:
    """Return what register_<part> returned as a tuple; raise ContractError for a wrong type or a double name."""
    expected = PARTS[part]
    if not isinstance(contributions, list | tuple):
        raise ContractError(
            f"{plugin!r}: register_{part} returned {_kind(contributions)}, expected a list of {expected.__name__}. "
            "Put it in square brackets."
        )
    for contribution in contributions:
        if not isinstance(contribution, expected):
            raise ContractError(
                f"{plugin!r}: register_{part} returned {_kind(contribution)} in its list, expected {expected.__name__} values."
            )
        check_words(plugin, contribution)
    if part == "forms":
        for form in contributions:
            check_name(f"{plugin!r}: form", form.name)
            _check_relations(plugin, form)
    if part != "guidance":
        _check_once(plugin, part, [contribution.name for contribution in contributions])
    return tuple(contributions)


def _check_relations(plugin: str, form: Form) -> None:
    """Raise ContractError when two tables of a form (one for the form, one for each repeat) would share a name."""
    # The table of a repeat is named "form__repeat", and DuckDB does not tell capital letters from small ones.
    repeats = [question.name.lower() for question in form.questions if question.row is not None]
    if "__" in form.name or len(set(repeats)) < len(repeats):
        raise ContractError(
            f"{plugin!r}: the form {form.name!r} or two of its repeats have names that its tables cannot have. Write "
            "one underscore, not two, and give repeats names that differ in more than capital letters."
        )


def _check_once(plugin: str, part: str, names: Iterable[str]) -> None:
    """Raise ContractError when one of these names, of what register_<part> returned, is there twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ContractError(f"{plugin!r}: register_{part} has {name!r} twice. Give each a name of its own.")
        seen.add(name)


def check_whole(plugin: Plugin) -> None:
    """Raise ContractError when the parts of a plugin do not fit each other."""
    repeats = [f"{form.name}__{question.name}" for form in plugin.forms for question in form.questions if question.row]
    own_datasets = [dataset.name for dataset in plugin.datasets]
    datasets = {"cases", *(form.name for form in plugin.forms), *repeats, *own_datasets}
    uses = [(view.name, view.dataset) for view in plugin.views]
    uses += [(indicator.name, indicator.dataset) for indicator in plugin.indicators]
    for figure_name, dataset in uses:
        if dataset not in datasets:
            raise ContractError(
                f"{plugin.name!r}: {figure_name!r} uses the dataset {dataset!r}, which is neither a form, "
                f'a dataset of the plugin, nor "cases".{did_you_mean(dataset, datasets)}'
            )
    _check_released(plugin)
    _check_once(plugin.name, "forms (with their repeats)", [*(form.name for form in plugin.forms), *repeats])
    for checklist in plugin.checklists:
        _check_order(plugin.name, checklist)
        _check_scopes(plugin.name, checklist)
        _check_answers(plugin, checklist)


def _check_released(plugin: Plugin) -> None:
    """Raise ContractError when a released table counts anything but a dataset of the plugin."""
    # A form may have several entries for one case, and a released table must count every case once. Only in a dataset does
    # the author choose which entry stands for the case.
    datasets = [dataset.name for dataset in plugin.datasets]
    for released in plugin.released:
        if released.dataset not in datasets:
            raise ContractError(
                f"{plugin.name!r}: the released table {released.name!r} counts {released.dataset!r}, which is not one of "
                f"the plugin's datasets.{did_you_mean(released.dataset, datasets)} Write a Dataset with one row a case."
            )


def _check_order(plugin: str, checklist: Checklist) -> None:
    """Raise ContractError when two steps share a name, or one comes after a step that its checklist does not have."""
    step_names = [step.name for step in checklist.items]
    _check_once(plugin, f"checklists ({checklist.name})", step_names)
    for step in checklist.items:
        for earlier in step.after:
            is_of_this_checklist = "." not in earlier  # others are written with their checklist or area
            if is_of_this_checklist and earlier not in step_names:
                raise ContractError(
                    f"{plugin!r}: step {step.name!r} comes after {earlier!r}, which is not in the checklist "
                    f"{checklist.name!r}.{did_you_mean(earlier, step_names)}"
                )


def _check_scopes(plugin: str, checklist: Checklist) -> None:
    """Raise ContractError for a decision that stands unless she agreed to something that nobody is ever asked."""
    scopes = codes.names("consent_scope")
    for step in checklist.items:
        for decision in step.settled_by:
            if decision.unless and decision.unless not in scopes:
                raise ContractError(
                    f"{plugin!r}: step {step.name!r} is settled unless there is consent to {decision.unless!r}, which is no "
                    f"scope of consent.{did_you_mean(decision.unless, scopes)} Use one of {', '.join(scopes)}."
                )


def _check_answers(plugin: Plugin, checklist: Checklist) -> None:
    """Raise ContractError when a step is recorded or settled by a form, or a question, that this plugin does not have."""
    forms = {form.name: form for form in plugin.forms}
    for step in checklist.items:
        for text in step.answers:
            source = Recorded.parse(text, plugin.name)
            if source.area != plugin.name:
                continue  # a form of another area, which need not be installed
            named = "recorded" if text in step.recorded_by else "settled"
            if source.form not in forms:
                raise _not_there(plugin, step, named, source.form, forms)
            questions = {question.name for question in forms[source.form].questions}
            if source.question and source.question not in questions:
                raise _not_there(plugin, step, named, source.question, questions)


def _not_there(plugin: Plugin, step: ChecklistItem, named: str, missing: str, existing: Iterable[str]) -> ContractError:
    """Return the error for a step that names a form or question that does not exist, with the nearest name."""
    return ContractError(
        f"{plugin.name!r}: step {step.name!r} is {named} by {missing!r}, which is not there."
        f"{did_you_mean(missing, existing)}"
    )


def _kind(returned: Any) -> str:
    """Return in words of what type something is that a plugin returned."""
    return "nothing" if returned is None else f"a {type(returned).__name__}"
