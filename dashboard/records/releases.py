"""What releases have spent: noted here before noise is drawn, so that no lost or older file gives anything back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables_releases import release_steps as steps

Step = Literal["begun", "made", "dropped"]


@dataclass(frozen=True, kw_only=True)
class ReleaseStep:
    """One step of one build: *begun* before its noise is drawn, *made* when its file is on the disk under another name,
    *dropped* when it was stopped in between, so that nothing of it was ever shown.

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
