"""The clock of a case, read from the record; one place brings the case's first action up to it."""

from collections.abc import Sequence

from dashboard.actions.context import Context
from dashboard.casework.clock import Clock
from dashboard.casework.intake import AREA
from dashboard.contract import Case
from dashboard.records import Tx, checklists, risk, submissions
from dashboard.records.risk import RiskDecision


def clock_of(context: Context, case: Case, decisions: Sequence[RiskDecision]) -> Clock:
    """Return the clock of a case; `decisions` are all of it, newest first."""
    steps = {
        (plugin.name, each.name, item.name): item
        for plugin in context.registry.working
        for each in plugin.checklists
        for item in each.for_stream(case.is_child)
        if item.stops_clock
    }
    questions = {
        (area, form.name): form.sets["stops_clock"] for area, form in context.relations() if "stops_clock" in form.sets
    }
    return Clock(steps, questions, decisions[0].at if decisions else None, first=len(decisions) < 2)


def clock_now(context: Context, tx: Tx, case: Case) -> Clock:
    """Return the clock of a case as it is in this transaction."""
    return clock_of(context, case, risk.history(tx, case.key))


def follow(context: Context, tx: Tx, case: Case, clock: Clock) -> None:
    """Put on the case when its decision was first acted on, as it follows from what stands on record now.

    What was done in an area that is not installed any more still counts: its rules are gone, the action is not.
    """
    if clock.decided is None:
        return
    sent, marks = submissions.for_case(tx, case.key), checklists.states(tx, case.key)
    found = [clock.first_action(sent, marks)]
    known = {AREA, *(plugin.name for plugin in context.registry.working)}
    if not {each.area for each in sent} | {area for area, _list, _item in marks} <= known:
        found += [at for at in [case.first_action_at] if at and clock.counts(at)]
    risk.first_action(tx, case.key, min((at for at in found if at), default=None))
