"""Which rows of agencies' own files came in, and as which case.

A row is remembered by keyed hashes of the agency's reference and digests of the row and of each of its elements: the
reference itself may name a person. A row that came in again with other values is written again; the newest counts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, or_, select

from dashboard.contract import Case
from dashboard.records import consents, risk, submissions
from dashboard.records.cases import case_of
from dashboard.records.engine import Tx
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission
from dashboard.records.tables import cases, imports

BITE = 200
"""So many cases are read at once."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """A row that came in before: digests of it and of its elements (none of a row of an older version), and its case now.

    What is on record of the case beside its facts is read for a few at a time (`with_record`).
    """

    ref_hash: str
    folded_hash: str
    row_digest: str
    elements: Mapping[str, str] = field(default_factory=dict)
    case: Case
    consents: Mapping[str, str] = field(default_factory=dict)
    decisions: tuple[RiskDecision, ...] = ()
    entries: tuple[Submission, ...] = ()


def known_rows(tx: Tx, agency: str) -> dict[str, Known]:
    """Return the rows of an agency that came in before with their cases as they are now, by the hash of the reference."""
    digests = (imports.c.ref_hash, imports.c.folded_hash, imports.c.row_digest, imports.c.elements)
    query = select(*digests, cases).join(cases, cases.c.key == imports.c.case_key)
    rows = tx.execute(query.where(imports.c.agency == agency).order_by(imports.c.seq))
    newest = {row.ref_hash: row for row in rows}
    return {ref_hash: _known(row) for ref_hash, row in newest.items()}


def _known(row: Row[Any]) -> Known:
    values = row._mapping
    return Known(
        ref_hash=values["ref_hash"],
        folded_hash=values["folded_hash"],
        row_digest=values["row_digest"],
        elements=values["elements"],
        case=case_of(row),
    )


def with_record(tx: Tx, rows: Sequence[Known]) -> dict[str, Known]:
    """Return rows with what is on record of their cases, by the hash of the reference."""
    found: dict[str, Known] = {}
    for first in range(0, len(rows), BITE):  # or a statement had more parameters than it may have
        some = rows[first : first + BITE]
        keys = [row.case.key for row in some]
        agreed, sent, decided = consents.current(tx, keys), submissions.for_cases(tx, keys), risk.of_cases(tx, keys)
        for row in some:
            key = row.case.key
            decisions = tuple(each for each in decided if each.case_key == key)
            found[row.ref_hash] = replace(row, consents=agreed[key], entries=tuple(sent[key]), decisions=decisions)
    return found


def cases_of(tx: Tx, agency: str, ref_hash: str, folded_hash: str) -> list[str]:
    """Return the cases of an agency that came in under a reference; where none did, under one that is so when folded."""
    query = select(imports.c.ref_hash, imports.c.case_key).where(
        imports.c.agency == agency, or_(imports.c.ref_hash == ref_hash, imports.c.folded_hash == folded_hash)
    )
    rows = list(tx.execute(query.order_by(imports.c.seq)))
    same = [row.case_key for row in rows if row.ref_hash == ref_hash]
    return list(dict.fromkeys(same or [row.case_key for row in rows]))


def references(tx: Tx, agency: str, keys: Collection[str]) -> frozenset[str]:
    """Return the hashes of the references under which some of an agency's cases came in."""
    if not keys:
        return frozenset()
    rows = tx.execute(select(imports.c.ref_hash, imports.c.case_key).where(imports.c.agency == agency))
    return frozenset(row.ref_hash for row in rows if row.case_key in keys)


def came_in(tx: Tx, agency: str, since: int) -> set[str]:
    """Return the hashes of references, and those of their folded forms, that came in after the place `since` of `last`."""
    query = select(imports.c.ref_hash, imports.c.folded_hash)
    rows = tx.execute(query.where(imports.c.agency == agency, imports.c.seq > since))
    return {each for row in rows for each in row if each}


def add(
    tx: Tx,
    agency: str,
    ref_hash: str,
    row_digest: str,
    case_key: str,
    at: datetime,
    *,
    folded_hash: str = "",
) -> None:
    """Write that an entry opened a case; the rows of a file come in by the stage (records/staging.py)."""
    tx.execute(
        insert(imports).values(
            agency=agency,
            ref_hash=ref_hash,
            folded_hash=folded_hash,
            row_digest=row_digest,
            elements={},
            case_key=case_key,
            version=1,
            batch="",
            at=at,
        )
    )


def keys_between(tx: Tx, first: int, last: int) -> list[str]:
    """Return the cases of the rows that came in at these places, first and last included."""
    query = select(imports.c.case_key).where(imports.c.seq.between(first, last)).order_by(imports.c.seq)
    return list(dict.fromkeys(tx.execute(query).scalars()))
