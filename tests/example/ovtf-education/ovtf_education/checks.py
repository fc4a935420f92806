"""What a constraint cannot say: it sees one row of a repeat, never two."""

from collections.abc import Mapping
from typing import Any

TWICE = "This contact is written down twice: the same role on the same day. Change the day, or take one away."


def check(form: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return a problem for each contact that was written down before."""
    seen: set[tuple[Any, Any]] = set()
    found = {}
    for number, row in enumerate(answers.get("talks") or (), 1):
        contact = (row.get("role"), row.get("day"))
        if None not in contact and contact in seen:
            found[f"talks.{number}.day"] = TWICE
        seen.add(contact)
    return found if form == "contacts" else {}
