"""CaseFile: everything recorded on one case, as rules and plugins read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dashboard.actions.context import Context
from dashboard.casework.intake import AREA
from dashboard.casework.order import ItemKey, Progress
from dashboard.contract import CaseRecord, Entry
from dashboard.records import Tx, checklists, consents, person_safety, reviews, submissions
from dashboard.records.checklists import ItemEvent
from dashboard.records.person_safety import PersonSafety
from dashboard.records.reviews import Review
from dashboard.records.submissions import Submission


@dataclass(frozen=True)
class CaseFile:
    """What was recorded on one case: every submission (newest first), the newest event of each step, consent now."""

    submissions: list[Submission]
    items: Mapping[ItemKey, ItemEvent]
    consents: Mapping[str, str]
    reviews: list[Review] = field(default_factory=list)
    """The newest step of each review of an entry by a supervisor: asked for, approved or sent back."""
    person_safety: list[PersonSafety] = field(default_factory=list)
    """Who was recorded as unsafe, and who was taken back by a supervisor, oldest first."""

    @property
    def standing(self) -> list[Submission]:
        """The submissions that no later one replaces."""
        replaced = {submission.supersedes for submission in self.submissions}
        return [submission for submission in self.submissions if submission.id not in replaced]

    def entries(self, area: str, form: str) -> list[Submission]:
        """Return the standing submissions of one form, newest first."""
        return [entry for entry in self.standing if (entry.area, entry.form) == (area, form)]

    def newest_of(self, entry: str) -> Submission | None:
        """Return the newest version of an entry, by the id of any of its versions; None when there is no such entry."""
        next_version = {
            submission.supersedes: submission.id for submission in self.submissions if submission.supersedes
        }
        while entry in next_version:
            entry = next_version[entry]
        return next((submission for submission in self.standing if submission.id == entry), None)

    @property
    def progress(self) -> Progress:
        """Steps, forms and consents as order rules ("do this after that") read them."""
        states = {key: event.state for key, event in self.items.items()}
        return Progress(
            states, frozenset((submission.area, submission.form) for submission in self.submissions), self.consents
        )

    def of_area(self, area: str) -> CaseRecord:
        """Return what a plugin may read of the case: its own area's entries and steps, and the core's entries."""
        forms: dict[str, tuple[Entry, ...]] = {}
        for submission in self.standing:
            if submission.area in (area, AREA):
                name = f"core.{submission.form}" if submission.area == AREA else submission.form
                entry = Entry(id=submission.id, form=submission.form, answers=submission.answers, at=submission.at)
                forms[name] = (*forms.get(name, ()), entry)
        steps = {
            f"{checklist}.{item}": event.state
            for (owner, checklist, item), event in self.items.items()
            if owner == area
        }
        return CaseRecord(forms=forms, steps=steps, consents=self.consents)


def case_files(tx: Tx, keys: Collection[str]) -> dict[str, CaseFile]:
    """Read the files of several cases, by key: five statements however many cases there are."""
    sent, steps = submissions.for_cases(tx, keys), checklists.for_cases(tx, keys)
    agreed, reviewed = consents.current(tx, keys), reviews.for_cases(tx, keys)
    persons = person_safety.for_cases(tx, keys)
    return {key: CaseFile(sent[key], steps[key], agreed[key], reviewed[key], persons[key]) for key in keys}


def known_steps(context: Context) -> dict[str, str]:
    """Return the labels of all forms and steps that an order rule may name, by whole name ("safety.plan.first")."""
    labels: dict[str, str] = {}
    for plugin in context.registry.active:
        labels |= {f"{plugin.name}.{form.name}": form.label for form in plugin.forms}
        for checklist in plugin.checklists:
            labels |= {f"{plugin.name}.{checklist.name}.{item.name}": item.label for item in checklist.items}
    return labels
