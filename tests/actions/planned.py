"""Plans of an import made from rows that are there already, without a file and without a child process."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor.import_planning import keep
from dashboard.actions.supervisor.import_taking import SECRET, calendar
from dashboard.interchange.checking import Incoming, check
from dashboard.interchange.mapped import MappedRow
from dashboard.interchange.planning import plan
from dashboard.records import imports
from dashboard.records.staging import PlannedRow

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
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


def planned(context: Context, who: Principal, rows: Iterable[MappedRow], mapping: str = "template") -> str:
    """Plan rows and return the plan's id."""
    secret, agency = context.workspace.secret(SECRET), who.agency or ""
    checked = [check(each, agency=agency, secret=secret, now=context.now()) for each in rows]
    good = [each for each in checked if isinstance(each, Incoming)]
    faults = [fault for each in checked if not isinstance(each, Incoming) for fault in each]
    with context.read(who, Permission.import_cases) as tx:
        known, quarters = imports.known_rows(tx, agency), calendar(tx)
    made = plan(good, known, quarters, context.now(), secret=secret, faults=faults)
    kinds = {each.ref_hash: each.kind for each in made.rows if each.kind != "same"}
    waiting = [
        PlannedRow(kind=kinds[each.ref_hash], ref_hash=each.ref_hash, incoming=each.to_json())
        for each in good
        if each.ref_hash in kinds
    ]
    return keep(context, who, waiting, made.to_json(), mapping=mapping).id
