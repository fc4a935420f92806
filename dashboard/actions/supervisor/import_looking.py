"""Looking at a file before it is planned: a child process reads it, and nothing of it is kept."""

import base64
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.i18n import BAGHDAD
from dashboard.interchange.child import run
from dashboard.interchange.looking import Look
from dashboard.interchange.mapped import Fault


def look(context: Context, who: Principal, name: str, content: bytes, toml: str = "") -> Look:
    """Return what a file is and what is still open with a mapping; without one, with the shipped one that fits it.

    Raises ImportRefused when the file cannot be read.
    """
    context.require(who, Permission.import_cases)
    return look_at(name, content, toml, context.now().astimezone(BAGHDAD).date().isoformat())


def look_at(name: str, content: bytes, toml: str, day: str) -> Look:
    """Look at a file without a workspace, as the command line does."""
    return Look.from_json(_run("look", name, content, mapping=toml, today=day))


def values(context: Context, who: Principal, name: str, content: bytes, column: str) -> tuple[str, ...]:
    """Return the different values of a column of few values, for the page alone; () where they are not to be shown."""
    context.require(who, Permission.import_cases)
    return tuple(_run("values", name, content, column=column)["values"])


def bad_rows(context: Context, who: Principal, name: str, content: bytes, toml: str, faults: Iterable[Fault]) -> bytes:
    """Return the rows of a file that have a fault, as a workbook with a column "why"."""
    told = [asdict(fault) for fault in faults]
    answer = _run("bad_rows", name, content, mapping=toml, faults=told)
    rows = len({(fault["sheet"], fault["row"]) for fault in told if fault["row"]})
    context.audit_only(who, Permission.import_cases, "import.left_out", "", rows=rows)
    return base64.b64decode(answer["file"])


def _run(job: str, name: str, content: bytes, **request: Any) -> dict[str, Any]:
    return run(job, {"name": name, "content": content, **request})
