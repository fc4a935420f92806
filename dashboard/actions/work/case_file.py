"""The work on a case as rules and plugins see it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dashboard.actions.context import Context
from dashboard.casework.intake import AREA
from dashboard.casework.order import ItemKey, Progress
from dashboard.contract import CaseRecord, Entry
from dashboard.records import Tx, checklists, consents, reviews, submissions
from dashboard.records.checklists import ItemEvent
from dashboard.records.reviews import Review
from dashboard.records.submissions import Submission


@dataclass(frozen=True)
class CaseFile:
    """What was recorded on one case: every submission (newest first), the newest event of each step, consent now."""

    submissions: list[Submission]
    items: Mapping[ItemKey, ItemEvent]
    consents: Mapping[str, str]
    reviews: list[Review] = field(default_factory=list)
    """The newest turn about each form that a supervisor looks at."""

    @property
    def standing(self) -> list[Submission]:
        """The submissions that no later one replaces."""
        replaced = {each.supersedes for each in self.submissions}
        return [each for each in self.submissions if each.id not in replaced]

    def entries(self, area: str, form: str) -> list[Submission]:
        """Return the standing submissions of one form, newest first."""
        return [each for each in self.standing if (each.area, each.form) == (area, form)]

    def newest_of(self, entry: str) -> Submission | None:
        """Follow an entry to the one that stands for it now; None where there is no such entry."""
        later = {each.supersedes: each.id for each in self.submissions if each.supersedes}
        while entry in later:
            entry = later[entry]
        return next((each for each in self.standing if each.id == entry), None)

    @property
    def progress(self) -> Progress:
        """What order rules ask for."""
        states = {key: event.state for key, event in self.items.items()}
        return Progress(states, frozenset((each.area, each.form) for each in self.submissions), self.consents)

    def of_area(self, area: str) -> CaseRecord:
        """Return what a plugin of this area may know; "core" stands for the shell itself."""
        forms: dict[str, tuple[Entry, ...]] = {}
        for each in self.standing:
            if each.area in (area, AREA):
                name = f"core.{each.form}" if each.area == AREA else each.form
                entry = Entry(id=each.id, form=each.form, answers=each.answers, at=each.at)
                forms[name] = (*forms.get(name, ()), entry)
        steps = {f"{key[1]}.{key[2]}": event.state for key, event in self.items.items() if key[0] == area}
        return CaseRecord(forms=forms, steps=steps, consents=self.consents)


def work_on(tx: Tx, keys: Collection[str]) -> dict[str, CaseFile]:
    """Return the work on each of some cases, in four statements."""
    sent, done = submissions.for_cases(tx, keys), checklists.for_cases(tx, keys)
    agreed, looked = consents.current(tx, keys), reviews.for_cases(tx, keys)
    return {key: CaseFile(sent[key], done[key], agreed[key], looked[key]) for key in keys}


def by_area(context: Context, work: CaseFile) -> dict[str, CaseRecord]:
    """Return what each active plugin may know of a case."""
    return {plugin.name: work.of_area(plugin.name) for plugin in context.registry.active}


def known_steps(context: Context) -> dict[str, str]:
    """Return the label of everything that an order rule may name, by its whole name."""
    labels: dict[str, str] = {}
    for plugin in context.registry.active:
        labels |= {f"{plugin.name}.{form.name}": form.label for form in plugin.forms}
        for each in plugin.checklists:
            labels |= {f"{plugin.name}.{each.name}.{item.name}": item.label for item in each.items}
    return labels
