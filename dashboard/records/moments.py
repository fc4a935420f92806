"""Times in the record: aware UTC in Python, ISO text in SQLite, timestamptz in PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Float, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """A column of times with a time zone; a time without one is a programming error and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        column_type = String(32) if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(column_type)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time cannot be recorded")
        utc = value.astimezone(UTC)
        # Always with microseconds: texts of one length sort and compare as the times do.
        return utc.isoformat(timespec="microseconds") if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


class hours(FunctionElement[float]):
    """A time as a number of hours, to sort and compare deadlines inside the database.

    SQLite and PostgreSQL count from different days: compare `hours` with other `hours` only, never with a number.
    """

    type = Float()
    inherit_cache = True


@compiles(hours)
def _hours(element: hours, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **kwargs)}) / 3600)"


@compiles(hours, "sqlite")
def _hours_sqlite(element: hours, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"(julianday({compiler.process(element.clauses, **kwargs)}) * 24)"
