"""My work: what is due, for whom, and why."""

from datetime import timedelta

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.actions.work.case_file import CaseFile, by_area, work_on
from dashboard.casework import guardians
from dashboard.casework.intake import AREA
from dashboard.casework.tasks import by_due, core_tasks
from dashboard.contract import Case, Task
from dashboard.i18n import gettext as _
from dashboard.records import cases

MOST = 200
"""More open cases than anyone can carry; the list is cut there and says so."""


def tasks_of(context: Context, case: Case, work: CaseFile) -> list[Task]:
    """Return the next steps of one case: the shell's first, then what plugins suggest."""
    if case.status != "open":
        return []
    mine = [
        *_returned(context, case, work),
        *core_tasks(case, work.of_area("core"), context.timelines, context.registry.risk_area),
    ]
    if work.consents.get("services") == "withdrawn":
        return mine
    mine += guardians.replacing(case, work.standing, context.registry.forms())
    return by_due(
        [*mine, *context.registry.suggest_tasks(case, by_area(context, work))],
        context.now(),
        context.registry.risk_area,
    )


def _returned(context: Context, case: Case, work: CaseFile) -> list[Task]:
    """Return what a supervisor sent back; the page of the form says why."""
    known = {AREA, *(plugin.name for plugin in context.registry.active)}
    return [
        Task(
            name=f"returned_{each.form}",
            area=each.area,
            form=each.form,
            case_key=case.key,
            due=each.at + timedelta(hours=24),
            label=_("Change what your supervisor sent back: {form}"),
            reason=_("It was sent back with a reason; change it and send it in again."),
            values={"form": context.form(each.area, each.form).label},
        )
        for each in work.reviews
        if each.state == "returned" and each.area in known
    ]


def my_work(context: Context, who: Principal) -> list[Task]:
    """Return the tasks of the person's own open cases, soonest first."""
    require(who, Permission.work_cases)
    with context.records.read() as tx:
        mine = cases.listing(tx, agency=who.agency, case_manager=who.person_id, status="open", order="due", limit=MOST)
        work = work_on(tx, [case.key for case in mine])
    context.audit_look(who, "work.read", "", cases=len(mine))
    due = (task for case in mine for task in tasks_of(context, case, work[case.key]))
    return by_due(due, context.now(), context.registry.risk_area)
