"""The rows of a dataset, made case by case: what fails or takes too long in one case decides about no other.

A statement about all cases at once would tell, by failing or by its time, whether one of them fulfils a condition, as
often as somebody likes and without a noise. So when a statement fails, its cases are halved and copied apart, until the
ones that fail are alone; these have no row.
"""

import secrets
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import duckdb

from dashboard.errors import SqlRefused, TooSlow
from dashboard.projection import case_local
from dashboard.projection.lockdown import Limits, limited

ROWS = 5000
"""Rows that a live figure made from a plugin's SQL may come to; the largest of the shipped areas has a few hundred. A
figure counts cases, it does not list them."""
EACH = 0.001
"""Seconds that a statement gets for each of its cases beside `Limits.alone`; the shipped datasets take 3 microseconds."""


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
        cursor.execute(f"CREATE TEMP TABLE {self.name}_keys AS {keys}", list(cases[1]))
        self._make(cursor.execute(f"SELECT count(*) FROM {self.name}_keys").fetchall()[0][0])
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
        try:
            self._run(f"{create} {self._select(1, cases, copied=False)}", cases)
            if not self._one or self._is_once():
                return
        except (duckdb.Error, TooSlow) as error:
            if self._gives_up(error):
                raise
        # Over no case at all: what fails here fails whatever the cases are, and is the SQL's own fault.
        self._run(f"{create} {self._select(1, 0, copied=False)}", 0)
        self._fill(1, cases)

    def _is_once(self) -> bool:
        """Whether every case has one row at most. To sort for the first of two takes as long as to make the rows."""
        counts = f"SELECT count(*) = count(DISTINCT case_key) FROM {self.name}"
        return bool(self._cursor.execute(counts).fetchall()[0][0])

    def _fill(self, first: int, last: int) -> None:
        """Add the rows of the cases with these numbers, halving them for as long as the statement fails."""
        if first > last:
            return
        try:
            self._copy(first, last)
            self._run(f"INSERT INTO {self.name} {self._select(first, last, copied=True)}", last - first + 1)
        except (duckdb.Error, TooSlow) as error:
            if self._gives_up(error):
                raise
            if first == last:
                self.failed += 1
                return
            middle = (first + last) // 2
            self._fill(first, middle)
            self._fill(middle + 1, last)

    def _gives_up(self, error: Exception) -> bool:
        """Whether a page stops here: it does not wait, and its cases are one agency's, who sees each of them anyway."""
        return self._limits.alone is None and (isinstance(error, TooSlow) or time.monotonic() > self._until)

    def _run(self, statement: str, cases: int) -> None:
        """Run a statement with the area's SQL in it, with as much time as so many cases may take."""
        with limited(self._cursor, self._seconds(cases)):
            self._cursor.execute(statement)

    def _seconds(self, cases: int) -> float:
        if self._limits.alone is None:
            return max(self._until - time.monotonic(), 0.1)
        return min(self._limits.alone + EACH * cases, self._limits.seconds)

    def _copy(self, first: int, last: int) -> None:
        """Copy the rows of these cases apart, so that DuckDB cannot come upon any other case's, in whatever order it works."""
        keys = f"SELECT case_key FROM {self.name}_keys WHERE n BETWEEN {first} AND {last}"
        for relation in case_local.relations(self._gated):
            query = f"SELECT * FROM {_quoted(relation)} WHERE case_key IN ({keys})"
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
