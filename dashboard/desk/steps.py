"""Checklist steps of a case."""

from uuid import uuid4

from dashboard.access import Principal
from dashboard.casework.order import ItemKey, earlier_steps, has_consent
from dashboard.contract import ITEM_STATES, Case, Checklist, ChecklistItem, ItemState
from dashboard.desk.cases import own_case
from dashboard.desk.house import House
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import Tx, checklists, risk
from dashboard.records.checklists import ItemEvent


def mark(
    house: House, who: Principal, case_key: str, area: str, checklist: str, item: str, state: ItemState
) -> list[str]:
    """Record what became of a step and return warnings about steps that should have come first.

    Raises RecordError when the step needs a consent that is not on record.
    """
    step = find_item(house, area, checklist, item)
    if state not in ITEM_STATES:
        raise RecordError(_("This is not a state that a step can have."))
    with house.records.write() as tx:
        case = own_case(tx, who, case_key)
        if state == "done" and not has_consent(step, case):
            raise RecordError(_("This step needs consent that is not on record. Record the consent first."))
        warnings = _warnings(house, tx, case, (area, checklist, item), step) if state == "done" else []
        _write(house, tx, who, case, (area, checklist, item), step, state)
        house.note(
            tx,
            who,
            "step.mark",
            case_key,
            step=f"{area}.{checklist}.{item}",
            state=state,
            out_of_order=len(warnings) or None,
        )
    house.settle()
    return warnings


def find_item(house: House, area: str, checklist: str, item: str) -> ChecklistItem:
    """Return a step that an active plugin declares; raise RecordError when there is none."""
    for each in _lists(house, area):
        for step in each.items:
            if each.name == checklist and step.name == item:
                return step
    raise RecordError(_("This step is no longer part of the checklist. Open the case again."))


def _lists(house: House, area: str) -> tuple[Checklist, ...]:
    return next((plugin.checklists for plugin in house.registry.active if plugin.name == area), ())


def _warnings(house: House, tx: Tx, case: Case, key: ItemKey, step: ChecklistItem) -> list[str]:
    states = {each: event.state for each, event in checklists.states(tx, case.key).items()}
    every = [(plugin.name, each) for plugin in house.registry.active for each in plugin.checklists]
    return [warning.label for warning in earlier_steps(key, step, states, every)]


def _write(
    house: House, tx: Tx, who: Principal, case: Case, key: ItemKey, step: ChecklistItem, state: ItemState
) -> None:
    at = house.now()
    checklists.mark(
        tx,
        ItemEvent(
            id=str(uuid4()),
            case_key=case.key,
            area=key[0],
            checklist=key[1],
            item=key[2],
            state=state,
            at=at,
            by=who.person_id,
        ),
    )
    if step.stops_clock and state == "done" and case.risk_decided_at is not None:
        risk.first_action(tx, case.key, at)
