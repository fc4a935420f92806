"""Nobody relies on a person who may be the one who harms: not for consent, sending, company or contact.

One rule for every form of every area: what `Form.relies_on` declares is refused while that person is recorded as unsafe, and
what was entrusted to them before is put up for review.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from dashboard.casework.intake import AREA
from dashboard.casework.referral_tasks import task
from dashboard.casework.sent import Sent
from dashboard.casework.unsafe import Unsafe, words
from dashboard.contract import Case, Task, is_after
from dashboard.contract.persons import PERSONS
from dashboard.forms import Form
from dashboard.i18n import area_text
from dashboard.i18n import gettext as _

ASKED = ((AREA, "consent"), (AREA, "reopening"))
OPENED = ((AREA, "intake"),)
"""The forms that say who agrees for her: while the case runs, and when it was opened."""
AT_ONCE = timedelta(hours=3)
"""How soon it is looked at: before the steps that the guide wants within a day, because each of them may rest on it."""


def refused(
    form: Form,
    package: str,
    answers: Mapping[str, Any],
    unsafe: Iterable[str],
    before: Mapping[str, Any] | None = None,
) -> dict[str, str]:
    """Return problems by question: where a form relies on a person who is recorded as unsafe, and what to do instead.

    `package` is the module whose catalog translates the form; `before` are the answers of the entry that is replaced.
    """
    problems: dict[str, str] = {}
    for person in unsafe:
        question = form.relied_on(person, answers)
        # What came of a request that was sent before is still written down. What holds from now on is asked anew.
        stays = form.revisable and before is not None and before.get(question) == answers.get(question)
        if question and not stays:
            problems[question] = _why(person, area_text(package, form.instead) if form.instead else "")
    return problems


def _why(person: str, instead: str) -> str:
    says = _("This case says that {person} may be the one who harms, or is not safe.").format(person=words(person))
    mistake = _("Do not warn them. If it was recorded by mistake, ask your supervisor: see Consent.")
    return " ".join(filter(None, (says, instead, mistake)))


def taking_back(answers: Mapping[str, Any], child: bool, unsafe: Iterable[str]) -> str:
    """Return what must still be answered before somebody else takes a consent back, "" when nothing is missing.

    Somebody who may be the one who harms does not take it back, also where the child says yes: that may be fear.
    """
    people = set(unsafe)
    if not people or answers.get("given_by") not in ("caregiver", "other"):
        return ""
    if not answers.get("agreed_by"):
        return _("Say who it is: someone in this case is recorded as not safe.")
    if answers["agreed_by"] not in people or (child and answers.get("best_interest_by")):
        return ""
    if child:
        return _("This person is not safe. Say who decides in the child's best interests, never one person alone.")
    return _("This person is not safe. Ask her alone: only she takes it back.")


def to_review(
    case: Case, standing: Sequence[Sent], unsafe: Mapping[str, Unsafe], forms: Iterable[tuple[str, Form]]
) -> Iterator[Task]:
    """Yield a task for the consent, and for each other entry, that rests on a person who is recorded as unsafe.

    `standing` are the entries of the case that no later one replaces, newest first; `forms` those that can be filled in.
    """
    if not unsafe:
        return
    yield from _consent(case, standing, unsafe)
    for area, form in forms:
        if (area, form.name) not in (*ASKED, *OPENED):
            entries = [entry for entry in standing if (entry.area, entry.form) == (area, form.name)]
            yield from _entrusted(case, area, form, entries, unsafe)


def _consent(case: Case, standing: Sequence[Sent], unsafe: Mapping[str, Unsafe]) -> Iterator[Task]:
    answers = newest_consent(standing)
    people = [person for person in unsafe if person in agreed(answers)]
    if not people:
        return
    reason = _("Not safe: {person}. Do not warn them.").format(person=words(people[0]))
    if not case.is_child:
        label = _("Ask her alone, and record her own consent")
    elif answers.get("agreed_by") or "guardian" in people:
        label = _("Replace the guardian's consent by a best-interest decision")
    else:
        label = _("Record who agreed for the child: it may be someone who is not safe")
    yield task(case, "replace_guardian", label, reason, unsafe[people[0]].at + AT_ONCE, form="consent")


def newest_consent(standing: Iterable[Sent]) -> Mapping[str, Any]:
    """Return the answers of the newest entry that says who agreed for her, {} when there is none."""
    entries = list(standing)
    # The forms that ask for consent again come first, whatever their time: a corrected intake is newer than they are and
    # only repeats what was said when the case was opened.
    asked_again = [entry.answers for entry in entries if (entry.area, entry.form) in ASKED]
    at_opening = [entry.answers for entry in entries if (entry.area, entry.form) in OPENED]
    return next(iter([*asked_again, *at_opening]), {})


def agreed(answers: Mapping[str, Any]) -> frozenset[str]:
    """Return the people who may have agreed for her: all of `PERSONS` where an entry does not say who it was."""
    if answers.get("guardian_consent") != "yes" and answers.get("given_by") not in ("caregiver", "other"):
        return frozenset()
    named = answers.get("agreed_by")
    return frozenset(PERSONS) if not named else frozenset({named}) & frozenset(PERSONS)


def _entrusted(
    case: Case, area: str, form: Form, entries: Sequence[Sent], unsafe: Mapping[str, Unsafe]
) -> Iterator[Task]:
    """Yield a task for each entry of a form from before a person was recorded as unsafe, on whom it relies."""
    for person, since in unsafe.items():
        question = form.relies_on.get(person, "").partition("=")[0]
        answered = [entry for entry in entries if entry.answers.get(question)]
        # Each request or complaint has to be looked at; of what was agreed on from talk to talk the newest counts.
        for entry in answered if form.revisable else answered[:1]:
            if form.relied_on(person, entry.answers) and not is_after(entry, since):
                yield Task(
                    name=f"unsafe_{form.name}_{entry.id[:8].lower()}",
                    area=area,
                    form=form.name,
                    case_key=case.key,
                    due=since.at + AT_ONCE,
                    label=_("Look at it again today: {form}"),
                    reason=_("It went through {person}, who is not safe. Do not warn them.").format(
                        person=words(person)
                    ),
                    values={"form": form.label},
                )
