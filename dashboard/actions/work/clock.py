"""The risk clock of a case, read from the record: what stops it, and when the newest decision was first acted on."""

from collections.abc import Sequence

from dashboard.actions.context import Context
from dashboard.casework.clock import Clock
from dashboard.casework.intake import AREA
from dashboard.contract import Case
from dashboard.records import Tx, cases, checklists, risk, submissions
from dashboard.records.risk import RiskDecision


def clock_of(context: Context, case: Case, decisions: Sequence[RiskDecision]) -> Clock:
    """Return the risk clock of a case; `decisions` are all its risk decisions, newest first."""
    # The checklist steps that count as a first action on a risk decision.
    steps = {
        (plugin.name, checklist.name, item.name): item
        for plugin in context.registry.working
        for checklist in plugin.checklists
        for item in checklist.for_stream(case.is_child)
        if item.stops_clock
    }
    # In forms the question, by area and form, whose yes counts as one.
    questions = {
        (area, form.name): form.sets["stops_clock"] for area, form in context.relations() if "stops_clock" in form.sets
    }
    return Clock(steps, questions, decisions[0] if decisions else None, first=len(decisions) < 2)


def clock_now(context: Context, tx: Tx, case: Case) -> Clock:
    """Return the risk clock of a case with what this transaction has written so far."""
    return clock_of(context, case, risk.history(tx, case.key))


def refresh_first_action(context: Context, tx: Tx, case: Case, clock: Clock) -> None:
    """Write on the case when its newest risk decision was first acted on, derived anew from the standing record.

    Derived each time rather than kept, because a revised form or a step taken back may move it or take it away.
    """
    if clock.decided is None:
        return
    sent, marks = submissions.for_case(tx, case.key), checklists.states(tx, case.key)
    times = [clock.first_action(sent, marks)]
    # An area that was uninstalled took its rules along, so its actions cannot be derived any more. They were taken all
    # the same: the time that is on the case still counts.
    known = {AREA, *(plugin.name for plugin in context.registry.working)}
    areas = {submission.area for submission in sent} | {area for area, _list, _item in marks}
    # Read anew: a decision of this very action has taken away the time that answered the one before.
    now = cases.get(tx, case.key)
    if not areas <= known and now:
        times.append(now.first_action_at)
    risk.first_action(tx, case.key, min((at for at in times if at), default=None))
