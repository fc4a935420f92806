"""What is due for a case, and why: the shell's own rules."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from dashboard.casework import clock, consent
from dashboard.casework.dates import at_noon
from dashboard.casework.intake import AREA
from dashboard.casework.referral_tasks import needs, referrals, revocations, task
from dashboard.contract import Case, CaseRecord, Entry, Task, is_after, newest
from dashboard.contract.record import was_reached
from dashboard.i18n import gettext as _
from dashboard.risk_clock import HOURS, UNDECIDED
from dashboard.settings import Timelines

FAR = timedelta(days=365 * 100)
TRY_AGAIN = timedelta(days=3)
"""How long after a failed attempt the next one is due."""
SOON = timedelta(days=3)
"""Tasks due within this time, or without a deadline, are listed under now; the others under later."""


class Decided(Protocol):
    """The newest decision on the consent to services, and, for a child, who decided in its place."""

    @property
    def at(self) -> datetime: ...
    @property
    def number(self) -> int: ...
    @property
    def best_interest_by(self) -> str: ...


def core_tasks(
    case: Case, record: CaseRecord, times: Timelines, risk_area: str = AREA, services: Decided | None = None
) -> list[Task]:
    """Return the tasks that the dashboard's own rules ask for, without those of plugins.

    `record` holds the entries of the core's forms ("core.need") and the consents. `risk_area` is the area whose form
    decides the risk level: the tasks about the risk lead there. `services` is the newest decision on that consent.
    """
    if case.status != "open":
        return []
    if record.consents.get("services") == "withdrawn":
        return [*_referred(case, record, times), *_withdrawn(case, record, services)]
    due = [*_risk(case, times, risk_area)]
    for rule in (_age, _services, _child_consent, referrals, needs, _incident):
        due += rule(case, record, times)
    return [*due, *_follow_up(case, record, times, risk_area)]


def _referred(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    """Yield what referrals need once the consent to services was taken back.

    Those that were based on consent are taken back; those made for a danger to life or by law are followed up as usual.
    """
    on_consent: list[Entry] = []
    without_consent: list[Entry] = []
    for referral in record.entries("core.referral"):
        if referral.answers.get("consent_basis") in consent.UNASKED:
            without_consent.append(referral)
        else:
            on_consent.append(referral)
    yield from revocations(case, replace(record, forms={"core.referral": tuple(on_consent)}))
    yield from referrals(case, CaseRecord(forms={"core.referral": tuple(without_consent)}), times)


def _withdrawn(case: Case, record: CaseRecord, services: Decided | None) -> Iterator[Task]:
    """Yield what is left to do in a case after the consent to services was taken back.

    No risk clock runs then. So a child's best interests have a day of their own, as near as high risk is acted on.
    """
    if case.is_child and not _best_interest_is_decided(record, services):
        label = _("Decide with someone else what is in the child's best interests")
        reason = _("The consent to services was taken back. Whoever did it may be the one who harms.")
        due = services.at + timedelta(hours=HOURS["high"]) if services else None
        yield task(case, "best_interest", label, reason, due, form="consent")
    reason = _("She took back her consent to services.")
    label = _("Close the case, and tell her that she can come back")
    yield task(case, "withdrawn", label, reason, form="closure")


def _best_interest_is_decided(record: CaseRecord, services: Decided | None) -> bool:
    """Whether somebody decided for the child when the consent was taken back, or since then."""
    if services is None or services.best_interest_by:
        return services is not None
    since = record.latest("core.consent")
    return since is not None and is_after(since, services) and bool(since.answers.get("best_interest_by"))


def _risk(case: Case, times: Timelines, risk_area: str) -> Iterator[Task]:
    """Yield the task to decide a risk level or, once it is decided, to act on it in time."""
    if case.risk_level is None:
        reason = _("No risk level has been decided since the case was opened.")
        due = case.opened_at + timedelta(hours=UNDECIDED)
        yield task(case, "assess_risk", _("Assess the risk and decide its level"), reason, due, area=risk_area)
    elif case.risk_decided_at is None:
        reason = _("Its level is from before it came in from another system, and was closed there.")
        yield task(case, "assess_risk", _("Assess the risk again and decide its level"), reason, area=risk_area)
    elif due_at := clock.running(case, times.normal):
        reasons = {
            "high": _("High risk was decided: act within {high_hours} hours."),
            "medium": _("Medium risk was decided: act within {medium_hours} hours."),
            "normal": _("Normal risk: follow up within the standard timeline."),
        }
        label = _("First safety action or urgent referral")
        yield task(case, "first_action", label, reasons[case.risk_level], due_at, area=risk_area)


def _age(case: Case, _record: CaseRecord, times: Timelines) -> Iterator[Task]:
    """Yield the task to find out the age where nobody knows it; until then the rules for a child hold."""
    if not case.age_is_known:
        label, due = _("Ask how old she is"), case.opened_at + timedelta(days=times.consent)
        reason = _("The age is not known. A band is enough, and until somebody has asked a child's rules protect her.")
        yield task(case, "ask_age", label, reason, due, form="intake")


def _services(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    """Yield the task to ask for consent to services where another system did not record whether anybody asked."""
    if "services" not in record.consents:
        label, due = _("Ask whether she agrees to receive services"), case.opened_at + timedelta(days=times.consent)
        reason = _("It was not recorded where the case comes from. That is no yes, and no refusal.")
        yield task(case, "ask_services", label, reason, due, form="consent")


def _child_consent(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    """Yield a task while the newest entry that says who agreed for a child lacks something."""
    if not case.is_child:
        return
    newest_of_each = (record.latest("core.consent"), record.latest("core.reopening"))
    latest = newest(entry for entry in newest_of_each if entry) or record.latest("core.intake")
    answers = latest.answers if latest else {}
    agreed = [str(answers.get(question) or "") for question in ("assent", "guardian_consent", "best_interest_by")]
    if lacks := consent.child_needs(*agreed):
        due = case.opened_at + timedelta(days=times.consent)
        yield task(case, "child_consent", _("Complete the consent for the child"), lacks, due, form="consent")


def _incident(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    """Yield a task while it is not recorded what happened."""
    if record.latest("core.incident") is None:
        due = case.opened_at + timedelta(days=times.look_again)
        reason = _("It is under Facts, and not recorded yet.")
        yield task(case, "incident", _("Record what happened"), reason, due, form="incident")


def _follow_up(case: Case, record: CaseRecord, times: Timelines, risk_area: str) -> Iterator[Task]:
    """Yield the next follow-up of a case, and what the last one in which she was reached asks for."""
    again, label = record.latest("core.reopening"), _("Follow up: ask how she is")
    begun = again.at if again else case.opened_at
    tries = [entry for entry in record.entries("core.follow_up") if again is None or not is_after(again, entry)]
    last = next(filter(was_reached, tries), None)
    if tries and tries[0] is not last:
        reason = _("She was not reached: try again after 3 days, only by a way that she said is safe.")
        yield task(case, "follow_up", label, reason, tries[0].at + TRY_AGAIN)
    elif last is None:
        due = begun + timedelta(days=times.follow_up)
        yield task(case, "follow_up", label, _("No follow-up is recorded yet."), due)
    elif (agreed := last.answers.get("next_due")) and last.answers.get("recommend_close") != "yes":
        yield task(case, "follow_up", label, _("You agreed on this day with her."), at_noon(agreed, last.at))
    yield from _assess_again(case, record, risk_area)
    if last is not None:
        yield from _after_talk(case, record, last)


def _assess_again(case: Case, record: CaseRecord, risk_area: str) -> Iterator[Task]:
    """Yield the task to assess the risk again, after a talk that told of more danger or when she has come back."""
    if due := record.reassess_by(case.risk_decided_at):
        reason = _("At the last follow-up the danger was higher, or someone had taken revenge.")
        if record.has_come_back(case.risk_decided_at):
            reason = _("She came back, and the level is from before the case was closed.")
        yield task(case, "reassess_now", _("Assess the risk again"), reason, due, area=risk_area)


def _after_talk(case: Case, record: CaseRecord, talk: Entry) -> Iterator[Task]:
    """Yield the task to prepare the closing, when the last talk with her recommends it."""
    closure, again = record.latest("core.closure"), record.latest("core.reopening")
    if talk.answers.get("recommend_close") == "yes" and (closure is None or (again and is_after(again, closure))):
        reason = _("The last follow-up recommends it.")
        yield task(case, "close", _("Prepare the closing of the case"), reason, form="closure")


def by_due(tasks: Iterable[Task], now: datetime, risk_area: str = AREA) -> list[Task]:
    """Sort tasks by deadline, those without one last; the same task of a case is listed once.

    Of tasks with the same deadline the first action comes first (where no clock runs, a child's best interests), then those
    of the area that decides the risk (a plan, a new assessment), then the others.
    """
    # Reversed, so that of two tasks with one name the first stays.
    unique = {(task.case_key, task.name): task for task in reversed(list(tasks))}
    return sorted(
        unique.values(), key=lambda task: (task.due or now + FAR, task.case_key, _rank(task, risk_area), task.name)
    )


def _rank(task: Task, risk_area: str) -> int:
    """Return the place of a task among those with the same deadline."""
    if task.name in ("first_action", "best_interest"):
        return 0
    return 1 if task.area == risk_area else 2


def now_and_later(tasks: Iterable[Task], now: datetime) -> tuple[list[Task], list[Task]]:
    """Return sorted tasks in two lists: what to do now, and what comes later."""
    soon_until = now + SOON
    soon: list[Task] = []
    later: list[Task] = []
    for due_task in tasks:
        if due_task.due and due_task.due > soon_until:
            later.append(due_task)
        else:
            soon.append(due_task)
    return soon, later
