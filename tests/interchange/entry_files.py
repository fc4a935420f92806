"""Entries as files, written by hand: for tests of what comes in, where filling in with an engine would take too long."""

import csv
import io
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from dashboard.casework.standalone import number
from tests.actions.filled import NEED, RISK
from tests.conftest import INTAKE

Entry = Mapping[str, Any]


def ago(**time: float) -> datetime:
    return datetime.now(UTC) - timedelta(**time)


def soon() -> datetime:
    """A moment that is after all that a test has written, and that a telephone's clock may show."""
    return datetime.now(UTC) + timedelta(minutes=1)


def entry(reference: str, answers: Mapping[str, Any], *, at: datetime | None = None, **more: Any) -> dict[str, Any]:
    """Return one entry: its columns by name."""
    own = {"case_reference": reference, "filled_in_at": (at or soon()).isoformat(), "_uuid": str(uuid4())}
    return own | dict(answers) | more


def file(*entries: Entry, form: str = "", version: str = "1") -> dict[str, bytes]:
    """Return entries as one CSV by its name; with `form` ("core.need") they say which form they are of."""
    if form:
        told = f"{number(*form.split('.'))}.{version}"
        entries = tuple({**each, "form_version": told} for each in entries)
    head = list(dict.fromkeys(column for each in entries for column in each))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_text(each.get(column)) for column in head] for each in entries)
    return {"entries.csv": out.getvalue().encode()}


def _text(value: Any) -> str:
    return " ".join(value) if isinstance(value, tuple | list) else str("" if value is None else value)


def needs(key: str, **more: Any) -> dict[str, bytes]:
    return file(entry(key, NEED | {"need_date": datetime.now(UTC).date()} | more))


def intake(reference: str, **more: Any) -> dict[str, Any]:
    return entry(reference, INTAKE | more)


def risk(reference: str, *, at: datetime | None = None, **more: Any) -> dict[str, Any]:
    return entry(reference, RISK | {"stream": "tfgbv", "child_material": "no"} | more, at=at)
