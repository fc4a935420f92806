"""The release job: closes a period and publishes it once."""

import hashlib
import json
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.ledger import Entry, add, only_builder
from dashboard.release.periods import Period
from dashboard.release.policy import CORE, HOLD_BELOW, Policy
from dashboard.release.store import Releases
from dashboard.release.tabulate import Row, Source, agencies, tabulate

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class ReleaseSummary:
    """What became of a build, without any number from it; `message` says what to do next."""

    period: str
    outcome: Literal["published", "held"]
    tables: int
    cells: int
    mu: float
    digest: str
    message: str


def build(
    projection: Source,
    store_path: Path,
    period: str,
    *,
    now: datetime,
    delay_days: int,
    policy: Policy = CORE,
) -> ReleaseSummary:
    """Publish one closed period, or hold it back when there is too little data in it; either is final.

    Raises ReleaseError when the period is open, published, held back or part of a longer one that is, and
    when the policy breaks a rule; nothing is written then.
    """
    span = Period.parse(period)
    span.check_closed(now, delay_days)
    with only_builder(store_path):
        past = Releases(store_path).entries
        quarters = _unpublished(span, past)
        holds = _holds(quarters, past)
        policy.check(holds)
        rows = _rows(projection, span, quarters, policy)
        entry = _entry(projection, span, quarters, policy, rows, now, policy.mu(holds))
        add(store_path, entry, rows if entry.outcome == "published" else ())
    _log.info("release %s: %s", entry.period, entry.outcome)
    return _summary(entry, policy, len(rows))


def _rows(source: Source, span: Period, quarters: Sequence[str], policy: Policy) -> list[Row]:
    key = bytearray(secrets.token_bytes(32))
    try:
        return tabulate(source, span, quarters, policy, key)
    finally:
        key[:] = bytes(32)


def _unpublished(span: Period, past: Sequence[Entry]) -> tuple[str, ...]:
    """Return the quarters to publish: a case is in one release only."""
    if any(entry.period == str(span) for entry in past):
        raise ReleaseError(_frozen(span, past))
    taken = {quarter for entry in past if entry.outcome == "published" for quarter in entry.quarters}
    free = tuple(quarter for quarter in span.quarters if quarter not in taken)
    if not free or (span.length > 1 and len(free) == 1):
        raise ReleaseError(
            _(
                "{period} cannot be released: its cases are already in another release, and no case is ever in two."
            ).format(period=str(span))
        )
    return free


def _frozen(span: Period, past: Sequence[Entry]) -> str:
    if any(entry.period == str(span) and entry.outcome == "published" for entry in past):
        return _(
            "{period} is already published and stays as it is. Cases that came in late are counted in "
            "the period in which they were registered."
        ).format(period=str(span))
    return _held(span)


def _held(span: Period) -> str:
    return _(
        "{period} has too few cases for safe figures, so it waits for a longer period. Release {longer} "
        "once it has ended."
    ).format(period=str(span), longer=str(span.longer()))


def _holds(quarters: Sequence[str], past: Sequence[Entry]) -> int:
    """Return the most decisions to wait that any of these quarters has already been part of."""
    return max(sum(quarter in entry.quarters for entry in past) for quarter in quarters)


def _entry(
    source: Source,
    span: Period,
    quarters: tuple[str, ...],
    policy: Policy,
    rows: list[Row],
    now: datetime,
    mu: float,
) -> Entry:
    total = next(row[3] for row in rows if row[0] == "total")
    held = span.longer() is not None and (total or 0) < HOLD_BELOW
    return Entry(
        period=str(span),
        outcome="held" if held else "published",
        quarters=quarters,
        built_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        mu=mu,
        policy=_described(policy),
        agencies=None if held else agencies(source, span),
        digest="" if held else hashlib.sha256(json.dumps([str(span), rows]).encode()).hexdigest(),
    )


def _described(policy: Policy) -> str:
    return json.dumps(
        [
            {"name": table.name, "dims": table.dims, "sigma": table.spread, "floor": table.floor}
            for table in policy.tables
        ]
    )


def _summary(entry: Entry, policy: Policy, cells: int) -> ReleaseSummary:
    held = entry.outcome == "held"
    done = _("{period} is published.").format(period=entry.period)
    return ReleaseSummary(
        period=entry.period,
        outcome=entry.outcome,
        tables=0 if held else len(policy.tables),
        cells=0 if held else cells,
        mu=entry.mu,
        digest=entry.digest,
        message=_held(Period.parse(entry.period)) if held else done,
    )
