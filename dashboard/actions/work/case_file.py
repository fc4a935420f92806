"""CaseFile: everything recorded on one case, as rules and plugins read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from dashboard.actions.context import Context
from dashboard.casework import child_material, decisions
from dashboard.casework.decisions import Needless
from dashboard.casework.intake import AREA
from dashboard.casework.order import ItemKey, Progress
from dashboard.casework.unsafe import Unsafe
from dashboard.contract import Case, CaseRecord, Entry, ItemState
from dashboard.records import Tx, checklists, consents, person_safety, reviews, risk, submissions
from dashboard.records.checklists import ItemEvent
from dashboard.records.consents import Consent
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
    services: Consent | None = None
    """The newest decision on the consent to services: when it was taken, and by whom."""
    decided: int = 0
    """The place of the newest risk decision in the order of writing."""
    needless: Mapping[ItemKey, Needless] = field(default_factory=dict)
    """The steps that a decision makes needless, and why; filled in by `with_decisions`."""

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
        forms = frozenset((submission.area, submission.form) for submission in self.submissions)
        return Progress(self.states, forms, self.consents)

    @property
    def states(self) -> Mapping[ItemKey, ItemState]:
        """The state of each step that was marked, or that a decision makes needless."""
        marked: dict[ItemKey, ItemState] = {key: event.state for key, event in self.items.items()}
        return marked | {
            step: decisions.state(marked.get(step, "pending"), reason) for step, reason in self.needless.items()
        }

    def has_child_material(self, context: Context, case: Case) -> bool:
        """Whether abuse material of a child is on record for the case."""
        return child_material.on_record(case, self.standing, context.registry.forms())

    def of_area(
        self, area: str, *, has_child_material: bool, unsafe: Mapping[str, Unsafe] = MappingProxyType({})
    ) -> CaseRecord:
        """Return what a plugin may read of the case: its own area's entries and steps, and the core's entries."""
        forms: dict[str, tuple[Entry, ...]] = {}
        for submission in self.standing:
            if submission.area in (area, AREA):
                name = f"core.{submission.form}" if submission.area == AREA else submission.form
                entry = Entry(
                    id=submission.id,
                    form=submission.form,
                    answers=submission.answers,
                    at=submission.at,
                    number=submission.number,
                )
                forms[name] = (*forms.get(name, ()), entry)
        steps = {
            f"{checklist}.{item}": state for (owner, checklist, item), state in self.states.items() if owner == area
        }
        return CaseRecord(
            forms=forms,
            steps=steps,
            consents=self.consents,
            child_material=has_child_material,
            unsafe={person: since.at for person, since in unsafe.items()},
            decided=self.decided,
        )


def case_files(tx: Tx, keys: Collection[str]) -> dict[str, CaseFile]:
    """Read the files of several cases, by key: seven statements however many cases there are."""
    sent, steps = submissions.for_cases(tx, keys), checklists.for_cases(tx, keys)
    agreed, reviewed = consents.current(tx, keys), reviews.for_cases(tx, keys)
    persons, services = person_safety.for_cases(tx, keys), consents.newest(tx, keys, "services")
    decided = risk.newest_numbers(tx, keys)
    return {
        key: CaseFile(sent[key], steps[key], agreed[key], reviewed[key], persons[key], services.get(key), decided[key])
        for key in keys
    }


def with_decisions(context: Context, case_file: CaseFile, *, child: bool) -> CaseFile:
    """Return the file of a child's or an adult's case with the steps that a decision makes needless."""
    checklists = [(plugin.name, checklist) for plugin in context.registry.active for checklist in plugin.checklists]
    # Newest first, so that of each form the newest entry is put in last and stays.
    newest = {(entry.area, entry.form): entry.answers for entry in reversed(case_file.standing)}
    needless = decisions.needless(checklists, newest, case_file.consents, child=child)
    return replace(case_file, needless=needless)


def known_steps(context: Context) -> dict[str, str]:
    """Return the labels of all forms and steps that an order rule may name, by whole name ("safety.plan.first")."""
    labels: dict[str, str] = {}
    for plugin in context.registry.active:
        labels |= {f"{plugin.name}.{form.name}": form.label for form in plugin.forms}
        for checklist in plugin.checklists:
            labels |= {f"{plugin.name}.{checklist.name}.{item.name}": item.label for item in checklist.items}
    return labels
