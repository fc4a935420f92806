"""Taking a plan: its rows are staged in small bites, and come in together in one short transaction."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act, out_of_sight
from dashboard.actions.context import Context
from dashboard.actions.supervisor import import_rows, import_updates
from dashboard.actions.supervisor.import_rows import Taking
from dashboard.actions.supervisor.import_stage import BITE, in_bites
from dashboard.casework.core_forms import core_form
from dashboard.casework.intake import AREA
from dashboard.contract import Case
from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.checking import Incoming
from dashboard.interchange.planning import Calendar, update
from dashboard.records import Tx, batches, cases, changes, imports, releases, staging, submissions
from dashboard.records.arrivals import Arrival
from dashboard.records.batches import Batch
from dashboard.records.imports import Known
from dashboard.records.staging import PlannedRow

SECRET = "import"
"""The workspace's key with which references of the other system are hashed: only the hash is kept, to know a case again."""
AGAIN = 3
"""How often a plan is staged anew because a case or the calendar changed meanwhile."""


@dataclass
class Staged:
    """What one attempt to take a plan has staged, and what of the record it was made from."""

    attempt: str
    taking: Taking
    last_import: int
    last_change: int
    rows: int = 0
    references: set[str] = field(default_factory=set)
    """Hashes of references, those of new rows also folded."""
    corrected: list[Case] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    conflicts: int = 0

    def counts(self) -> dict[str, int]:
        """Return how much comes in, for the audit."""
        changed = len(self.corrected)
        return {"new": self.rows - changed, "changed": changed, "conflicts": self.conflicts}


def stage(context: Context, who: Principal, batch: Batch, manager: str, take: Collection[str]) -> Staged:
    """Stage the rows of a plan, checked anew against the record as it is now."""
    with context.read(who, Permission.import_cases) as tx:
        taking = Taking(
            agency=batch.agency, by=who.person_id, case_manager=manager, at=context.now(), calendar=calendar(tx)
        )
        staged = Staged(str(uuid4()), taking, staging.last_import(tx), changes.last(tx))
    in_bites(context, who, (_putting(batch, staged, some) for some in _bites(context, who, batch, staged, set(take))))
    return staged


def calendar(tx: Tx) -> Calendar:
    """Return the quarters that a release was built from: a case that comes in now counts in none of them any more."""
    steps = releases.every(tx)
    dropped = {step.build for step in steps if step.step == "dropped"}
    return Calendar(frozenset(quarter for step in steps if step.build not in dropped for quarter in step.quarters))


def _putting(batch: Batch, staged: Staged, some: list[Arrival]) -> Callable[[Act], None]:
    def put(act: Act) -> None:
        staging.put(act.tx, batch.id, staged.attempt, some, staged.taking.by, staged.taking.at)
        staged.rows += len(some)
        staged.references |= {arrival.ref_hash for arrival in some}
        staged.references |= {arrival.folded_hash for arrival in some if arrival.is_new}
        staged.corrected += [arrival.case for arrival in some if not arrival.is_new]
        staged.forms |= {entry.form for arrival in some for entry in arrival.entries}

    return put


@dataclass(frozen=True)
class Page:
    """What the rows of a page are read with."""

    staged: Staged
    take: Collection[str]
    secret: bytes
    keys: Iterator[str]
    hidden: frozenset[str]
    """Cases of which whoever takes the plan may not know: nothing is changed of them."""
    folded: frozenset[str]
    """The folded references that came in before: a row that is new by the plan may be asked about by now."""


def _bites(
    context: Context, who: Principal, batch: Batch, staged: Staged, take: Collection[str]
) -> Iterator[list[Arrival]]:
    """Yield what the planned rows become, a bite at a time; conflicts that nobody takes are counted only."""
    secret, after = context.workspace.secret(SECRET), 0
    with context.read(who, Permission.import_cases) as tx:
        known, hidden = imports.known_rows(tx, batch.agency), frozenset(out_of_sight(tx, who, context.now()))
        folded = frozenset(each.folded_hash for each in known.values())
        keys = iter(cases.new_keys(tx, staging.count(tx, batch.id)))
    page = Page(staged, take, secret, keys, hidden, folded)
    while True:
        with context.read(who, Permission.import_cases) as tx:
            rows = staging.planned(tx, batch.id, after, BITE)
            before = imports.with_record(tx, [known[row.ref_hash] for row in rows if row.ref_hash in known])
        if not rows:
            return
        after = rows[-1].place
        arrivals = (_arrival(row, before.get(row.ref_hash), page) for row in rows)
        yield [arrival for arrival in arrivals if arrival]


def _arrival(row: PlannedRow, before: Known | None, page: Page) -> Arrival | None:
    """Return what a planned row becomes, None for one that is not taken or that changes nothing any more."""
    incoming, is_taken = Incoming.from_json(row.incoming), row.ref_hash in page.take
    is_new = row.kind in ("new", "asked")
    if (before is None) != is_new or (row.kind == "new" and incoming.folded_hash in page.folded):
        raise ImportRefused(came_in_since())
    if before is not None and before.case.key in page.hidden:
        return None
    if before is None:
        return import_rows.new(incoming, next(page.keys), page.staged.taking) if row.kind == "new" or is_taken else None
    # Beside the case as it is now: somebody may have worked on it since the plan was made.
    found = update(incoming, before, page.secret).changes
    if any(change.conflict for change in found) and not is_taken:
        page.staged.conflicts += 1
        return None
    return import_updates.again(incoming, before, found, page.staged.taking) if found else None


def switch(act: Act, batch: Batch, staged: Staged) -> bool:
    """Let all that was staged come in; return False where the record has changed so that it must be staged anew."""
    tx, at = act.tx, act.at
    if not batches.move(tx, batch.id, "planned", "committed", at):
        raise ImportRefused(_("This plan was taken or dropped meanwhile. Nothing came in a second time."))
    if imports.came_in(tx, batch.agency, staged.last_import) & staged.references:
        raise ImportRefused(came_in_since())
    before = staging.last_import(tx)
    worked_on = changes.touched(tx, staged.last_change) & {case.key for case in staged.corrected}
    if calendar(tx) != staged.taking.calendar or worked_on:
        return False
    staging.amend_cases(tx, staged.corrected)
    for name in sorted(staged.forms):
        form = core_form(name)
        submissions.declare(tx, AREA, form.name, form.version, form.source, at)
    staging.bring_in(tx, staged.attempt)
    if staging.last_import(tx) - before != staged.rows:
        raise ImportRefused(
            _("The plan was taken in another window at the same time. Look at its state, then try again.")
        )
    staging.note_imports(tx, before)
    return True


def came_in_since() -> str:
    """Return in words that a plan is older than another import of the same rows."""
    return _(
        "Rows of this file came in with another import since the plan was made. Nothing came in: make the plan anew, "
        "and it shows what is new."
    )
