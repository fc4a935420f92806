"""What is due for a case, and why: the shell's own rules."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from dashboard import codes
from dashboard.casework import clocks, consent
from dashboard.casework.dates import at_noon
from dashboard.casework.timelines import Timelines
from dashboard.contract import Case, CaseRecord, Entry, Task
from dashboard.i18n import gettext as _
from dashboard.i18n import language

FAR = timedelta(days=365 * 100)
SOON = timedelta(days=3)
"""What is due within it, or has no day, stands in front; the rest is for later."""


def core_tasks(case: Case, record: CaseRecord, times: Timelines) -> list[Task]:
    """Return what the shell's rules ask for; `record` holds the shell's forms ("core.need") and the consent."""
    if case.status != "open":
        return []
    if record.consents.get("services") == "withdrawn":
        return [_withdrawn(case)]
    rules = (_risk, _child_consent, _referrals, _needs, _follow_up)
    return [task for rule in rules for task in rule(case, record, times)]


def _task(case: Case, name: str, label: str, reason: str, due: datetime | None = None, area: str = "core") -> Task:
    return Task(name=name, area=area, case_key=case.key, due=due, label=label, reason=reason)


def _withdrawn(case: Case) -> Task:
    reason = _("She took back her consent to services.")
    return _task(case, "withdrawn", _("Close the case, and tell her that she can come back"), reason)


def _risk(case: Case, _record: CaseRecord, times: Timelines) -> Iterator[Task]:
    if case.risk_level is None:
        reason = _("No risk level has been decided since the case was opened.")
        due = case.opened_at + timedelta(hours=24)
        yield _task(case, "assess_risk", _("Assess the risk and decide its level"), reason, due, "safety")
    elif due_at := clocks.running(case, times.normal):
        reasons = {
            "high": _("High risk was decided: act within 24 hours."),
            "medium": _("Medium risk was decided: act within 48 hours."),
            "normal": _("Normal risk: follow up within the standard timeline."),
        }
        label = _("First safety action or urgent referral")
        yield _task(case, "first_action", label, reasons[case.risk_level], due_at, "safety")


def _child_consent(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    latest = record.latest("core.consent") or record.latest("core.intake")
    if not case.is_child:
        return
    said = latest.answers if latest else {}
    words = [str(said.get(name) or "") for name in ("assent", "guardian_consent", "best_interest_by")]
    if lacks := consent.child_needs(*words):
        due = case.opened_at + timedelta(days=times.consent)
        yield _task(case, "child_consent", _("Complete the consent for the child"), lacks, due)


def _service(entry: Entry) -> str:
    return codes.label("service_type", str(entry.answers.get("service_type")), language())


def _referrals(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    for entry in record.entries("core.referral"):
        status, service, ref = entry.answers.get("status"), _service(entry), entry.id[:8]
        kind = f"{consent.REFERRAL}{entry.answers.get('service_type')}"
        if status in ("sent", "accepted") and record.consents.get(kind) == "withdrawn":
            label = _("Take back the referral: {service}").format(service=service)
            yield _task(case, f"revoke_{ref}", label, _("She took back her consent to it."))
        elif status == "sent":
            due = at_noon(entry.answers.get("sent_on"), entry.at) + _patience(entry, times)
            label = _("Ask what became of the referral: {service}").format(service=service)
            yield _task(case, f"answer_{ref}", label, _("It was sent, and no answer is recorded."), due)
        elif status == "accepted":
            due = at_noon(entry.answers.get("responded_on"), entry.at) + timedelta(days=times.look_again)
            label = _("Ask whether she received the service: {service}").format(service=service)
            yield _task(
                case, f"received_{ref}", label, _("The referral was accepted; the service is not recorded."), due
            )


def _patience(entry: Entry, times: Timelines) -> timedelta:
    soon = {"1_hour": timedelta(hours=1), "3_hours": timedelta(hours=3), "1_day": timedelta(days=1)}
    return soon.get(str(entry.answers.get("urgency")), timedelta(days=times.answer))


def _needs(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    sent = {entry.answers.get("service_type") for entry in record.entries("core.referral")}
    for entry in record.entries("core.need"):
        outcome, service, ref = entry.answers.get("outcome"), _service(entry), entry.id[:8]
        if outcome == "referred" and entry.answers.get("service_type") not in sent:
            label = _("Record the referral: {service}").format(service=service)
            yield _task(case, f"refer_{ref}", label, _("The need is marked as referred, and no referral is recorded."))
        elif outcome == "service_unavailable":
            due = entry.at + timedelta(days=times.look_again)
            label = _("Look again for: {service}").format(service=service)
            yield _task(case, f"again_{ref}", label, _("The service was not available."), due)


def _follow_up(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    last, again = record.latest("core.follow_up"), record.latest("core.reopening")
    begun = again.at if again else case.opened_at
    if last is None or (again and last.at < begun):
        due = begun + timedelta(days=times.follow_up)
        yield _task(case, "follow_up", _("Follow up: ask how she is"), _("No follow-up is recorded yet."), due)
        return
    worse = last.answers.get("risk_change") == "higher" or last.answers.get("retaliation") == "yes"
    if worse and (case.risk_decided_at is None or case.risk_decided_at < last.at):
        reason = _("At the last follow-up the danger was higher, or someone had taken revenge.")
        yield _task(case, "reassess_now", _("Assess the risk again"), reason, last.at + timedelta(hours=24), "safety")
    if last.answers.get("recommend_close") == "yes":
        closure = record.latest("core.closure")
        if closure is None or (again and closure.at < begun):
            yield _task(case, "close", _("Prepare the closing of the case"), _("The last follow-up recommends it."))
    elif agreed := last.answers.get("next_due"):
        due = at_noon(agreed, last.at)
        yield _task(case, "follow_up", _("Follow up: ask how she is"), _("You agreed on this day with her."), due)


def by_due(tasks: Iterable[Task], now: datetime) -> list[Task]:
    """Sort tasks by deadline, those without one last; the same task of a case is listed once."""
    unique = {(task.case_key, task.name): task for task in reversed(list(tasks))}
    return sorted(unique.values(), key=lambda task: (task.due or now + FAR, task.case_key, task.name))


def now_and_later(tasks: Iterable[Task], now: datetime) -> tuple[list[Task], list[Task]]:
    """Part sorted tasks into what to do now and what comes later."""
    every = list(tasks)
    later = [task for task in every if task.due and task.due > now + SOON]
    return [task for task in every if task not in later], later
