"""What an agency with a server of its own adds to a release: true counts of cells, and nothing of a case.

It counts all tables that any release may have, so that its file tells by its length neither the menu nor a number. The counts
are in memory only: of the process in which the agency makes its file, and of the one in which the task force builds.
"""

import hashlib
import json
import struct
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.policy import Codes, Policy, Table
from dashboard.release.sums import cells
from dashboard.release.tabulate import TrueCounts

MOST = 1_000_000
"""No agency has more cases in a period: what is larger is no count."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a file says of itself before anybody opens it: whose, of which quarters, of which menu, made when (UTC, ISO).

    `backlog` is its supervisor's word that cases of earlier months were entered in the period.
    """

    agency: str
    quarters: tuple[str, ...]
    menu: str
    made_at: str
    backlog: bool = False


def version(policy: Policy) -> str:
    """Return what stands for a menu: another table, code or SQL gives another one. Noise and words do not count."""
    shapes = {table.name: shape(table, policy) for table in policy.tables}
    return hashlib.sha256(json.dumps(shapes, sort_keys=True).encode()).hexdigest()


def shape(table: Table, policy: Policy) -> list[object]:
    """Return all that decides in which cell of a table a case is counted."""
    origin = table.origin
    own = [origin.area, origin.sql, origin.otherwise, dict(origin.columns)] if origin else []
    codes = [[dim, list(policy.domains[dim]), dict(policy.coarser.get(dim, {}))] for dim in table.dims]
    return [codes, own]


def packed(counts: TrueCounts, policy: Policy) -> bytes:
    """Return all cells of a menu in their order, empty ones too, each as long as any other."""
    numbers = [counts[table.name].get(codes, 0) for table, codes in cells(policy)]
    return struct.pack(f">{len(numbers)}i", *numbers)


def unpacked(content: bytes, policy: Policy) -> TrueCounts:
    """Return the counts of a file; raise ReleaseError for what no cases can come to. The sentence says no number."""
    every = cells(policy)
    if len(content) != struct.calcsize(f">{len(every)}i"):
        raise ReleaseError(_("It does not hold the cells of this menu."))
    numbers = struct.unpack(f">{len(every)}i", content)
    if min(numbers) < 0 or max(numbers) > MOST:
        raise ReleaseError(_("It holds what no number of cases can be."))
    counts: dict[str, dict[Codes, int]] = {table.name: {} for table in policy.tables}
    for (table, codes), number in zip(every, numbers, strict=True):
        if number:
            counts[table.name][codes] = number
    # A case is in exactly one cell of each table; one that is in more would take more of its budget than it has.
    if len({sum(of_table.values()) for of_table in counts.values()}) > 1:
        raise ReleaseError(_("Its tables do not count the same cases: their sums differ."))
    return counts


def added(own: TrueCounts, others: Iterable[TrueCounts], policy: Policy) -> TrueCounts:
    """Return the true counts of a menu with those of agencies on their own servers."""
    total: dict[str, Counter[Codes]] = {table.name: Counter(own[table.name]) for table in policy.tables}
    for contribution in others:
        for name, of_table in total.items():
            of_table.update(contribution[name])
    return total


def check_same(policy: Policy, widest: Policy) -> None:
    """Raise ReleaseError when a release has a table that contributions count in another way, or not at all."""
    known: Mapping[str, Table] = {table.name: table for table in widest.tables}
    for table in policy.tables:
        if table.name not in known or shape(table, policy) != shape(known[table.name], widest):
            raise ReleaseError(
                _(
                    "Table {name} is not what agencies on their own servers have counted. Nothing was built: ask them for new "
                    "contributions, by the menu of today."
                ).format(name=repr(table.name))
            )
