"""What releases have spent: noted here before noise is drawn, so that no lost or older file gives anything back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables import audit
from dashboard.records.tables_releases import release_steps as steps

MADE = ("release.build", "release.correct")
"""Lines of the audit that say that a release was made (published, or held back), and that one was corrected."""
BUILDING = ("release.begin", "release.spend", *MADE, "contribution.make")
"""Lines of the audit that a build leaves, here or for the release of another workspace. It reads the cases of an agency."""
Step = Literal["begun", "made", "dropped", "lost"]


@dataclass(frozen=True, kw_only=True)
class ReleaseStep:
    """One step of one build: *begun* before its noise is drawn, *made* when its file is on the disk under another name,
    *dropped* when it was stopped in between, so that nothing of it was ever shown. *lost* is one of version 0.1, which the
    audit names and no file holds: its digest is unknown, and its budget the most that was allowed.

    `mu` is what the build may tell of each case of its `quarters`; `digest` is that of its line in the ledger.
    """

    build: str
    step: Step
    period: str
    revision: int
    quarters: tuple[str, ...]
    mu: float
    at: datetime
    by: str
    digest: str = ""


def append(tx: Tx, step: ReleaseStep) -> None:
    """Append a step of a build."""
    tx.execute(insert(steps).values(**asdict(step) | {"quarters": list(step.quarters)}))


def every(tx: Tx) -> list[ReleaseStep]:
    """Return every step of every build, the oldest first."""
    return [
        ReleaseStep(
            build=row.build,
            step=row.step,
            period=row.period,
            revision=row.revision,
            quarters=tuple(row.quarters),
            mu=row.mu,
            digest=row.digest,
            at=row.at,
            by=row.by,
        )
        for row in tx.execute(select(steps).order_by(steps.c.seq))
    ]


def made(all_steps: Sequence[ReleaseStep]) -> dict[str, str]:
    """Return the period of every release that was made, by the digest of its line in the ledger."""
    return {step.digest: step.period for step in all_steps if step.step == "made"}


def stopped(all_steps: Sequence[ReleaseStep]) -> list[ReleaseStep]:
    """Return the first steps of builds that have begun and have not ended."""
    ended = {step.build for step in all_steps if step.step != "begun"}
    return [step for step in all_steps if step.build not in ended]


def lost(all_steps: Sequence[ReleaseStep]) -> list[ReleaseStep]:
    """Return the releases that were lost and of which no file has brought the digest since."""
    known = {(step.period, step.revision) for step in all_steps if step.step == "made"}
    return [step for step in all_steps if step.step == "lost" and (step.period, step.revision) not in known]


def told(tx: Tx) -> set[tuple[str, int]]:
    """Return period and revision of every release that was made, as the audit tells: version 0.1 noted it only there,
    with the period as it was typed.
    """
    rows = tx.execute(select(audit.c.action, audit.c.object).where(audit.c.action.in_(MADE)).distinct())
    return {(row.object.strip().upper(), MADE.index(row.action)) for row in rows}
