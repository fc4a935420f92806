"""What is true of a release's tables by definition: which cells add up to which. From the public policy alone.

Every table counts all cases, so each comes to the total; a crossed table comes to the tables by one of its dimensions;
a table by governorate to the table by region. No case is read here.
"""

from collections.abc import Iterable, Mapping
from itertools import product

from dashboard.release.dimensions import COARSER
from dashboard.release.policy import Codes, Policy, Table

Meaning = str | tuple[str, ...]
"""What a dimension stands for. Two tables of an area that count by the same column of the same SQL share a dimension,
although each has a name of its own for it."""
Sum = tuple[list[int], list[int]]
"""(parts, whole): places of cells in `cells`; both count the same cases."""
Reading = Mapping[Meaning, tuple[int, Mapping[str, str]]]
"""How a table is read by a dimension: at which place of its codes, and which code each of them belongs to."""


def grid(table: Table, policy: Policy) -> list[Codes]:
    """Return all cells of a table, from the public code lists and never from the codes that cases have."""
    return list(product(*(policy.domains[dim] for dim in table.dims)))


def cells(policy: Policy) -> list[tuple[Table, Codes]]:
    """Return all cells of all tables, in the order in which they are adjusted."""
    return [(table, codes) for table in policy.tables for codes in grid(table, policy)]


def sums(policy: Policy) -> list[Sum]:
    """Return which cells count the same cases as which others, whatever the cases are.

    Tables are compared by all that two of them can have in common: nothing (all cases), one dimension, or all
    dimensions of a table. Some sums follow from others; that does no harm.
    """
    readings = {table.name: _reading(table, policy) for table in policy.tables}
    places = _places(policy)
    return [
        (other.get(codes, []), whole.get(codes, []))
        for common in _common(policy)
        for whole, other in _pairs(
            _margin(places[name], reading, common)
            for name, reading in readings.items()
            if reading.keys() >= set(common)
        )
        for codes in sorted(whole.keys() | other.keys())
    ]


def _pairs(margins: Iterable[Mapping[Codes, list[int]]]) -> list[tuple[Mapping[Codes, list[int]], ...]]:
    """Return the table with the fewest cells together with each of the others."""
    whole, *others = sorted(margins, key=lambda margin: sum(map(len, margin.values())))
    return [(whole, other) for other in others]


def _places(policy: Policy) -> dict[str, dict[Codes, int]]:
    """Return for each table the place of each of its cells among all."""
    places: dict[str, dict[Codes, int]] = {table.name: {} for table in policy.tables}
    for place, (table, codes) in enumerate(cells(policy)):
        places[table.name][codes] = place
    return places


def _common(policy: Policy) -> list[tuple[Meaning, ...]]:
    """Return all that two tables may have in common; always in one order, so that the same key makes the same file."""
    shapes = [tuple(_meaning(table, dim, policy) for dim in table.dims) for table in policy.tables]
    single = [(meaning,) for shape in shapes for meaning in shape]
    return list(dict.fromkeys(tuple(sorted(shape, key=repr)) for shape in [(), *single, *shapes]))


def _meaning(table: Table, dim: str, policy: Policy) -> Meaning:
    """Return what a dimension of a table stands for: its name, or for a column of a dataset all that decides its codes."""
    origin = table.origin
    if origin is None or dim not in origin.columns:
        return dim
    return (origin.area, origin.sql, origin.columns[dim], origin.otherwise, *sorted(policy.domains[dim]))


def _reading(table: Table, policy: Policy) -> Reading:
    """Return by what a table can be read: by its dimensions, and by coarser ones of which they are the parts."""
    reading: dict[Meaning, tuple[int, Mapping[str, str]]] = {}
    for place, dim in enumerate(table.dims):
        meaning = _meaning(table, dim, policy)
        reading[meaning] = place, {code: code for code in policy.domains[dim]}
        for coarse, groups in _groupings(meaning, policy.domains[dim], policy):
            reading.setdefault(coarse, (place, groups))
    return reading


def _groupings(fine: Meaning, codes: Iterable[str], policy: Policy) -> Iterable[tuple[Meaning, Mapping[str, str]]]:
    """Yield the dimensions that group the codes of a finer one, each with the group of each code.

    Both have to be read from the same column: two areas, or two columns of one dataset, may have the same codes and mean
    something else by them. A sum that is not true would bend the numbers of every table.
    """
    for table in policy.tables:
        for dim in table.dims:
            coarse, groups = _meaning(table, dim, policy), policy.coarser.get(dim, {})
            if groups.keys() == set(codes) and _same_column(fine, coarse, groups):
                yield coarse, groups


def _same_column(fine: Meaning, coarse: Meaning, groups: Mapping[str, str]) -> bool:
    """Whether two dimensions are read from one column, and a case without a listed code is in the same group in both."""
    if isinstance(fine, str) or isinstance(coarse, str):
        return isinstance(coarse, str) and COARSER.get(coarse) == fine
    return fine[:3] == coarse[:3] and groups[fine[3]] == coarse[3]  # area, SQL, column; then `otherwise`


def _margin(places: Mapping[Codes, int], reading: Reading, common: tuple[Meaning, ...]) -> dict[Codes, list[int]]:
    """Return the places of a table's cells by their codes in what it has in common with others."""
    margin: dict[Codes, list[int]] = {}
    axes = [reading[meaning] for meaning in common]
    for codes, place in places.items():
        margin.setdefault(tuple(groups[codes[axis]] for axis, groups in axes), []).append(place)
    return margin
