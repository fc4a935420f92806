"""Which of two things on record was written later: the order of writing says so, a clock that was set back does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Protocol, TypeVar


class Written(Protocol):
    """Something on record: `at` (aware UTC) is what the clock said, `number` its place in the order of writing.

    Entries are numbered as they are written. What decided in an entry has its number, and what was written between
    two entries one between theirs. 0 is not known: a row of before places were kept, or an example in a test.
    """

    @property
    def at(self) -> datetime: ...
    @property
    def number(self) -> int: ...


Thing = TypeVar("Thing", bound=Written)


@dataclass(frozen=True)
class Place:
    """When something was written (aware UTC), and its place in the order of writing."""

    at: datetime
    number: int = 0

    def is_after(self, other: Written) -> bool:
        """Whether this was written after `other`, such as an entry."""
        return is_after(self, other)


def is_after(one: Written, other: Written) -> bool:
    """Whether `one` was written after `other`; by time only where a place is not known, or the same.

    Two with the same time were written together, such as the rows of an import: neither is after the other.
    """
    if one.at == other.at or one.number == other.number or not (one.number and other.number):
        return one.at > other.at
    return one.number > other.number


def newest(written: Iterable[Thing]) -> Thing | None:
    """Return what was written last; of several that were written together the first, and None of nothing."""
    ordered = list(written)
    return reduce(lambda last, next_one: next_one if is_after(next_one, last) else last, ordered) if ordered else None
