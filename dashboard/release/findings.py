"""Which cells of a table can be a finding: one that means "none" or "not known" says nothing of survivors."""

from dashboard import codes
from dashboard.release.policy import Codes
from dashboard.release.released_table import ReleasedTable

NONE = frozenset({"none", "nothing", "not_applicable", "unknown", "not_said"})
"""Codes of tables of before version 2, whose file does not say which of its own codes mean none or not known."""


def is_finding(table: ReleasedTable, cell: Codes) -> bool:
    """Return whether a number of this cell may be told as a finding: no code of it means none or not known."""
    return all(_says_something(table, dim, code) for dim, code in zip(table.dims, cell, strict=True))


def _says_something(table: ReleasedTable, dim: str, code: str) -> bool:
    column = dim.rpartition(".")[2]
    if column in codes.lists() and code in codes.names(column):
        return codes.is_finding(column, code)
    return code not in (table.not_findings or NONE)
