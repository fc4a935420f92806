"""Plans of an import made from rows that are there already, without a file and without a child process."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor.import_planning import plan_prepared
from dashboard.actions.supervisor.import_taking import SECRET
from dashboard.interchange.checking import Incoming, check
from dashboard.interchange.mapped import MappedRow

VALUES: dict[str, Any] = {
    "report_date": date(2026, 11, 2),
    "governorate": "IQ-AR",
    "age": 24,
    "gender": "female",
    "disability": "no",
    "displacement": "resident",
    "violence_types": ("sexual_extortion",),
    "platforms": ("instagram",),
    "consent_services": "yes",
    "consent_reporting": "yes",
    "reported_elsewhere": "no",
}


def row(number: int, entries: Any = None, **values: Any) -> MappedRow:
    """Return a row of a file with this number and the reference "R-number"."""
    return MappedRow("", number, f"R-{number}", VALUES | values, entries or {})


def planned(context: Context, who: Principal, rows: Iterable[MappedRow]) -> str:
    """Plan rows and return the plan's id."""
    secret, agency = context.workspace.secret(SECRET), who.agency or ""
    checked = [check(each, agency=agency, secret=secret, now=context.now()) for each in rows]
    prepared = {
        "incoming": [each.to_json() for each in checked if isinstance(each, Incoming)],
        "faults": [asdict(fault) for each in checked if not isinstance(each, Incoming) for fault in each],
        "read": len(checked),
        "left_out": {},
        "dropped": [],
        "notes": [],
    }
    return plan_prepared(context, who, prepared, mapping="template", mapping_toml="", file_digest="").id
