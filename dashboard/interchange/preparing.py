"""Preparing an import, in a process of its own: rows are mapped and checked, and references leave it only as hashes."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from dashboard.i18n import BAGHDAD
from dashboard.interchange.checking import Incoming, check
from dashboard.interchange.mapped import told
from dashboard.interchange.mapping import FileMapping, apply
from dashboard.interchange.source import Source


def prepare(source: Source, mapping: str, *, agency: str, secret: bytes, now: datetime) -> dict[str, Any]:
    """Return as JSON what can come in, what is wrong, what was left out, and what to know.

    `mapping` is TOML, `kind` in the answer what it says of itself.
    """
    meant = FileMapping.from_toml(mapping)
    mapped = apply(meant, source, today=now.astimezone(BAGHDAD).date())
    checked = [check(row, agency=agency, secret=secret, now=now) for row in mapped.rows]
    faults = [*mapped.faults, *(fault for each in checked if not isinstance(each, Incoming) for fault in each)]
    return {
        "kind": meant.kind,
        "incoming": [each.to_json() for each in checked if isinstance(each, Incoming)],
        "faults": [asdict(fault) for fault in told(faults)],
        "read": mapped.read,
        "left_out": dict(mapped.left_out),
        "dropped": list(mapped.dropped),
        "notes": list(mapped.notes),
    }
