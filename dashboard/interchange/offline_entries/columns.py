"""Which column of a file holds the answer to which question: Kobo writes "group/question", ODK Central "group-question"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.forms import Question
from dashboard.interchange.offline_entries.days import as_iso
from dashboard.interchange.source import Line, Sheet

_BETWEEN = ("/", "-", ".")
_TICKED = ("1", "TRUE", "true", "True")


def spellings(path: Sequence[str], name: str) -> Iterator[str]:
    """Yield how a question within groups may be headed: with all of the groups, with the inner ones, and by itself."""
    for between in _BETWEEN:
        for outer in range(len(path) + 1):
            yield between.join((*path[outer:], name))


@dataclass
class Columns:
    """The columns of a sheet by question; `ticked` are those of single choices, by question and choice."""

    at: dict[str, int] = field(default_factory=dict)
    ticked: dict[str, dict[str, int]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet, questions: Iterable[Question], around: tuple[str, ...] = ()) -> "Columns":
        """Return the columns of a sheet that are about questions; `around` are the groups and the repeat around them."""
        places = {header: place for place, header in reversed(list(enumerate(sheet.header)))}
        found = cls()
        for question in questions:
            path = (*around, *question.groups)
            if (at := _first(places, spellings(path, question.name))) is not None:
                found.at[question.name], found.kinds[question.name] = at, question.kind
            if question.kind == "select_multiple":
                found.ticked[question.name] = dict(_of_choices(places, path, question))
        return found

    def answers(self, line: Line) -> dict[str, str]:
        """Return the answers in a row that are not empty, as texts; several choices with a blank between them."""
        answers = {name: as_iso(line.cells[at], self.kinds[name]) for name, at in self.at.items()}
        for name, choices in self.ticked.items():
            if not answers.get(name):
                answers[name] = " ".join(choice for choice, at in choices.items() if line.cells[at] in _TICKED)
        return {name: text for name, text in answers.items() if text}

    @property
    def read(self) -> set[int]:
        """The places of all columns that are read."""
        return {*self.at.values(), *(at for choices in self.ticked.values() for at in choices.values())}


def _first(places: Mapping[str, int], names: Iterable[str]) -> int | None:
    return next((places[name] for name in names if name in places), None)


def _of_choices(places: Mapping[str, int], path: Sequence[str], question: Question) -> Iterator[tuple[str, int]]:
    for choice in question.choices:
        heads = (f"{head}{between}{choice.name}" for head in spellings(path, question.name) for between in _BETWEEN)
        if (at := _first(places, heads)) is not None:
            yield choice.name, at
