"""A finding says what kind of thing stands where; it never holds the text, so it may be shown and logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["phone", "email", "link", "handle", "number", "birth_date", "name", "place"]


@dataclass(frozen=True)
class Finding:
    """Characters `start` to `end` of a text look like `kind`; `certain` is False where a person must judge."""

    kind: Kind
    certain: bool
    start: int
    end: int


def strongest(found: Iterable[Finding]) -> list[Finding]:
    """Return findings that do not overlap, in reading order: the certain ones first, then the longest.

    Of two that are equal the first given stays, so a phone number that is also a long number is called a phone number.
    """
    ranked = sorted(found, key=lambda each: (not each.certain, each.start - each.end))
    taken = bytearray(max((each.end for each in ranked), default=0))
    kept = []
    for each in ranked:
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)
