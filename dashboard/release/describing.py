"""What the file of releases says of its own tables, so that it can be read by itself."""

import json
from typing import Any

from dashboard.release.adjusting import Accuracy, accuracy
from dashboard.release.policy import Policy, Table


def described(policy: Policy) -> str:
    """Return the tables of a policy as JSON, a list of one object for each table."""
    exact = accuracy(policy)
    return json.dumps([_table(table, exact[table.name]) | regions_of(table, policy) for table in policy.tables])


def regions_of(table: Table, policy: Policy) -> dict[str, Any]:
    """Return the regions that a table counts by, with their words: the list may be another one for the next release."""
    coarser = {dim: dict(policy.coarser[dim]) for dim in table.dims if dim in policy.coarser}
    return {"coarser": coarser, "labels": {dim: dict(table.labels[dim]) for dim in table.labels}} if coarser else {}


def _table(table: Table, exact: Accuracy) -> dict[str, Any]:
    """Return what the file says of a table, with the words of its area, so that it can be read without the plugin.

    The words of core tables without a dataset are left out, because they come with the product (core_menu.py): they
    were in no file so far, and the digest of a release covers what its file says.
    """
    shape = {
        "name": table.name,
        "dims": table.dims,
        "sigma": table.spread,
        "floor": exact.floor,
        "deviation": exact.deviation,
        "under": exact.under,
    }
    if table.origin is None:
        return shape
    return shape | {
        "area": table.origin.area,
        "module": table.origin.module,
        "label": table.label,
        "definition": table.definition,
        "note": table.note,
        "source": table.source,
        "not_findings": table.not_findings,
        "labels": {dim: dict(labels) for dim, labels in table.labels.items()},
    }
