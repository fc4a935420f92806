"""The rows of a dataset, made case by case: what fails or takes too long in one case decides about no other.

A statement about all cases at once would tell, by failing or by its time, whether one of them fulfils a condition, as
often as somebody likes and without a noise. So when a statement fails, the cases are copied apart in blocks, and a block
that fails is halved until the ones that fail are alone; these have no row.

The time of a statement never shrinks with its cases: SQL that takes a second for any of them would pass for all and fail
for a half, and one case's error would be everybody's. What is not the SQL's fault (a full disk) stops everything: else a
wrong table would look like a right one.
"""

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import duckdb

from dashboard.errors import MachineFault, SqlRefused, TooSlow
from dashboard.projection import case_local
from dashboard.projection.lockdown import Limits, limited

ROWS = 5000
"""Rows that a live figure made from a plugin's SQL may come to; the largest of the shipped areas has a few hundred. A
figure counts cases, it does not list them."""
BLOCK = 2000
"""Cases that are copied apart together after a statement about all of them failed."""
AT_ONCE, HALVED, ALONE = 0.25, 0.5, 1.0
"""Parts of `Limits.alone` for a statement about all cases, about a block or any half of it, and about one case: what
passes with more cases has twice the time with fewer. The shipped datasets take 3 microseconds a case."""


class CaseRows:
    """One dataset's rows over some cases, in the temporary table `name` of a cursor of its own.

    `columns` are the types by column, `case_key` first; `failed` is how many cases have no row because the SQL failed
    for them. `cases` is SQL of the product's own with the keys of the cases; `one` keeps one row a case, the first in
    the order of its columns.
    """

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        gated: str,
        now: datetime,
        cases: tuple[str, Sequence[Any]],
        limits: Limits,
        one: bool,
    ) -> None:
        # Names that the area's SQL cannot guess: it could read the keys and copies of other cases by them.
        self.name = f"rows_{secrets.token_hex(8)}"
        self.failed = 0
        self._cursor, self._gated, self._now, self._limits, self._one = cursor, gated, now, limits, one
        self._until = time.monotonic() + limits.seconds
        keys = f"SELECT row_number() OVER (ORDER BY case_key) AS n, case_key FROM ({cases[0]})"
        with _our_own():
            cursor.execute(f"CREATE TEMP TABLE {self.name}_keys AS {keys}", list(cases[1]))
            count = cursor.execute(f"SELECT count(*) FROM {self.name}_keys").fetchall()[0][0]
        self._make(count)
        self.columns = {row[0]: row[1] for row in cursor.execute(f"DESCRIBE {self.name}").fetchall()}

    def ask(self, statement: str, params: Sequence[Any] = (), *, most: int | None = ROWS) -> list[tuple[Any, ...]]:
        """Run a statement of the product's own over the table `name`, within the limit on time.

        Raises SqlRefused when it returns more than `most` rows.
        """
        with limited(self._cursor, self._limits.seconds):
            return fetched(self._cursor.execute(statement, list(params)), most)

    def _make(self, cases: int) -> None:
        """Make the table from all cases at once, and only when that fails from fewer and fewer."""
        create = f"CREATE OR REPLACE TEMP TABLE {self.name} AS"
        if self._ends(f"{create} {self._select(1, cases, copied=False)}", AT_ONCE) and (
            not self._one or self._is_once()
        ):
            return
        # Over no case at all: what fails here fails whatever the cases are, and is the SQL's own fault.
        self._run(f"{create} {self._select(1, 0, copied=False)}", self._limits.seconds)
        for first in range(1, cases + 1, BLOCK):
            self._fill(first, min(first + BLOCK - 1, cases))

    def _is_once(self) -> bool:
        """Whether every case has one row at most. To sort for the first of two takes as long as to make the rows."""
        counts = f"SELECT count(*) = count(DISTINCT case_key) FROM {self.name}"
        with _our_own():
            return bool(self._cursor.execute(counts).fetchall()[0][0])

    def _fill(self, first: int, last: int) -> None:
        """Add the rows of the cases with these numbers, halving them for as long as the statement fails."""
        self._copy(first, last)
        insert = f"INSERT INTO {self.name} {self._select(first, last, copied=True)}"
        if self._ends(insert, ALONE if first == last else HALVED):
            return
        if first == last:
            self.failed += 1
            return
        middle = (first + last) // 2
        self._fill(first, middle)
        self._fill(middle + 1, last)

    def _ends(self, statement: str, part: float) -> bool:
        """Run a statement with the area's SQL in it, for a part of the time of a case alone; return whether it ended well."""
        left = max(self._until - time.monotonic(), 0.1)
        try:
            self._run(
                statement, left if self._limits.alone is None else min(self._limits.alone * part, self._limits.seconds)
            )
        except (duckdb.Error, TooSlow) as error:
            if self._gives_up(error):
                raise
            self._probe()
            return False
        return True

    def _gives_up(self, error: Exception) -> bool:
        """Whether a page stops here: it does not wait, and its cases are one agency's, who sees each of them anyway."""
        return self._limits.alone is None and (isinstance(error, TooSlow) or time.monotonic() > self._until)

    def _run(self, statement: str, seconds: float) -> None:
        """Run a statement with the area's SQL in it; raise MachineFault when a file cannot be written or read."""
        try:
            with limited(self._cursor, seconds):
                self._cursor.execute(statement)
        except duckdb.IOException:
            raise _fault() from None

    def _probe(self) -> None:
        """Raise MachineFault when not even this runs any more, whatever the area's SQL is: then the failure is not its own."""
        with _our_own():
            for relation in case_local.relations(self._gated):
                self._cursor.execute(f"SELECT * FROM {_quoted(relation)} WHERE FALSE")
            self._cursor.execute(
                f"CREATE OR REPLACE TEMP TABLE {self.name}_probe AS SELECT n FROM range(10000) AS r(n)"
            )

    def _copy(self, first: int, last: int) -> None:
        """Copy the rows of these cases apart, so that DuckDB cannot come upon any other case's, in whatever order it works."""
        keys = f"SELECT case_key FROM {self.name}_keys WHERE n BETWEEN {first} AND {last}"
        for relation in case_local.relations(self._gated):
            query = f"SELECT * FROM {_quoted(relation)} WHERE case_key IN ({keys})"
            with _our_own():
                self._cursor.execute(f"CREATE OR REPLACE TEMP TABLE {self._copied(relation)} AS {query}")

    def _copied(self, relation: str) -> str:
        return _quoted(f"{self.name} {relation}", whole=True)

    def _select(self, first: int, last: int, *, copied: bool) -> str:
        """Return the statement that makes the rows of the cases with these numbers, each from its own case."""
        case = f"{self.name}_case"
        own = case_local.case_local(self._gated, self._now, case, self._copied if copied else _quoted)
        keys = f"SELECT case_key FROM {self.name}_keys WHERE n BETWEEN {first} AND {last}"
        made = (
            f"SELECT {case}.case_key, made.* EXCLUDE (case_key) FROM ({keys}) AS {case}, LATERAL ({own}) AS made "
            f"WHERE CAST(made.case_key AS VARCHAR) = {case}.case_key"
        )
        return f"SELECT DISTINCT ON (case_key) * FROM ({made}) ORDER BY ALL" if self._one and copied else made


@contextmanager
def _our_own() -> Iterator[None]:
    """Run SQL of the product's own: what fails in it is a fault of the machine, never of an area."""
    try:
        yield
    except duckdb.Error:
        raise _fault() from None


def _fault() -> MachineFault:
    return MachineFault(
        "There is too little memory or room on the disk to look at the cases. Free some space, then try again."
    )


def fetched(cursor: duckdb.DuckDBPyConnection, most: int | None) -> list[tuple[Any, ...]]:
    """Return the rows of a cursor; raise SqlRefused when there are more than `most`."""
    rows = cursor.fetchall() if most is None else cursor.fetchmany(most + 1)
    if most is not None and len(rows) > most:
        raise SqlRefused(f"The SQL came to more than {most} rows. A figure counts; it does not list.")
    return rows


def _quoted(relation: str, *, whole: bool = False) -> str:
    """Return a relation's name as SQL needs it; `whole` is one name, else schema and name."""
    names = [relation] if whole else relation.split(".")
    return ".".join(f'"{name}"' for name in names)
