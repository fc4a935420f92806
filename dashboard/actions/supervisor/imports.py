"""Import of cases from a file: it is planned, and the plan is taken whole or not at all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.acting import out_of_sight
from dashboard.actions.administration.membership import no_agency
from dashboard.actions.context import Context
from dashboard.actions.supervisor.import_planning import plan_file
from dashboard.actions.supervisor.import_stage import wipe, wipe_attempt
from dashboard.actions.supervisor.import_taking import AGAIN, stage, switch
from dashboard.actions.work import knowing
from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.checking import Incoming
from dashboard.interchange.planning import ImportPlan
from dashboard.records import Tx, agencies, batches, imports, staging
from dashboard.records.batches import Batch, State


@dataclass(frozen=True)
class Planned:
    """A plan that waits: its id, by whom and when it was made, until when it can be taken, and what it would do."""

    id: str
    by: str
    at: datetime
    expires_at: datetime
    mapping: str
    state: State
    report: ImportPlan


@dataclass(frozen=True)
class Done:
    """What came in: new cases and corrected ones; and the conflicts that were left as they are."""

    new: int
    changed: int
    conflicts: int


def plan(context: Context, who: Principal, name: str, content: bytes, mapping_toml: str) -> Planned:
    """Plan what a file would bring in by a mapping, and keep the plan for a day; the file itself is not kept.

    A child process reads the file. Raises ImportRefused with every sentence on what is wrong with the file as a whole: a
    column that nobody can read, or nobody has said which cases happened online. A row with a fault is in the plan.
    """
    return planned(context, who, plan_file(context, who, name, content, mapping_toml))


def planned(context: Context, who: Principal, batch: str) -> Planned:
    """Return a plan of the agency; raise ImportRefused when there is none of this id."""
    with context.read(who, Permission.import_cases) as tx:
        shown = _shown(_own(tx, who, batch), _hidden(tx, who, context.now()))
    context.audit_look(who, "import.read", batch)
    return shown


def plans(context: Context, who: Principal) -> list[Planned]:
    """Return the newest plans of the agency, newest first, also those that were taken or dropped."""
    with context.read(who, Permission.import_cases) as tx:
        hidden = _hidden(tx, who, context.now())
        shown = [_shown(batch, hidden) for batch in batches.of_agency(tx, who.agency or "")]
    context.audit_look(who, "import.read", "")
    return shown


def sample(context: Context, who: Principal, batch: str, most: int = 20) -> list[dict[str, Any]]:
    """Return some rows of a plan as they were understood: values of elements of a case, without references."""
    with context.read(who, Permission.import_cases) as tx:
        waiting = staging.planned(tx, _own(tx, who, batch).id, limit=most)
        _keys, hidden = _hidden(tx, who, context.now())
    context.audit_look(who, "import.read", batch)
    rows = [Incoming.from_json(each.incoming) for each in waiting if each.ref_hash not in hidden]
    # Of a consent what was answered: "not recorded at source" would otherwise look like a yes.
    return [{name: row.values.get(name, kept) for name, kept in row.described.items()} for row in rows]


def commit(
    context: Context,
    who: Principal,
    batch: str,
    *,
    skip_bad: bool = False,
    take: Collection[str] = (),
    case_manager: str = "",
) -> Done:
    """Take a plan: all of it or nothing, with `skip_bad` the rows without a fault.

    `take` are rows (hashes of their references) that wait for somebody to say so: conflicts, and references that were
    asked about. `case_manager` (a person's id) gets the new cases; whoever takes the plan, where it is "".
    Raises ImportRefused, and then nothing came in.
    """
    with context.read(who, Permission.import_cases) as tx:
        waiting = _own(tx, who, batch)
        _check(waiting, context.now(), skip_bad)
        manager = knowing.new_cases_go_to(tx, who, case_manager)
    for _attempt in range(AGAIN):
        staged = stage(context, who, waiting, manager, take)
        with context.act(who, Permission.import_cases, audit="import.commit", about=batch) as act:
            is_in = switch(act, waiting, staged)
            act.detail |= staged.counts() | {"mapping": waiting.mapping, "file": waiting.file_digest[:16]}
            if not is_in:
                act.nothing_changed()
        if is_in:
            wipe(context, who, batch)
            context.refresh()
            return Done(**staged.counts())
        wipe_attempt(context, who, staged.attempt)
    raise ImportRefused(_("Others change these cases at this moment. Nothing came in: try again in a minute."))


def drop(context: Context, who: Principal, batch: str) -> None:
    """Throw a plan away."""
    with context.act(who, Permission.import_cases, audit="import.drop", about=batch) as act:
        waiting = _own(act.tx, who, batch)
        if not batches.move(act.tx, batch, "planned", "dropped", act.at):
            raise ImportRefused(_ended(waiting))
    wipe(context, who, batch)


def _own(tx: Tx, who: Principal, batch: str) -> Batch:
    """Return a batch of the person's agency; another agency's looks like one that does not exist."""
    found = batches.get(tx, batch)
    if found is None or found.agency != (who.agency or "") or found.state == "staging":
        raise ImportRefused(_("There is no plan of this id in your agency. Look at the list of plans."))
    return found


Hidden = tuple[Collection[str], Collection[str]]
"""Cases of which a person may not know: their keys, and the hashes of the references under which they came in."""


def _hidden(tx: Tx, who: Principal, now: datetime) -> Hidden:
    keys = frozenset(out_of_sight(tx, who, now))
    return keys, imports.references(tx, who.agency or "", keys)


def _shown(batch: Batch, hidden: Hidden) -> Planned:
    return Planned(
        batch.id,
        batch.by,
        batch.at,
        batch.expires_at,
        batch.mapping,
        batch.state,
        ImportPlan.from_json(batch.report).without(*hidden),
    )


def _check(waiting: Batch, now: datetime, skip_bad: bool) -> None:
    if waiting.state != "planned":
        raise ImportRefused(_ended(waiting))
    if waiting.expires_at <= now:
        raise ImportRefused(_("This plan is older than a day. Nothing came in: make it anew from the file."))
    if ImportPlan.from_json(waiting.report).faults and not skip_bad:
        raise ImportRefused(
            _(
                "Some rows of the file have faults. Nothing came in: mend the file, or choose to take the good rows only."
            )
        )


def _ended(batch: Batch) -> str:
    if batch.state == "committed":
        return _("This plan was taken already. Nothing came in a second time.")
    return _("This plan was dropped. Make it anew from the file.")


def known_agency(context: Context, code: str) -> None:
    """Raise ImportRefused unless an agency with this code is a member."""
    with context.records.read() as tx:
        known = [agency.code for agency in agencies.every(tx)]
    if code not in known:
        raise ImportRefused(no_agency(code, known))
