"""Referrals that a form says were made and that nobody has recorded: without an entry of their own nobody follows them up."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from dashboard import codes
from dashboard.casework.clock import standing
from dashboard.casework.intake import AREA
from dashboard.casework.referral_tasks import OPEN, task
from dashboard.casework.sent import Sent
from dashboard.contract import Case, Task, is_after
from dashboard.forms import Form
from dashboard.i18n import gettext as _
from dashboard.i18n import language

RECORD = timedelta(hours=24)
"""How soon a referral that a form mentions is recorded."""
BEFORE = timedelta(days=1)
"""A referral that was recorded up to a day before the form that mentions it is the same referral."""
ANY = "any"


def unrecorded(sent: Iterable[Sent], forms: Iterable[tuple[str, Form]]) -> Iterator[tuple[str, datetime]]:
    """Yield the services, as `refers` of a form names them, of referrals that have no entry, and when they were mentioned.

    `sent` are all entries of a case, newest first. Every standing entry of a form speaks: a later talk, in which nobody was
    referred, does not make up for the referral of the talk before. Of several the first is named.
    """
    entries = list(sent)
    standing_entries = list(standing(entries))
    referrals = [entry for entry in standing_entries if (entry.area, entry.form) == (AREA, "referral")]
    for area, form in forms:
        missing: dict[str, datetime] = {}
        for entry in [entry for entry in standing_entries if (entry.area, entry.form) == (area, form.name)]:
            for services in form.referred_to(entry.answers):
                mentioned = _first_mentioned(entry, services, form, entries)
                if not any(_is_it(referral, services, mentioned) for referral in referrals):
                    missing[services] = mentioned.at
        yield from missing.items()


def _first_mentioned(newest: Sent, services: str, form: Form, entries: Iterable[Sent]) -> Sent:
    """Return the entry that first said that the referral was made: a later correction of the entry is no new referral."""
    by_id = {entry.id: entry for entry in entries}
    first = newest
    while (older := by_id.get(first.supersedes or "")) and services in form.referred_to(older.answers):
        first = older
    return first


def _is_it(referral: Sent, services: str, mentioned: Sent) -> bool:
    """Whether a referral is the one that a form mentioned: for one of these services, at about that time or later.

    Where no service is named, one that is still open is meant as well: at a talk it was followed up, not made.
    """
    if services == ANY and referral.answers.get("status") in OPEN:
        return True
    is_for_it = services == ANY or referral.answers.get("service_type") in services.split("|")
    return is_for_it and (is_after(referral, mentioned) or referral.at >= mentioned.at - BEFORE)


def to_record(case: Case, sent: Iterable[Sent], forms: Iterable[tuple[str, Form]]) -> Iterator[Task]:
    """Yield a task for each referral that a form says was made and that has no entry."""
    for services, mentioned in unrecorded(sent, forms):
        service = services.split("|")[0]
        label = _("Record the referral that was made: {service}").format(service=_words(service))
        reason = _("A form says that it was made. Only what is recorded here is followed up.")
        yield task(case, f"record_{service}", label, reason, mentioned + RECORD, form="referral")


def _words(service: str) -> str:
    return _("to whom, and for what") if service == ANY else codes.label("service_type", service, language())


def begun(sent: Iterable[Sent], forms: Iterable[tuple[str, Form]]) -> dict[str, str]:
    """Return what a new referral begins with: the service, where exactly one was mentioned and not recorded."""
    services = {services.split("|")[0] for services, _mentioned in unrecorded(sent, forms)} - {ANY}
    return {"service_type": services.pop()} if len(services) == 1 else {}
