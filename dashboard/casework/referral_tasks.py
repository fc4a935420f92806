"""What is due for needs and referrals: send it, ask for the answer, look again, take it back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dashboard import codes
from dashboard.casework import consent
from dashboard.casework.dates import at_noon
from dashboard.casework.timelines import Timelines
from dashboard.contract import Case, CaseRecord, Entry, Task
from dashboard.i18n import BAGHDAD, language
from dashboard.i18n import gettext as _

SOON = {"1_hour": timedelta(hours=1), "3_hours": timedelta(hours=3), "1_day": timedelta(days=1)}
"""Urgencies that do not wait for the usual times."""
OPEN = ("sent", "accepted")
ENDED = ("rejected", "no_feedback", "revoked")
"""The service did not come of it."""


def task(
    case: Case,
    name: str,
    label: str,
    reason: str,
    due: datetime | None = None,
    *,
    area: str = "core",
    form: str = "follow_up",
) -> Task:
    """Return a task of the shell for a case; `form` of the shell is where it is done, unless an `area` does it."""
    return Task(
        name=name,
        area=area,
        case_key=case.key,
        due=due,
        label=label,
        reason=reason,
        form=form if area == "core" else "",
    )


def revocations(case: Case, record: CaseRecord) -> Iterator[Task]:
    """Yield the referrals that she took her consent back from while they were open."""
    for entry in record.entries("core.referral"):
        if entry.answers.get("consent_basis") in consent.UNASKED:
            continue  # it never stood on her consent: a life was in danger, or a law protects the child
        kind = f"{consent.REFERRAL}{entry.answers.get('service_type')}"
        if entry.answers.get("status") in OPEN and record.consents.get(kind) == "withdrawn":
            label = _("Take back the referral: {service}").format(service=_service(entry))
            yield task(case, f"revoke_{entry.id[:8]}", label, _("She took back her consent to it."), form="referral")


def referrals(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    """Yield what each open referral still needs."""
    taken_back = {each.name: each for each in revocations(case, record)}
    yield from taken_back.values()
    for entry in record.entries("core.referral"):
        status, service, ref = entry.answers.get("status"), _service(entry), entry.id[:8]
        if f"revoke_{ref}" in taken_back:
            continue
        if status == "sent":
            due = _since(entry, "sent_on") + _urgent(entry, timedelta(days=times.answer))
            label = _("Ask what became of the referral: {service}").format(service=service)
            yield task(case, f"answer_{ref}", label, _("It was sent, and no answer is recorded."), due, form="referral")
        elif status == "accepted":
            usual = timedelta(days=times.look_again)
            due = _since(entry, "responded_on") + min(usual, 2 * _urgent(entry, usual))
            label = _("Ask whether she received the service: {service}").format(service=service)
            reason = _("The referral was accepted; the service is not recorded.")
            yield task(case, f"received_{ref}", label, reason, due, form="referral")
        elif status in ENDED and _is_unanswered(entry, record):
            label = _("Refer elsewhere: {service}").format(service=service)
            due = entry.at + _urgent(entry, timedelta(days=times.answer))
            reason = _("The referral came to nothing, and no other stands.")
            yield task(case, f"elsewhere_{ref}", label, reason, due, form="referral")


def _is_unanswered(ended: Entry, record: CaseRecord) -> bool:
    """Whether nothing stands in the place of a referral that came to nothing: no other, and no word on the need."""
    scopes = ("services", f"{consent.REFERRAL}{ended.answers.get('service_type')}")
    if any(record.consents.get(scope) == "withdrawn" for scope in scopes):
        return False
    others = [each for each in _same(ended, record.entries("core.referral")) if each.id != ended.id]
    newer = [each for each in others if each.at > ended.at or each.answers.get("status") in OPEN]
    return not newer and not any(need.at >= ended.at for need in _same(ended, record.entries("core.need")))


def _same(entry: Entry, entries: tuple[Entry, ...]) -> list[Entry]:
    """Return the entries for the same service."""
    return [each for each in entries if each.answers.get("service_type") == entry.answers.get("service_type")]


def needs(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    """Yield the needs that were to be referred and were not, and those for which there was no service."""
    for entry in record.entries("core.need"):
        outcome, service, ref = entry.answers.get("outcome"), _service(entry), entry.id[:8]
        if outcome == "referred" and not _is_referred(entry, record):
            label = _("Record the referral: {service}").format(service=service)
            due = entry.at + _urgent(entry, timedelta(days=times.answer))
            reason = _("The need is marked as referred, and no referral is recorded.")
            yield task(case, f"refer_{ref}", label, reason, due, form="referral")
        elif outcome == "service_unavailable":
            due = entry.at + max(timedelta(days=1), _urgent(entry, timedelta(days=times.look_again)))
            label = _("Look again for: {service}").format(service=service)
            yield task(case, f"again_{ref}", label, _("The service was not available."), due, form="need")


def _is_referred(need: Entry, record: CaseRecord) -> bool:
    """Whether a referral answers a need; one that came to nothing since has a task of its own."""
    found = _same(need, record.entries("core.referral"))
    return any(each.answers.get("status") not in ENDED or each.at > need.at for each in found)


def _service(entry: Entry) -> str:
    return codes.label("service_type", str(entry.answers.get("service_type")), language())


def _since(entry: Entry, question: str) -> datetime:
    """Return when something happened: the moment of the entry on that day, otherwise noon of the day."""
    day = entry.answers.get(question)
    if str(day) == entry.at.astimezone(BAGHDAD).date().isoformat():
        return entry.at
    return at_noon(day, entry.at)


def _urgent(entry: Entry, usual: timedelta) -> timedelta:
    return SOON.get(str(entry.answers.get("urgency")), usual)
