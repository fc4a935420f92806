"""Checklist steps of a case."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.actions.acting import own_case
from dashboard.actions.context import Context
from dashboard.actions.work.case_file import CaseFile, work_on
from dashboard.actions.work.clock import clock_now, follow
from dashboard.actions.work.ordering import keep_override, warnings
from dashboard.casework import order, permitted
from dashboard.casework.order import ItemKey
from dashboard.contract import ITEM_STATES, Case, Checklist, ChecklistItem, ItemState
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import checklists
from dashboard.records.checklists import ItemEvent


@dataclass(frozen=True)
class Marked:
    """What came of marking a step: with `warnings` nothing was saved, and a reason lets it through."""

    saved: bool
    warnings: tuple[str, ...] = ()
    because: str = ""


def mark(
    context: Context,
    who: Principal,
    case_key: str,
    area: str,
    checklist: str,
    item: str,
    state: ItemState,
    *,
    override: str = "",
    seen: str | None = None,
) -> Marked:
    """Record what became of a step.

    A step before its turn is not saved but warned about, unless `override` says why (a code of override_reason).
    `seen` is the event that was on the screen ("" for none): raises RecordError when someone else marked the step
    since, when consent is missing, or when the case is read-only.
    """
    step, key = find_item(context, area, checklist, item), (area, checklist, item)
    if state not in ITEM_STATES:
        raise RecordError(_("This is not a state that a step can have."))
    name = ".".join(key)
    with context.act(who, Permission.work_cases, case=case_key, audit="step.mark", step=name, state=state) as act:
        work = work_on(act.tx, [case_key])[case_key]
        _check(act.case, work, key, step, state, seen)
        missing = warnings(context, work, _after(key, step)) if state == "done" else {}
        if missing and not override:
            act.nothing_changed()
            return Marked(False, tuple(missing.values()), step.because)
        keep_override(act, case_key, name, missing, override)
        checklists.mark(act.tx, event_of(case_key, key, state, act.at, who))
        if step.stops_clock:
            follow(context, act.tx, act.case, clock_now(context, act.tx, act.case))
        act.detail["out_of_order"] = len(missing) or None
    return Marked(True)


def _after(key: ItemKey, step: ChecklistItem) -> tuple[str, ...]:
    return tuple(order.full(name, key[0], key[1]) for name in step.after)


def _check(case: Case, work: CaseFile, key: ItemKey, step: ChecklistItem, state: ItemState, seen: str | None) -> None:
    if shut := permitted.why_closed(case, work.consents, urgent=step.urgent):
        raise RecordError(shut)
    if state == "done" and (lacking := permitted.lacking(step.needs_consent, case, work.consents)):
        raise RecordError(lacking)
    newest = work.items.get(key)
    if seen is not None and (newest.id if newest else "") != seen:
        raise RecordError(
            _("Someone else has just marked this step. The page now shows their mark: look, then choose.")
        )


def find_item(context: Context, area: str, checklist: str, item: str) -> ChecklistItem:
    """Return a step that an active plugin declares; raise RecordError when there is none."""
    for each in _lists(context, area):
        for step in each.items:
            if each.name == checklist and step.name == item:
                return step
    raise RecordError(_("This step is no longer part of the checklist. Open the case again."))


def _lists(context: Context, area: str) -> tuple[Checklist, ...]:
    return next((plugin.checklists for plugin in context.registry.active if plugin.name == area), ())


def event_of(case_key: str, key: ItemKey, state: ItemState, at: datetime, who: Principal) -> ItemEvent:
    """Return the event that marks a step of a case."""
    area, checklist, item = key
    return ItemEvent(
        id=str(uuid4()),
        case_key=case_key,
        area=area,
        checklist=checklist,
        item=item,
        state=state,
        at=at,
        by=who.person_id,
    )


def events(context: Context, who: Principal, case_key: str) -> dict[ItemKey, ItemEvent]:
    """Return the newest event of each step, as it is now."""
    with context.records.read() as tx:
        own_case(tx, who, case_key)
        return checklists.states(tx, case_key)
