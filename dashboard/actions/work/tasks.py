"""Tasks: what is due in a case and why, and the list of all that a case manager has to do."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from dashboard.access import Permission, Principal
from dashboard.actions.acting import reader
from dashboard.actions.context import Context
from dashboard.actions.work import checking
from dashboard.actions.work.case_file import CaseFile, case_files, with_decisions
from dashboard.actions.work.persons import unsafe_people
from dashboard.casework import guardians, made_referrals
from dashboard.casework.core_forms import core_relations
from dashboard.casework.intake import AREA
from dashboard.casework.tasks import by_due, core_tasks
from dashboard.casework.timelines import shortened
from dashboard.casework.unsafe import Unsafe
from dashboard.contract import Area, Case, CaseRecord, Task
from dashboard.forms import Form
from dashboard.i18n import gettext as _
from dashboard.records import cases
from dashboard.records.reviews import Review

MOST = 200
"""Open cases of one person that the list reads, the soonest due first; nobody can carry more, and reading has a bound."""


def tasks_of(context: Context, case: Case, case_file: CaseFile) -> list[Task]:
    """Return the next tasks of one case, those of the core and those that plugins suggest, soonest first.

    After a withdrawal of consent to services only what the core still has to do is left and, of a child, urgent help:
    whoever took the consent back may be the one who harms.
    """
    if case.status != "open":
        return []
    case_file = with_decisions(context, case_file, child=case.is_child)
    material = case_file.has_child_material(context, case)
    of_core = case_file.of_area(AREA, has_child_material=material)
    mine = [
        *_returned(context, case, case_file),
        *core_tasks(case, of_core, context.timelines, context.registry.risk_area, case_file.services),
    ]
    is_withdrawn = case_file.consents.get("services") == "withdrawn"
    if is_withdrawn and not case.is_child:
        return mine
    others = _suggested(context, case, case_file, material)
    mine += [task for task in others if not is_withdrawn or _can_be_done(context, case, case_file, task)]
    return by_due(mine, context.now(), context.registry.risk_area)


def _suggested(context: Context, case: Case, case_file: CaseFile, material: bool) -> Iterator[Task]:
    """Yield what is put up for review, the referrals that have to be recorded, and what the areas suggest."""
    unsafe = unsafe_people(context, case, case_file)
    yield from guardians.to_review(case, case_file.standing, unsafe, _forms(context))
    yield from made_referrals.to_record(case, case_file.submissions, context.relations())
    of_areas = {area.name: _record(context, case_file, area, material, unsafe) for area in context.registry.areas}
    suggested = context.registry.suggest_tasks(case, of_areas)
    yield from (task for task in suggested if not _is_needless(task, case_file))


def _forms(context: Context) -> list[tuple[str, Form]]:
    """Return (area, form) of every form that can be filled in on a case."""
    return [*core_relations(), *((plugin.name, form) for plugin in context.registry.active for form in plugin.forms)]


def _can_be_done(context: Context, case: Case, case_file: CaseFile, task: Task) -> bool:
    """Whether what a task leads to is open although consent to services was taken back: of a child, urgent help is."""
    if task.item:
        return any(
            step.urgent and f"{plugin.name}.{checklist.name}.{step.name}" == f"{task.area}.{task.item}"
            for plugin in context.registry.active
            for checklist in plugin.checklists
            for step in checklist.items
        )
    area, _dot, name = task.form.rpartition(".")
    form = {(of, form.name): form for of, form in _forms(context)}.get((area or task.area, name))
    return form is not None and not checking.shut(case, case_file, area or task.area, form, standing=True)


def _record(
    context: Context, case_file: CaseFile, area: Area, material: bool, unsafe: Mapping[str, Unsafe]
) -> CaseRecord:
    """Return what an area may see of a case, with its hours as this workspace shortens them."""
    hours = shortened(area.hours, context.workspace.settings.hours.get(area.name, {}))
    return replace(case_file.of_area(area.name, has_child_material=material, unsafe=unsafe), hours=hours)


def _is_needless(task: Task, case_file: CaseFile) -> bool:
    """Whether a task leads to a step that a decision makes needless."""
    checklist, _dot, item = task.item.partition(".")
    return (task.area, checklist, item) in case_file.needless


def _returned(context: Context, case: Case, case_file: CaseFile) -> list[Task]:
    """Return a task for each entry that a supervisor sent back; the page of the form shows her reason."""
    active_areas = {AREA, *(plugin.name for plugin in context.registry.active)}
    return [
        Task(
            name=f"returned_{review.form}",
            area=review.area,
            form=review.form,
            case_key=case.key,
            due=review.at + timedelta(hours=24),
            label=_("Change what your supervisor sent back: {form}"),
            reason=_("It was sent back with a reason; change it and send it in again."),
            values={"form": context.form(review.area, review.form).label},
        )
        for review in case_file.reviews
        if review.state == "returned" and review.area in active_areas and _is_open(context, case, case_file, review)
    ]


def _is_open(context: Context, case: Case, case_file: CaseFile, review: Review) -> bool:
    """Whether what was sent back can be changed now; after she took her consent back most forms are shut."""
    return not checking.shut(case, case_file, review.area, context.form(review.area, review.form), standing=True)


def my_work(context: Context, who: Principal) -> list[Task]:
    """Return the tasks of the open cases that a person works on, soonest first."""
    with context.read(who, Permission.work_cases) as tx:
        mine = cases.listing(tx, reader=reader(who, context.now()), mine=True, status="open", order="due", limit=MOST)
        files = case_files(tx, [case.key for case in mine])
    context.audit_look(who, "work.read", "", cases=len(mine))
    due = (task for case in mine for task in tasks_of(context, case, files[case.key]))
    return by_due(due, context.now(), context.registry.risk_area)
