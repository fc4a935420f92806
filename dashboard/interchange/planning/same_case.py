"""Rows that may be one case: a reference that is there twice or differs in writing only, and likely twins."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from dashboard.contract import Case
from dashboard.i18n import gettext as _
from dashboard.interchange.checking import Incoming
from dashboard.interchange.mapped import Fault
from dashboard.interchange.places import place
from dashboard.interchange.planning.beside import Before
from dashboard.interchange.planning.plan import Twins

MOST_LIKE = 20
"""How many rows are named that one is like: 20,000 that are all like each other would fill the memory."""
TwinKey = tuple[str, str, str, tuple[str, ...]]


def repeated(rows: Sequence[Incoming]) -> tuple[Fault, ...]:
    """Return a fault for each row whose reference another row of the file has too."""
    by_reference = defaultdict[str, list[Incoming]](list)
    for row in rows:
        by_reference[row.ref_hash].append(row)
    return tuple(
        Fault(row.number, "record_ref", _same(row, next(o for o in same if o is not row)), row.sheet)
        for same in by_reference.values()
        if len(same) > 1
        for row in same
    )


def _same(row: Incoming, other: Incoming) -> str:
    if row.sheet == other.sheet:
        return _("is the same as in row {n}. Each case has its own.").format(n=other.number)
    text = _("is the same as in {sheet}, row {n}. Each case has its own.")
    return text.format(sheet=place(other.sheet), n=other.number)


def alike(rows: Sequence[Incoming], known: Mapping[str, Before]) -> dict[str, tuple[int, ...]]:
    """Return, by reference, the rows of the file whose reference differs from it in writing only.

    It is there without rows when the other one came in with an earlier file.
    """
    by_folded = defaultdict[str, dict[str, int]](dict)
    for row in rows:
        by_folded[row.folded_hash][row.ref_hash] = row.number
    before = {each.folded_hash: each.ref_hash for each in known.values() if each.folded_hash}
    found: dict[str, tuple[int, ...]] = {}
    for folded, numbers in by_folded.items():
        for ref_hash in numbers:
            came_in_otherwise = ref_hash not in known and folded in before
            if len(numbers) > 1 or came_in_otherwise:
                others = (number for other, number in numbers.items() if other != ref_hash)
                found[ref_hash] = tuple(islice(others, MOST_LIKE))
    return found


def twins(new: Iterable[Incoming], cases: Iterable[Case]) -> list[Twins]:
    """Return rows that look like the same case as another row, or as a case that is there."""
    rows = defaultdict[TwinKey, list[int]](list)
    for row in new:
        values = row.values
        key = (str(values["report_date"])[:7], values["governorate"], values["age_band"], _sorted(values))
        rows[key].append(row.number)
    there = defaultdict[TwinKey, list[str]](list)
    for case in cases:
        key = (str(case.report_date)[:7], case.governorate, case.age_band, tuple(sorted(case.violence_types)))
        there[key].append(case.key)
    found = ((numbers, there.get(key, [])) for key, numbers in rows.items())
    return [Twins(tuple(numbers), tuple(keys)) for numbers, keys in found if keys or len(numbers) > 1]


def _sorted(values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted(values["violence_types"]))
