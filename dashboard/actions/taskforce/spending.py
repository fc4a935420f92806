"""What releases have spent is in the record, and the file of releases is held against it whenever it is opened."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from dashboard.access import Permission, Principal, operator
from dashboard.errors import RecordError, ReleaseError
from dashboard.i18n import gettext as _
from dashboard.records import releases as steps
from dashboard.records.releases import ReleaseStep, Step
from dashboard.release import Releases, Spending
from dashboard.release.ledger import Entry, draft_of, publish
from dashboard.release.leftovers import clear, has_leftovers
from dashboard.release.periods import Period
from dashboard.release.policy import MU_MAX
from dashboard.release.source import tidy
from dashboard.release.turns import between_builds, is_building

if TYPE_CHECKING:
    from dashboard.actions.context import Context


@dataclass
class RecordJournal:
    """The journal of one build, in the record and in the audit."""

    context: "Context"
    who: Principal
    build: str = field(default_factory=lambda: str(uuid4()))
    spending: Spending | None = None

    def begin(self, spending: Spending, past: Sequence[Entry]) -> None:
        """Note what is about to be spent; raise ReleaseError when the file lacks a release that was made."""
        self.spending = spending
        with self.context.act(self.who, Permission.build_releases, audit="release.spend", about=spending.period) as act:
            _check_all_there(steps.every(act.tx), past)
            steps.append(act.tx, _step(self.build, "begun", spending, act.at, self.who))

    def made(self, digest: str) -> None:
        """Note that the new file is on the disk, and its digest."""
        if self.spending is None:
            raise AssertionError("a build that has not begun is not made")
        line = "release.correct" if self.spending.revision else "release.build"
        with self.context.act(self.who, Permission.build_releases, audit=line, about=self.spending.period) as act:
            # Two machines with one record do not see each other's lock: whoever began last has put the other aside.
            if self.build not in {begun.build for begun in steps.stopped(steps.every(act.tx))}:
                raise ReleaseError(_("Another build has begun on this record. Nothing was published: try again."))
            steps.append(act.tx, _step(self.build, "made", self.spending, act.at, self.who, digest))


def published(context: "Context") -> Releases:
    """Return the releases of the file, once it is known to hold every release that was made.

    Raises ReleaseError when it is missing or older than the record, for readers too: "no release yet" would be untrue.
    """
    if not context.for_check:
        settle(context)
    with context.records.read() as tx:  # before the file: a build adds to the record last
        known = steps.every(tx)
    path = context.workspace.releases
    releases = Releases(path)
    if _lacking(known, releases.entries):
        # A build that has just been made has its file under the other name for a moment, and then under its own.
        draft = Releases(draft_of(path))
        releases = Releases(path) if _lacking(known, draft.entries) else draft
    _check_all_there(known, releases.entries)
    if {entry.mark for entry in releases.entries} - steps.made(known).keys() and not context.for_check:
        _in_turn(context, path)
    return releases


def is_unsettled(context: "Context") -> bool:
    """Whether a build was stopped half-way and nobody has brought it to an end yet: a copy of cases may lie there."""
    path = context.workspace.releases
    with context.records.read() as tx:
        stopped = steps.stopped(steps.every(tx))
    left = stopped or has_leftovers(draft_of(path)) or context.workspace.building.parent.exists()
    return bool(left) and not is_building(path)


def _lacking(known: Sequence[ReleaseStep], entries: Iterable[Entry]) -> set[str]:
    """Return the periods of releases that were made and are not among the lines of a file."""
    marks, lines = set(), set()
    for entry in entries:
        marks.add(entry.mark)
        lines.add((entry.period, entry.revision))
    made = {period for digest, period in steps.made(known).items() if digest not in marks}
    return made | {step.period for step in steps.lost(known) if (step.period, step.revision) not in lines}


def _check_all_there(known: Sequence[ReleaseStep], entries: Iterable[Entry]) -> None:
    periods = _lacking(known, entries)
    if periods:
        raise ReleaseError(
            _(
                "The file of releases is missing or older than the record: {periods} was made and is not in it. Nothing "
                "is shown or built until the newest releases.duckdb is back in the workspace folder: whoever runs the server "
                "copies it from the last backup. A release is never made twice."
            ).format(periods=", ".join(sorted(periods)))
        )


def settle(context: "Context") -> None:
    """Bring to an end what a stopped build has left; every command and every start of the server begins with it.

    Copies of cases are removed. A build that was not made is put aside: nothing of it was shown, and it may run again.
    One that was made is put in place. What the file holds and the record does not know is taken over, so a workspace of
    version 0.1 is known from its first opening on; of what its file has lost, the audit knows. A build that is under way is
    left alone.
    """
    tidy(context.workspace.building)
    path = context.workspace.releases
    with context.records.read() as tx:
        known = steps.every(tx)
        is_new = not known and (path.exists() or bool(steps.told(tx)))
    if is_new or steps.stopped(known) or has_leftovers(draft_of(path)):
        _in_turn(context, path)


def _in_turn(context: "Context", path: Path) -> None:
    """Settle while no release is being built. Case work goes on where it cannot be: whoever asks for releases hears why."""
    with suppress(ReleaseError, RecordError), between_builds(path):
        with context.records.read() as tx:
            known, told = steps.every(tx), steps.told(tx)
        entries = _put_in_place(context, path, known, Releases(path).entries)
        clear(draft_of(path))
        _drop(context, steps.stopped(known))
        lost = told - {(entry.period, entry.revision) for entry in entries} if not known else set()
        _take_over(context, [entry for entry in entries if entry.mark not in steps.made(known)], lost)


def _put_in_place(
    context: "Context", path: Path, known: Sequence[ReleaseStep], entries: tuple[Entry, ...]
) -> tuple[Entry, ...]:
    """Let a file that was made before its build was stopped take its place; return the lines that the file has then."""
    if not _lacking(known, entries) or not draft_of(path).exists():
        return entries
    made = Releases(draft_of(path)).entries
    if _lacking(known, made):
        return entries
    context.audit_only(operator(), Permission.build_releases, "release.finish", made[-1].period)
    publish(path)
    return made


def _drop(context: "Context", stopped: Iterable[ReleaseStep]) -> None:
    """Put builds aside that have begun and were not made."""
    for begun in stopped:
        spending = Spending(begun.period, begun.revision, begun.quarters, begun.mu)
        with context.act(operator(), Permission.build_releases, audit="release.drop", about=begun.period) as act:
            steps.append(act.tx, _step(begun.build, "dropped", spending, act.at, operator()))


def _take_over(context: "Context", entries: Collection[Entry], lost: Collection[tuple[str, int]]) -> None:
    """Write into the record what it does not know: lines of the ledger, and what was made and no file holds.

    In one transaction: a record that knows a part would not be asked again what else was made.
    """
    if not entries and not lost:
        return
    with context.act(operator(), Permission.build_releases) as act:
        for entry in entries:
            spending = Spending(entry.period, entry.revision, entry.quarters, entry.mu)
            steps.append(act.tx, _step(str(uuid4()), "made", spending, act.at, operator(), entry.mark))
            act.audit("release.adopt", entry.period)
        for period, revision in sorted(lost):
            spending = Spending(period, revision, Period.parse(period).quarters, MU_MAX)
            steps.append(act.tx, _step(str(uuid4()), "lost", spending, act.at, operator()))
            act.audit("release.lost", period)


def _step(build: str, step: Step, spending: Spending, at: datetime, who: Principal, digest: str = "") -> ReleaseStep:
    return ReleaseStep(
        build=build,
        step=step,
        period=spending.period,
        revision=spending.revision,
        quarters=spending.quarters,
        mu=spending.mu,
        digest=digest,
        at=at,
        by=who.person_id,
    )
