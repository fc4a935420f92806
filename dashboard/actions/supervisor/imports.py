"""Import of cases from a file: the whole file is checked, then all of it comes in or nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act
from dashboard.actions.administration.membership import no_agency
from dashboard.actions.context import Context
from dashboard.actions.supervisor.import_planning import plan_file
from dashboard.actions.supervisor.import_stage import wipe, wipe_attempt
from dashboard.actions.supervisor.import_taking import AGAIN, SECRET, stage, switch
from dashboard.actions.work import consents, knowing
from dashboard.casework.consent import first_consent
from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange import ImportPlan as OnePlan
from dashboard.interchange import ImportReport, examine
from dashboard.interchange.checking import Incoming
from dashboard.interchange.child import read_apart
from dashboard.interchange.planning import ImportPlan
from dashboard.interchange.source import Source
from dashboard.records import Tx, agencies, batches, cases, imports, risk, staging
from dashboard.records.batches import Batch, State
from dashboard.records.risk import RiskDecision


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
        shown = _shown(_own(tx, who, batch))
    context.audit_look(who, "import.read", batch)
    return shown


def plans(context: Context, who: Principal) -> list[Planned]:
    """Return the newest plans of the agency, newest first, also those that were taken or dropped."""
    with context.read(who, Permission.import_cases) as tx:
        shown = [_shown(batch) for batch in batches.of_agency(tx, who.agency or "")]
    context.audit_look(who, "import.read", "")
    return shown


def sample(context: Context, who: Principal, batch: str, most: int = 20) -> list[dict[str, Any]]:
    """Return some rows of a plan as they were understood: values of elements of a case, without references."""
    with context.read(who, Permission.import_cases) as tx:
        waiting = staging.planned(tx, _own(tx, who, batch).id, limit=most)
    context.audit_look(who, "import.read", batch)
    rows = [Incoming.from_json(each.incoming) for each in waiting]
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
        manager = _manager(tx, who, case_manager)
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


def _shown(batch: Batch) -> Planned:
    return Planned(
        batch.id,
        batch.by,
        batch.at,
        batch.expires_at,
        batch.mapping,
        batch.state,
        ImportPlan.from_json(batch.report),
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


def _manager(tx: Tx, who: Principal, person: str) -> str:
    """Return who gets the new cases; raise ImportRefused for somebody who is not of the agency's active staff."""
    if person and person not in knowing.staff(tx, who):
        raise ImportRefused(_("Choose a case manager or supervisor of your agency who is active."))
    return person or who.person_id


def known_agency(context: Context, code: str) -> None:
    """Raise ImportRefused unless an agency with this code is a member."""
    with context.records.read() as tx:
        known = [agency.code for agency in agencies.every(tx)]
    if code not in known:
        raise ImportRefused(no_agency(code, known))


def check_file(context: Context, who: Principal, name: str, content: bytes) -> ImportReport:
    """Return what an import would bring in and what is wrong in which row; only the audit is written."""
    source = _read(context, who, name, content)
    with context.act(who, Permission.import_cases, audit="import.check") as act:
        plan = _plan(act, source)
        act.detail |= {"rows": plan.report.rows, "problems": len(plan.report.problems)}
    return plan.report


def bring_in(context: Context, who: Principal, name: str, content: bytes) -> ImportReport:
    """Import a file in one transaction; with any problem nothing comes in."""
    source = _read(context, who, name, content)
    with context.act(who, Permission.import_cases, audit="import.cases") as act:
        plan = _plan(act, source)
        if plan.report.ok:
            _write(act, plan)
            act.detail |= {"rows": plan.report.rows, "new": plan.report.new}
        else:
            act.nothing_changed()
    return plan.report


def _read(context: Context, who: Principal, name: str, content: bytes) -> Source:
    """Read a file before anything is written: while a transaction is open, others wait with their saves."""
    context.require(who, Permission.import_cases)
    return read_apart(content, name)


def _plan(act: Act, source: Source) -> OnePlan:
    """Check a file and return what it would bring in; a row that was imported before is known by its reference."""
    agency = act.who.agency or ""
    return examine(
        source,
        agency=agency,
        secret=act.context.workspace.secret(SECRET),
        now=act.at,
        known=lambda hashes: imports.known(act.tx, agency, hashes),
    )


def _write(act: Act, plan: OnePlan) -> None:
    """Write each new row of the file as a case, with its first consents and its risk level."""
    tx, at, by = act.tx, act.at, act.who.person_id
    for row in plan.new:
        case = row.case(key=cases.new_key(tx), agency=act.who.agency or "", case_manager=by, at=at)
        cases.add(tx, case, by=by, at=at)
        imports.add(tx, case.agency, row.ref_hash, row.digest, case.key, at)
        consents.write(act, case, first_consent(case), {"given_by": "other"})
        if row.risk_level:
            risk.decide(
                tx,
                RiskDecision(
                    id=row.ref_hash[:36],
                    case_key=case.key,
                    level=row.risk_level,
                    suggested=None,
                    reasons=("imported",),
                    override_reason="",
                    at=at,
                    by=by,
                ),
            )
