"""Two versions of the answers to one form, as JSON: which questions differ, and how they are joined."""

from collections.abc import Mapping
from typing import Any

from dashboard.forms.form import Form

Answers = Mapping[str, Any]


def joined(seen: Answers, mine: Answers, stored: Answers) -> dict[str, Any]:
    """Return stored answers with everything that was changed on this screen since it showed `seen`."""
    names = dict.fromkeys((*stored, *mine))
    both = {name: (mine if mine.get(name) != seen.get(name) else stored).get(name) for name in names}
    return {name: answer for name, answer in both.items() if answer is not None}


def changed_elsewhere(seen: Answers, mine: Answers, stored: Answers) -> dict[str, Any]:
    """Return the stored answers that somebody gave elsewhere since this screen showed `seen`, and that it does not
    show; None for an answer that was taken away.
    """
    names = dict.fromkeys((*seen, *stored))
    return {
        name: stored.get(name)
        for name in names
        if stored.get(name) != seen.get(name) and stored.get(name) != mine.get(name)
    }


def differing(form: Form, mine: Answers, theirs: Answers) -> list[str]:
    """Return the questions, in the order of the form, that two people (or windows) answered differently."""
    asked = [question.name for question in form.questions if question.is_asked or question.row is not None]
    return [name for name in asked if mine.get(name) != theirs.get(name)]
