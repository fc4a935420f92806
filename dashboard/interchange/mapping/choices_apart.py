"""Answers with several choices that a file has in a column for each choice, as Kobo and ODK can export them."""

import re
from collections.abc import Iterable, Mapping, Sequence

from dashboard.interchange.mapping.targets import Target
from dashboard.interchange.mapping.words import fold

_SIGNS = re.compile(r"[/.:]")
_CHOSEN = frozenset({"1", "true", "yes"})
Places = Mapping[str, Mapping[str, int]]
"""The columns of choices: by the folded name of their question, then the position of each by its code."""


def choices_apart(header: Sequence[str], questions: Mapping[str, Target]) -> Places:
    """Return the columns of a header such as "case/platforms/instagram", for the questions that take several codes."""
    known = {fold(name): {code for code, _labels in target.choices()} for name, target in questions.items()}
    found: dict[str, dict[str, int]] = {}
    for position, written in enumerate(header):
        *before, code = _SIGNS.split(written)
        question = fold(_last(before))
        if code in known.get(question, ()):
            found.setdefault(question, {})[code] = position
    return found


def _last(parts: Sequence[str]) -> str:
    """Return the question of a column; ODK divides groups in CSV by "-" and choices by "/"."""
    return parts[-1].rpartition("-")[2] if parts else ""


def joined(places: Mapping[str, int], cells: Sequence[str]) -> str:
    """Return the codes that are chosen in a row, as one text."""
    return " ".join(code for code, place in places.items() if fold(cells[place]) in _CHOSEN)


def positions(apart: Places) -> Iterable[int]:
    """Return the positions of all columns of choices."""
    return {place for places in apart.values() for place in places.values()}
