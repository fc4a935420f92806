"""Building a release: counts one closed period, and publishes it or holds it back. Either decision is final."""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Literal

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.allowing import check, held
from dashboard.release.contributing import added
from dashboard.release.core_menu import CORE
from dashboard.release.counting import Source
from dashboard.release.describing import described
from dashboard.release.journal import Journal, Spending
from dashboard.release.ledger import Entry, publish, write
from dashboard.release.periods import Period
from dashboard.release.policy import Policy
from dashboard.release.reasons import REASONS
from dashboard.release.reported import AgencyReport
from dashboard.release.store import Releases
from dashboard.release.tabulate import Row, TrueCounts, counted, digest, is_small, noised
from dashboard.release.turns import only_builder

_log = logging.getLogger(__name__)
Progress = Callable[[float, str], None]


def quiet(_share: float, _text: str) -> None:
    """Progress callback that does nothing."""


@dataclass(frozen=True)
class Correction:
    """Why a published period is built again (a code of REASONS), and who approved it (a user name)."""

    approver: str
    reason: str

    def __post_init__(self) -> None:
        if self.reason not in REASONS:  # no sentence about cases may get into the file
            raise ReleaseError(
                _("A correction needs a reason from the list: {reasons}.").format(reasons=", ".join(REASONS))
            )


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
    journal: Journal,
    now: datetime,
    delay_days: int,
    policy: Policy = CORE,
    correction: Correction | None = None,
    reports: Sequence[AgencyReport] = (),
    others: Sequence[TrueCounts] = (),
    progress: Progress = quiet,
) -> ReleaseSummary:
    """Publish one closed period, or hold it back when there is too little data in it; either decision is final.

    `reports` say of each agency that was expected to report whether it did; `others` are true counts of agencies whose cases
    are on servers of their own. A `correction` publishes a period anew, once,
    as its next revision, with noise and a budget of its own; the first version stays in the file. `progress` gets the
    share done (0 to 1) and what is being done: names of tables, never a number of cases.

    What it spends is in the `journal` before noise is drawn, and its digest before the new file takes the place of the
    old one. This order must not change: whoever kills a build and puts an older file back would otherwise get the same
    cases twice, each time with other noise.

    Raises ReleaseError when the period is open, published, held back or part of a longer one that is, when the file is
    older than the journal, and when the policy breaks a rule; nothing is written then.
    """
    span = Period.parse(period)
    with only_builder(store_path):
        # Before any case is read, so that these refusals depend on the calendar, the past and the policy only.
        past = Releases(store_path).entries
        allowed = check(past, span, now, delay_days, policy, correction is not None)
        spending = Spending(str(span), int(correction is not None), allowed.quarters, allowed.mu)
        journal.begin(spending, past)
        rows, few = _rows(projection, span, allowed.quarters, policy, others, progress)
        progress(1.0, _("Writing the release"))
        # A correction is never held back: its period is published already. Nor is a year: there is no longer period to
        # wait for.
        waits = few and correction is None and span.longer() is not None
        entry = _draft(store_path, _entry(spending, policy, waits, now, correction, reports), rows, reports)
        journal.made(entry.mark)
        publish(store_path)
    _log.info("release %s: %s", entry.period, entry.outcome)
    return _summary(Releases(store_path).entries, str(span), policy, len(rows))


def _rows(
    source: Source,
    span: Period,
    quarters: Sequence[str],
    policy: Policy,
    others: Sequence[TrueCounts],
    progress: Progress,
) -> tuple[list[Row], bool]:
    """Return the numbers to publish, and whether there are too few cases to publish them.

    The key of their noise is made here, and overwritten however the counting ends.
    """
    key = bytearray(secrets.token_bytes(32))
    done = count()

    def counting(name: str) -> None:
        progress(next(done) / len(policy.tables), _("Counting {table}").format(table=name))

    try:
        true_counts = added(counted(source, quarters, policy, counting), others, policy)
        return noised(true_counts, str(span), policy, key), is_small(true_counts, str(span), policy, key)
    finally:
        key[:] = bytes(32)


def _entry(
    spending: Spending,
    policy: Policy,
    waits: bool,
    now: datetime,
    correction: Correction | None,
    reports: Sequence[AgencyReport],
) -> Entry:
    entry = Entry(
        period=spending.period,
        outcome="held" if waits else "published",
        quarters=spending.quarters,
        built_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        mu=spending.mu,
        policy=described(policy),
        agencies=None if waits else len(reports),
        digest="",
    )
    if correction is None:
        return entry
    return replace(entry, outcome="corrected", revision=1, approver=correction.approver, reason=correction.reason)


def _draft(store_path: Path, entry: Entry, rows: list[Row], reports: Sequence[AgencyReport]) -> Entry:
    """Write the next file under another name, and return its new line; what is held back keeps no number and no report."""
    if entry.is_held:
        write(store_path, entry, ())
        return entry
    sealed = replace(entry, digest=digest(entry.period, rows, reports, entry.made))
    write(store_path, sealed, rows, reports)
    return sealed


def _summary(past: Sequence[Entry], period: str, policy: Policy, cells: int) -> ReleaseSummary:
    entry = [entry for entry in past if entry.period == period][-1]
    waits = entry.is_held
    done = _("{period} is published.") if not entry.revision else _("The correction of {period} is published.")
    return ReleaseSummary(
        period=entry.period,
        outcome=entry.outcome,
        tables=0 if waits else len(policy.tables),
        cells=0 if waits else cells,
        mu=entry.mu,
        digest=entry.digest,
        message=held(Period.parse(entry.period), past, policy.place) if waits else done.format(period=entry.period),
    )
