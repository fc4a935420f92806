"""Answers through a form's own rules, with the column where something is wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dashboard.forms import Form
from dashboard.i18n import gettext as _

COLUMNS = {"age_band_estimated": "age_band"}
"""What a column is called where a question has another name."""


def examined(
    form: Form, given: Mapping[str, Any], context: Mapping[str, str], now: datetime
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the answers as the form takes them, and what is wrong by column."""
    state = form.examine(given, context=context, now=now)
    problems = {COLUMNS.get(name, name): message for name, message in state.problems.items()}
    # The form lets go of a choice that is not on offer. On a page nobody could choose it; of a file nothing is lost in silence.
    for name, answer in given.items():
        if name in state.relevant and name in state.choices and not _is_whole(answer, state.answers.get(name)):
            text = _("has an answer that is not on offer for her, such as a type for another age. Use: {codes}.")
            offered = ", ".join(choice.name for choice in state.choices[name])
            problems[COLUMNS.get(name, name)] = text.format(codes=offered)
    return state.answers, problems


def _is_whole(given: Any, taken: Any) -> bool:
    """Whether everything that was given was taken."""
    if isinstance(given, tuple | list):
        return set(given) <= set(taken or ())
    return given in (None, "") or given == taken
