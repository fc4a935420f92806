"""What expressions come to, as answers, and the time that they see."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from dashboard.forms.functions import EPOCH, NOW
from dashboard.forms.values import Question


@contextmanager
def at(now: datetime) -> Iterator[None]:
    """Let today() and now() of every expression be this time, until the block ends."""
    token = NOW.set(now)
    try:
        yield
    finally:
        NOW.reset(token)


def computed(value: Any) -> str | None:
    """Return what a calculation comes to, as it is kept; None for nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, list):
        value = value[0].text if value else ""
    return str(value) or None


def as_answer(question: Question, value: Any) -> Any:
    """Turn a computed default into what the question takes: a day number into a date."""
    if isinstance(value, float) and question.kind in ("date", "datetime"):
        day = date.fromordinal(EPOCH.toordinal() + int(value))
        return day if question.kind == "date" else NOW.get()
    return computed(value) if isinstance(value, float) else value
