"""What the file of releases says of its own tables, so that it can be read by itself."""

import json
from typing import Any

from dashboard.release.policy import Policy, Table


def described(policy: Policy) -> str:
    return json.dumps([_table(table) for table in policy.tables])


def _table(table: Table) -> dict[str, Any]:
    """Return what the file says of a table, with the words for its own codes, so that it can be read by itself."""
    found = {"name": table.name, "dims": table.dims, "sigma": table.spread, "floor": table.floor}
    if table.origin is None:
        return found
    origin = table.origin
    words = {dim: dict(labels) for dim, labels in origin.labels.items()}
    return found | {
        "area": origin.area,
        "module": origin.module,
        "label": origin.label,
        "definition": origin.definition,
        "note": origin.note,
        "source": origin.source,
        "labels": words,
    }
