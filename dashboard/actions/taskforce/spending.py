"""What releases have spent is in the record, and the file of releases is held against it whenever it is opened."""

from collections.abc import Collection, Iterable, Mapping
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
from dashboard.release.ledger import Entry, clear, draft_of, has_leftovers, is_building, only_builder, publish
from dashboard.release.source import tidy

if TYPE_CHECKING:
    from dashboard.actions.context import Context


@dataclass
class RecordJournal:
    """The journal of one build, in the record and in the audit."""

    context: "Context"
    who: Principal
    build: str = field(default_factory=lambda: str(uuid4()))
    spending: Spending | None = None

    def begin(self, spending: Spending, known: Collection[str]) -> None:
        """Note what is about to be spent; raise ReleaseError when the file lacks a release that was made."""
        self.spending = spending
        with self.context.act(self.who, Permission.build_releases, audit="release.spend", about=spending.period) as act:
            _check_known(steps.made(steps.every(act.tx)), known)
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
        recorded = steps.made(steps.every(tx))
    path = context.workspace.releases
    releases = Releases(path)
    marks = [entry.mark for entry in releases.entries]
    if not is_known(recorded, marks) and not is_building(path):
        _check_known(recorded, marks)
    if set(marks) - recorded.keys() and not context.for_check:
        _in_turn(context, path)
    return releases


def is_unsettled(context: "Context") -> bool:
    """Whether a build was stopped half-way and nobody has brought it to an end yet: a copy of cases may lie there."""
    path = context.workspace.releases
    with context.records.read() as tx:
        stopped = steps.stopped(steps.every(tx))
    left = stopped or has_leftovers(path) or context.workspace.building.parent.exists()
    return bool(left) and not is_building(path)


def is_known(recorded: Mapping[str, str], marks: Iterable[str]) -> bool:
    """Whether every release that was made is among the digests of a file."""
    return recorded.keys() <= set(marks)


def _check_known(recorded: Mapping[str, str], marks: Collection[str]) -> None:
    if not is_known(recorded, marks):
        periods = ", ".join(sorted({period for digest, period in recorded.items() if digest not in marks}))
        raise ReleaseError(
            _(
                "The file of releases is missing or older than the record: {periods} was made and is not in it. Nothing "
                "is shown or built until the newest releases.duckdb is back in the workspace folder: whoever runs the server "
                "copies it from the last backup. A release is never made twice."
            ).format(periods=periods)
        )


def settle(context: "Context") -> None:
    """Bring to an end what a stopped build has left; every command and every start of the server begins with it.

    Copies of cases are removed. A build that was not made is put aside: nothing of it was shown, and it may run again.
    One that was made is put in place. What the file holds and the record does not know is taken over, so a workspace of
    version 0.1 is known from its first opening on. A build that is under way is left alone.
    """
    tidy(context.workspace.building)
    path = context.workspace.releases
    with context.records.read() as tx:
        known = steps.every(tx)
    if steps.stopped(known) or has_leftovers(path) or (path.exists() and not known):
        _in_turn(context, path)


def _in_turn(context: "Context", path: Path) -> None:
    """Settle while no release is being built. Case work goes on where it cannot be: whoever asks for releases hears why."""
    with suppress(ReleaseError, RecordError), only_builder(path):
        with context.records.read() as tx:
            known = steps.every(tx)
        entries = Releases(path).entries
        entries = _put_in_place(context, path, steps.made(known), entries)
        clear(path)
        _drop(context, steps.stopped(known))
        _take_over(context, [entry for entry in entries if entry.mark not in steps.made(known)])


def _put_in_place(
    context: "Context", path: Path, recorded: Mapping[str, str], entries: tuple[Entry, ...]
) -> tuple[Entry, ...]:
    """Let a file that was made before its build was stopped take its place; return the lines that the file has then."""
    if is_known(recorded, (entry.mark for entry in entries)) or not draft_of(path).exists():
        return entries
    made = Releases(draft_of(path)).entries
    if not is_known(recorded, (entry.mark for entry in made)):
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


def _take_over(context: "Context", entries: Iterable[Entry]) -> None:
    """Write lines of the ledger into the record that it does not know."""
    for entry in entries:
        spending = Spending(entry.period, entry.revision, entry.quarters, entry.mu)
        with context.act(operator(), Permission.build_releases, audit="release.adopt", about=entry.period) as act:
            steps.append(act.tx, _step(str(uuid4()), "made", spending, act.at, operator(), entry.mark))


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
