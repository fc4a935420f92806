"""Checklist steps of a case: mark one, and read the newest mark of each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.actions.acting import own_case
from dashboard.actions.context import Context
from dashboard.actions.work.case_file import CaseFile, case_files, with_decisions
from dashboard.actions.work.clock import clock_now, refresh_first_action
from dashboard.actions.work.ordering import keep_override, warnings
from dashboard.casework import order, permitted
from dashboard.casework.order import ItemKey
from dashboard.contract import ITEM_STATES, Case, ChecklistItem, ItemState
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import checklists
from dashboard.records.checklists import ItemEvent


@dataclass(frozen=True)
class Marked:
    """The result of marking a step; with `warnings` nothing was saved until it is marked again with a reason.

    `because` says why the order matters.
    """

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
    """Mark a step of a case as done, pending or not needed.

    A step before its turn is not saved but warned about, unless `override` says why (a code of override_reason).
    `seen` is the event that was on the screen ("" for none): raises RecordError when someone else marked the step
    since, when consent is missing, or when the case is read-only.
    """
    step, key = find_item(context, area, checklist, item), (area, checklist, item)
    if state not in ITEM_STATES:
        raise RecordError(_("This is not a state that a step can have."))
    name = ".".join(key)
    with context.act(who, Permission.work_cases, case=case_key, audit="step.mark", step=name, state=state) as act:
        case_file = with_decisions(context, case_files(act.tx, [case_key])[case_key], child=act.case.is_child)
        _check(act.case, case_file, key, step, state, seen)
        after = [order.full(earlier, area, checklist) for earlier in step.after]
        missing = warnings(context, case_file, after) if state == "done" else {}
        if missing and not override:
            act.nothing_changed()
            return Marked(False, tuple(missing.values()), step.because)
        keep_override(act, case_key, name, missing, override)
        checklists.mark(act.tx, event_of(case_key, key, state, act.at, who))
        if step.stops_clock:
            refresh_first_action(context, act.tx, act.case, clock_now(context, act.tx, act.case))
        act.detail["out_of_order"] = len(missing) or None
    return Marked(True)


def _check(
    case: Case, case_file: CaseFile, key: ItemKey, step: ChecklistItem, state: ItemState, seen: str | None
) -> None:
    """Raise RecordError when this step cannot be put in this state now."""
    if reason := permitted.why_closed(case, case_file.consents, urgent=step.urgent):
        raise RecordError(reason)
    if state == "done" and (lacking := permitted.lacking(step.needs_consent, case_file.consents)):
        raise RecordError(lacking)
    if state == "pending" and key in case_file.needless:
        raise RecordError(
            _("A decision on record makes this step needless. It comes back when she decides otherwise: record that.")
        )
    newest = case_file.items.get(key)
    if seen is not None and (newest.id if newest else "") != seen:
        raise RecordError(
            _("Someone else has just marked this step. The page now shows their mark: look, then choose.")
        )


def find_item(context: Context, area: str, checklist: str, item: str) -> ChecklistItem:
    """Return a step that an active plugin declares; raise RecordError when there is none."""
    for plugin in context.registry.active:
        for declared in plugin.checklists if plugin.name == area else ():
            for step in declared.items:
                if (declared.name, step.name) == (checklist, item):
                    return step
    raise RecordError(_("This step is no longer part of the checklist. Open the case again."))


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
    """Return the newest event of each step that was ever marked, by its key."""
    with context.read(who) as tx:
        own_case(tx, who, case_key, context.now())
        return checklists.states(tx, case_key)
