"""The release job: closes a period and publishes it once."""

import json
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Literal

from dashboard.errors import ReleaseError
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.release.counting import Source
from dashboard.release.ledger import Entry, add, only_builder
from dashboard.release.periods import Period
from dashboard.release.policy import CORE, HOLD_BELOW, Policy, Table
from dashboard.release.store import Releases
from dashboard.release.tabulate import Row, agencies, digest, tabulate

_log = logging.getLogger(__name__)
Progress = Callable[[float, str], None]


def quiet(_share: float, _text: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Correction:
    """Why a published period is built again, and who approved it (a user name)."""

    approver: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReleaseSummary:
    """What became of a build, without any number from it; `message` says what to do next."""

    period: str
    outcome: Literal["published", "held", "corrected"]
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
    correction: Correction | None = None,
    progress: Progress = quiet,
) -> ReleaseSummary:
    """Publish one closed period, or hold it back when there is too little data in it; either is final.

    A `correction` publishes a period anew, once, as its next revision: with noise and a budget of its own.
    `progress` gets the share done (0 to 1) and what is being done: names of tables, never a number.

    Raises ReleaseError when the period is open, published, held back or part of a longer one that is, and
    when the policy breaks a rule; nothing is written then.
    """
    span = Period.parse(period)
    with only_builder(store_path):
        quarters, holds = check(store_path, span, now, delay_days, policy, correction)
        rows = _rows(projection, span, quarters, policy, progress)
        progress(1.0, _("Writing the release"))
        entry = _entry(projection, span, quarters, policy, rows, now, policy.mu(holds), correction)
        if correction:
            entry = replace(
                entry, outcome="corrected", revision=1, approver=correction.approver, reason=correction.reason
            )
        add(store_path, entry, () if entry.outcome == "held" else rows)
    _log.info("release %s: %s", entry.period, entry.outcome)
    return _summary(entry, policy, len(rows))


def check(
    store_path: Path, span: Period, now: datetime, delay_days: int, policy: Policy, correction: Correction | None
) -> tuple[tuple[str, ...], int]:
    """Return the quarters that a build would count and how often they have waited; raise ReleaseError as `build` does.

    It reads no case, so that what cannot be built is refused before all of them are read.
    """
    span.check_closed(now, delay_days)
    past = Releases(store_path).entries
    _check_clock(past, now)
    quarters = _corrected(span, past) if correction else _unpublished(span, past)
    holds = 0 if correction else _holds(quarters, past)
    policy.check(holds)
    return quarters, holds


def _check_clock(past: Sequence[Entry], now: datetime) -> None:
    newest = max((datetime.fromisoformat(entry.built_at) for entry in past), default=now)
    if now < newest:
        raise ReleaseError(
            _(
                "The clock of this machine is behind: the newest release was made on {day}. Set the clock, then try again."
            ).format(day=day(newest))
        )


def _corrected(span: Period, past: Sequence[Entry]) -> tuple[str, ...]:
    """Return the quarters of a published period that may still be corrected."""
    versions = [entry for entry in past if entry.period == str(span) and entry.outcome != "held"]
    if not versions:
        raise ReleaseError(_("{period} is not published, so there is nothing to correct.").format(period=str(span)))
    if len(versions) > 1:
        raise ReleaseError(
            _("{period} was corrected once already. A second correction would tell too much about its cases.").format(
                period=str(span)
            )
        )
    return versions[0].quarters


def _rows(source: Source, span: Period, quarters: Sequence[str], policy: Policy, progress: Progress) -> list[Row]:
    key = bytearray(secrets.token_bytes(32))
    done = count()

    def counting(name: str) -> None:
        progress(next(done) / len(policy.tables), _("Counting {table}").format(table=name))

    try:
        return tabulate(source, span, quarters, policy, key, counting)
    finally:
        key[:] = bytes(32)


def _unpublished(span: Period, past: Sequence[Entry]) -> tuple[str, ...]:
    """Return the quarters to publish: a case is in one release only."""
    if any(entry.period == str(span) for entry in past):
        raise ReleaseError(_frozen(span, past))
    taken = {quarter for entry in past if entry.outcome != "held" for quarter in entry.quarters}
    free = tuple(quarter for quarter in span.quarters if quarter not in taken)
    if not free or (span.length > 1 and len(free) == 1):
        raise ReleaseError(
            _(
                "{period} cannot be released: its cases are already in another release, and no case is ever in two."
            ).format(period=str(span))
        )
    return free


def _frozen(span: Period, past: Sequence[Entry]) -> str:
    if any(entry.period == str(span) and entry.outcome != "held" for entry in past):
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
    correction: Correction | None,
) -> Entry:
    total = next(row[3] for row in rows if row[0] == "total")
    held = correction is None and span.longer() is not None and (total or 0) < HOLD_BELOW
    return Entry(
        period=str(span),
        outcome="held" if held else "published",
        quarters=quarters,
        built_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        mu=mu,
        policy=_described(policy),
        agencies=None if held else agencies(source, span),
        digest="" if held else digest(str(span), rows),
    )


def _described(policy: Policy) -> str:
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
        "labels": words,
    }


def _summary(entry: Entry, policy: Policy, cells: int) -> ReleaseSummary:
    held = entry.outcome == "held"
    done = _("{period} is published.") if not entry.revision else _("The correction of {period} is published.")
    return ReleaseSummary(
        period=entry.period,
        outcome=entry.outcome,
        tables=0 if held else len(policy.tables),
        cells=0 if held else cells,
        mu=entry.mu,
        digest=entry.digest,
        message=_held(Period.parse(entry.period)) if held else done.format(period=entry.period),
    )
