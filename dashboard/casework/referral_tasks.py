"""What is due for needs and referrals: send it, ask for the answer, look again, take it back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dashboard import codes
from dashboard.casework import consent
from dashboard.casework.dates import reported_at
from dashboard.contract import Case, CaseRecord, Entry, Task, is_after
from dashboard.i18n import gettext as _
from dashboard.i18n import language
from dashboard.settings import Timelines

SOON = {"1_hour": timedelta(hours=1), "3_hours": timedelta(hours=3), "1_day": timedelta(days=1)}
"""How soon a service is needed, by urgency. It shortens the usual times of follow-up."""
OPEN = ("sent", "accepted")
ENDED = ("rejected", "no_feedback", "revoked")
"""Referrals that ended without the service."""


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
    """Return a task of the dashboard itself; it is done in `form`, a form of the core, or in a plugin's `area`."""
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
    """Yield a task for every referral that is still open and for whose service she took her consent back."""
    for entry in record.entries("core.referral"):
        if entry.answers.get("consent_basis") in consent.UNASKED:
            continue  # it was never based on her consent, but on danger to life or a law that protects the child
        scope = f"{consent.REFERRAL}{entry.answers.get('service_type')}"
        if entry.answers.get("status") in OPEN and record.consents.get(scope) == "withdrawn":
            label = _("Take back the referral: {service}").format(service=_service(entry))
            yield task(case, f"revoke_{entry.id[:8]}", label, _("She took back her consent to it."), form="referral")


def referrals(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    """Yield a task for what each referral still needs: an answer, the service, or another referral."""
    taken_back = {revocation.name: revocation for revocation in revocations(case, record)}
    yield from taken_back.values()
    for entry in record.entries("core.referral"):
        status, service, ref = entry.answers.get("status"), _service(entry), entry.id[:8]
        if f"revoke_{ref}" in taken_back:
            continue
        if status == "sent":
            due = reported_at(entry.answers.get("sent_on"), entry.at) + _urgent(entry, timedelta(days=times.answer))
            label = _("Ask what became of the referral: {service}").format(service=service)
            yield task(case, f"answer_{ref}", label, _("It was sent, and no answer is recorded."), due, form="referral")
        elif status == "accepted":
            usual = timedelta(days=times.look_again)
            due = reported_at(entry.answers.get("responded_on"), entry.at) + min(usual, 2 * _urgent(entry, usual))
            label = _("Ask whether she received the service: {service}").format(service=service)
            reason = _("The referral was accepted; the service is not recorded.")
            yield task(case, f"received_{ref}", label, reason, due, form="referral")
        elif status in ENDED and is_unanswered(entry, record):
            label = _("Refer elsewhere: {service}").format(service=service)
            due = entry.at + _urgent(entry, timedelta(days=times.answer))
            reason = _("The referral came to nothing, and no other stands.")
            yield task(case, f"elsewhere_{ref}", label, reason, due, form="referral")


def is_unanswered(ended: Entry, record: CaseRecord) -> bool:
    """Whether she still needs a service for which a referral ended without it.

    She does unless she withdrew her consent, a newer or open referral is for the same service, or the need for it
    was recorded since.
    """
    scopes = ("services", f"{consent.REFERRAL}{ended.answers.get('service_type')}")
    if any(record.consents.get(scope) == "withdrawn" for scope in scopes):
        return False
    for referral in _for_same_service(ended, record.entries("core.referral")):
        is_newer_or_open = is_after(referral, ended) or referral.answers.get("status") in OPEN
        if referral.id != ended.id and is_newer_or_open:
            return False
    return not any(not is_after(ended, need) for need in _for_same_service(ended, record.entries("core.need")))


def _for_same_service(entry: Entry, entries: tuple[Entry, ...]) -> list[Entry]:
    """Return those of the entries that are for the same service as `entry`."""
    service = entry.answers.get("service_type")
    return [candidate for candidate in entries if candidate.answers.get("service_type") == service]


def needs(case: Case, record: CaseRecord, times: Timelines) -> Iterator[Task]:
    """Yield a task for each need that is marked as referred without a referral, or for which there was no service."""
    for entry in record.entries("core.need"):
        outcome, service, ref = entry.answers.get("outcome"), _service(entry), entry.id[:8]
        if outcome == "referred" and not is_referred(entry, record):
            label = _("Record the referral: {service}").format(service=service)
            due = entry.at + _urgent(entry, timedelta(days=times.answer))
            reason = _("The need is marked as referred, and no referral is recorded.")
            yield task(case, f"refer_{ref}", label, reason, due, form="referral")
        elif outcome == "service_unavailable":
            due = entry.at + max(timedelta(days=1), _urgent(entry, timedelta(days=times.look_again)))
            label = _("Look again for: {service}").format(service=service)
            yield task(case, f"again_{ref}", label, _("The service was not available."), due, form="need")


def is_referred(need: Entry, record: CaseRecord) -> bool:
    """Whether a referral is on record for a need. One that ended after the need was recorded counts: it has its own task."""
    referrals_for_it = _for_same_service(need, record.entries("core.referral"))
    return any(referral.answers.get("status") not in ENDED or is_after(referral, need) for referral in referrals_for_it)


def _service(entry: Entry) -> str:
    """Return the type of service of a need or referral, in words."""
    return codes.label("service_type", str(entry.answers.get("service_type")), language())


def _urgent(entry: Entry, usual: timedelta) -> timedelta:
    """Return how long to wait for the service of an entry, by its urgency; `usual` where it is not urgent."""
    return SOON.get(str(entry.answers.get("urgency")), usual)
