"""What a file changes beside the facts of a case: consent, its closing, levels of risk, needs and referrals.

Each yields changes, and sentences on what is never taken from a file.
"""

from collections.abc import Iterable, Iterator

from dashboard.casework import consent
from dashboard.casework.clock import standing
from dashboard.casework.intake import AREA
from dashboard.casework.sent import Sent
from dashboard.contract.elements import AGREED, NOT_RECORDED
from dashboard.i18n import BAGHDAD
from dashboard.i18n import gettext as _
from dashboard.interchange.checking import Assessed, Brought
from dashboard.interchange.planning.beside import Beside, Change, entry_id

SCOPES = {"consent_services": "services", "consent_reporting": "reporting"}
CAME = {"yes": AGREED, "no": ("no",)}
"""What the file had said where a consent stands as it came in; where none stands it was not recorded."""
OUTCOME = {"need": "outcome", "referral": "status"}
"""The question of each form that says what came of it."""
Found = Iterator[Change | str]


def consents(beside: Beside) -> Found:
    """Yield consents that are given or refused in the file since; one that was taken back here never comes back."""
    before, values = beside.before, beside.incoming.values
    for name, scope in SCOPES.items():
        answer = "yes" if values[name] in AGREED else "no"
        here = before.consents.get(scope)
        if values[name] == NOT_RECORDED or not beside.is_changed_there(name) or answer == here:
            continue
        if "withdrawn" in (here, before.consents.get("services")):
            if answer == "yes":
                yield _("A consent was taken back here. No file gives it back: ask her.")
        elif (
            answer == "no" and here and (lacks := consent.taking_back_needs(_taken_back(beside), before.case.is_child))
        ):
            yield lacks
        else:
            is_as_it_came = any(beside.is_as_it_came(name, came) for came in CAME.get(here or "", (NOT_RECORDED,)))
            yield Change(name, here or NOT_RECORDED, answer, not is_as_it_came)


def _taken_back(beside: Beside) -> dict[str, str]:
    values = beside.incoming.values
    return {"given_by": "other"} | {name: str(values.get(name) or "") for name in ("assent", "best_interest_by")}


def closing(beside: Beside) -> Found:
    """Yield the closing of a case; a conflict where somebody works on it here. No file opens a case again."""
    before, there = beside.before, beside.incoming.status
    here = before.case.status
    if here == "open" and there != "open" and beside.is_changed_there("closing"):
        is_worked_on = any(not _is_from_file(beside, entry) for entry in before.entries)
        is_open_as_it_came = beside.is_as_it_came("closing", None) or not before.elements
        yield Change("status", here, there, is_worked_on or _is_decided_here(beside) or not is_open_as_it_came)
    if here in ("closed", "transferred") and there == "open":
        yield _("The case is closed here and open in the file. Open it again here, with the form for it: it asks her.")


def levels(beside: Beside) -> Found:
    """Yield levels of risk that are newer than the one on record; a conflict where it was decided here since."""
    before = beside.before
    days = [name.split(":")[1] for name in before.elements if name.startswith("risk:")]
    if before.decisions and (_is_decided_here(beside) or not days):
        days = [before.decisions[0].at.astimezone(BAGHDAD).date().isoformat()]
    level, newest = before.case.risk_level, max(days, default="")
    for name, assessed in beside.incoming.named.items():
        if not isinstance(assessed, Assessed) or not beside.is_changed_there(name):
            continue
        day = assessed.day.isoformat() if assessed.day else ""
        if day and day < newest:
            yield _("A level of risk in the file is older than the one on record. It is not added.")
        elif assessed.level != level or day > newest:
            yield Change("risk", level, assessed.level, _is_decided_here(beside), name)
            level, newest = assessed.level, max(day, newest)


def entries(beside: Beside) -> Found:
    """Yield needs and referrals that are new in the file, or that it has with other answers.

    A conflict where the entry was changed here, or somebody had entered one for the same service here.
    """
    here = list(standing(entry for entry in beside.before.entries if entry.area == AREA))
    for name, brought in beside.incoming.named.items():
        if not isinstance(brought, Brought) or not beside.is_changed_there(name):
            continue
        after = _told(brought)
        if before := standing_entry(beside.before.entries, beside.before.case.key, name):
            if before.answers != brought.answers:
                told = [before.answers.get(question) for question in ("service_type", OUTCOME[brought.form])]
                yield Change(brought.form, told, after, not beside.is_as_it_came(name, before.answers), name)
            continue
        service = brought.answers["service_type"]
        by_hand = (entry for entry in here if entry.form == brought.form and not _is_from_file(beside, entry))
        yield Change(brought.form, None, after, any(e.answers.get("service_type") == service for e in by_hand), name)


def standing_entry(sent: Iterable[Sent], case_key: str, name: str) -> Sent | None:
    """Return the newest version of the entry that came in under a name, also one written here; None when none did."""
    newest_first = list(sent)
    found = next((each for each in newest_first if each.id.startswith(entry_id(case_key, name))), None)
    while found and (later := next((each for each in newest_first if each.supersedes == found.id), None)):
        found = later
    return found


def _told(brought: Brought) -> list[str]:
    return [brought.answers["service_type"], brought.answers[OUTCOME[brought.form]]]


def _is_from_file(beside: Beside, entry: Sent) -> bool:
    return entry.id.startswith(f"{beside.before.case.key}-")


def _is_decided_here(beside: Beside) -> bool:
    return bool(beside.before.decisions) and beside.before.decisions[0].reasons != ("imported",)
