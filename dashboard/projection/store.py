"""The projection: typed DuckDB relations made from the record, kept in a file or in memory, and the ways to ask them."""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import duckdb

from dashboard.forms import Form
from dashboard.projection import gate
from dashboard.projection.case_rows import ROWS, CaseRows, fetched
from dashboard.projection.follow import Follower
from dashboard.projection.lockdown import PAGE, Limits, ProjectionBusy, connect, limited
from dashboard.projection.relations import CORE, views
from dashboard.records import Records

BETWEEN = 0.005
"""Seconds in which another thread can take the lock: one that lets it go and takes it at once would keep it."""

__all__ = ["CaseRows", "Limits", "Projection", "ProjectionBusy", "Result"]


@dataclass(frozen=True)
class Result:
    """The names of the columns and the rows that a query returned."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Projection:
    """Typed relations that follow the record. Threads can share a Projection: each call has a cursor of its own."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        forms: Iterable[tuple[str, Form]],
        path: Path | None,
        limits: Limits = PAGE,
    ) -> None:
        self.path = path
        self._limits = limits
        self._connection = connection
        self._follower = Follower(connection, list(forms))
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path | None, forms: Iterable[tuple[str, Form]], *, limits: Limits = PAGE) -> Self:
        """Open a file, or memory where `path` is None.

        A damaged file is renamed to ".damaged" and made anew: everything in it comes from the record.

        Raises ProjectionBusy when another process has the file.
        """
        try:
            return cls(connect(path, limits), forms, path, limits)
        except duckdb.Error:
            if path is None:
                raise
            path.rename(path.with_suffix(".damaged"))
            return cls(connect(path, limits), forms, path, limits)

    @staticmethod
    def is_damaged(path: Path) -> bool:
        """Return whether a file cannot be read; raise ProjectionBusy when another process has it. Changes nothing."""
        try:
            connect(path, is_read_only=True).close()
        except duckdb.Error:
            return True
        return False

    def follow(self, records: Records) -> int:
        """Apply the changes of the record that the relations do not have yet; return how many there were."""
        applied = self.follow_saves(records)
        while self._follow_import(records):
            time.sleep(BETWEEN)
        return applied

    def follow_saves(self, records: Records) -> int:
        """Apply the changes but those of imports, which are put off until `follow`; return how many there were."""
        with self._lock:
            return self._follower.follow(records)

    def _follow_import(self, records: Records) -> bool:
        with self._lock:
            return self._follower.follow_imports(records)

    def rebuild(self, records: Records) -> None:
        """Make every relation anew from the record."""
        with self._lock:
            self._follower.rebuild(records)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run SQL of the product's own, which needs no gate; never SQL that a plugin wrote."""
        return self._connection.cursor().execute(sql, list(params)).fetchall()

    def columns(self, area: str, relation: str) -> tuple[str, ...]:
        """Return the columns of a relation, for a form those of its questions; () when there is no such relation."""
        if area == "core" and relation in CORE:
            return tuple(CORE[relation])
        known = self._follower.relations
        is_view = (area, relation) in views(known)
        form_relation = known.get((area, relation.partition("__")[0] if is_view else relation))
        if form_relation is None:
            return ()
        return ("position", *form_relation.columns) if form_relation.repeat else tuple(form_relation.columns)

    def gated(self, area: str, sql: str) -> str:
        """Return a plugin's SQL as the gate lets it through; raise SqlRefused for anything else.

        An area may read its own forms and the core's relations, and no other area's.
        """
        known = self._follower.relations
        own = {f"{owner}.{name}" for owner, name in (*known, *views(known)) if owner in (area, "core")}
        return gate.check(sql, own | {f"core.{name}" for name in CORE})

    @contextmanager
    def case_rows(
        self, area: str, sql: str, now: datetime, cases: str, params: Sequence[Any] = (), *, one: bool = False
    ) -> Iterator[CaseRows]:
        """Yield the rows of a plugin's SQL, once the SQL gate lets it through, each made from one case only.

        `cases` is SQL of the product's own with the `case_key` of each case that counts, `params` its parameters, and
        `now` what core.clock tells. With `one` a case has one row at most.

        Raises SqlRefused, TooSlow, and duckdb.Error for SQL that cannot run whatever the cases are.
        """
        gated = self.gated(area, sql)
        with closing(self._connection.cursor()) as cursor:
            yield CaseRows(cursor, gated, now, (cases, params), self._limits, one)

    def ask(self, statement: str, params: Sequence[Any] = (), *, most: int | None = ROWS) -> Result:
        """Run a statement made from SQL that passed the gate, read-only and with a time limit.

        Raises SqlRefused when it returns more than `most` rows.
        """
        cursor = self._connection.cursor()
        with limited(cursor, self._limits.seconds):
            cursor.execute(statement, list(params))
            names = tuple(column[0] for column in cursor.description or ())
            return Result(names, fetched(cursor, most))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
