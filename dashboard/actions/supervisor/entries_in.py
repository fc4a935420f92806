"""Entries that were filled in without a line come in: all of a file or nothing, through the rules of their form."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.actions.supervisor.entry_checking import Checker, Ready, moment
from dashboard.actions.supervisor.import_taking import SECRET, calendar
from dashboard.actions.work import knowing
from dashboard.actions.work.saving import save
from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.checking import hashes
from dashboard.interchange.child import read_apart
from dashboard.interchange.filled import FilledForm, Gathered, gather
from dashboard.interchange.mapped import Fault
from dashboard.interchange.reading.archive import together
from dashboard.projection.derive import quarter
from dashboard.records import Tx, brought, imports
from dashboard.records.brought import Brought

MOST = 100
"""So many new entries come in at once: they are written together, and others wait for about a second meanwhile."""
AGREED = "supervisor"
"""Why an entry is written before what should come first (override_reason): a supervisor has seen the plan, and says so."""


@dataclass(frozen=True)
class EntriesPlan:
    """What a file of entries brings: counts, and what is wrong where.

    `replacing` of the new ones stand in the place of an older entry; `early` come before something that should be first.
    `left_out` counts rows by the reason in words.
    """

    read: int
    new: int = 0
    same: int = 0
    replacing: int = 0
    early: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong in the file."""
        return not self.faults


def plan(context: Context, who: Principal, area: str, form: str, files: Mapping[str, bytes]) -> EntriesPlan:
    """Return what files (by name, those of one export) would bring in, and what is wrong; only the audit is written."""
    gathered = _gathered(context, who, area, form, files)
    with context.read(who, Permission.import_cases) as tx:
        checker = _checker(context, who, area, form, tx)
        ready, planned = _looked_at(checker, tx, gathered)
    _note_refused(checker)
    context.audit_only(
        who, Permission.import_cases, "entries.check", f"{area}.{form}", rows=planned.read, new=len(ready)
    )
    return planned


def bring_in(
    context: Context,
    who: Principal,
    area: str,
    form: str,
    files: Mapping[str, bytes],
    *,
    skip_bad: bool = False,
    case_manager: str = "",
) -> EntriesPlan:
    """Bring in the entries of files, all or nothing; with `skip_bad` those without a fault.

    `case_manager` (a person's id) gets new cases; whoever brings them in, where it is "".
    """
    gathered = _gathered(context, who, area, form, files)
    with context.act(who, Permission.import_cases, audit="entries.import", about=f"{area}.{form}") as act:
        checker = _checker(context, who, area, form, act.tx)
        ready, done = _written(act, checker, gathered, case_manager)
        act.detail |= {"rows": done.read, "new": done.new, "faults": len(done.faults)}
        if not ready or not (done.ok or skip_bad):
            act.nothing_changed()
    _note_refused(checker)
    return done


def _note_refused(checker: Checker) -> None:
    """Write into the audit which cases were asked for and may not be opened; after the transaction, which may be undone."""
    for key in sorted(checker.refused):
        checker.context.audit_look(checker.who, "case.refused", key)


def _gathered(context: Context, who: Principal, area: str, form: str, files: Mapping[str, bytes]) -> Gathered:
    """Read files in a child process before anything is locked."""
    context.require(who, Permission.import_cases)
    name, content = together(files)
    return gather(read_apart(content, name), context.form(area, form), area)


def _checker(context: Context, who: Principal, area: str, form: str, tx: Tx) -> Checker:
    return Checker(
        context=context,
        who=who,
        area=area,
        form=context.form(area, form),
        now=context.now(),
        secret=context.workspace.secret(SECRET),
        known=brought.digests(tx, who.agency or ""),
    )


Found = Ready | tuple[Fault, ...] | None


def _looked_at(checker: Checker, tx: Tx, gathered: Gathered) -> tuple[list[Ready], EntriesPlan]:
    return _planned(checker, gathered, [checker.check(tx, filled) for filled in _in_order(checker, gathered)])


def _written(act: Act, checker: Checker, gathered: Gathered, case_manager: str) -> tuple[list[Ready], EntriesPlan]:
    """Write the entries in the order in which they were filled in: a later one sees what the earlier ones did."""
    manager = _manager(act, case_manager)
    found: list[Found] = []
    for filled in _in_order(checker, gathered):
        found.append(one := checker.check(act.tx, filled))
        if isinstance(one, Ready):
            _write(act, checker, one, manager)
    return _planned(checker, gathered, found)


def _in_order(checker: Checker, gathered: Gathered) -> list[FilledForm]:
    """Return the entries with no fault of their place in the file, the oldest first."""
    faulty = {(fault.sheet, fault.row) for fault in (*gathered.faults, *_twice(checker, gathered))}
    sound = [filled for filled in gathered.filled if filled.place not in faulty]
    new = sum(not checker.is_known(filled) for filled in sound)
    if new > MOST:
        text = _(
            "The file has {new} new entries, and at most {most} come in at once. Export a shorter time, or divide it."
        )
        raise ImportRefused(text.format(new=new, most=MOST))
    return sorted(sound, key=lambda filled: moment(filled.made_at) or checker.now)


def _twice(checker: Checker, gathered: Gathered) -> Iterator[Fault]:
    """Yield a fault for each entry that stands in the file before, and for a new case with the reference of another one."""
    seen: set[str] = set()
    for filled in gathered.filled:
        names = [f"id {filled.instance}"]
        names += [f"reference {hashes.folded(filled.reference)}"] if checker.is_intake and filled.reference else []
        if seen.intersection(names):
            yield filled.fault(
                "", _("stands in the file twice, by its id or by the reference of the case. Keep one of them.")
            )
        seen.update(names)


def _planned(checker: Checker, gathered: Gathered, found: list[Found]) -> tuple[list[Ready], EntriesPlan]:
    ready = [one for one in found if isinstance(one, Ready)]
    faults = [fault for one in found if isinstance(one, tuple) for fault in one]
    return ready, EntriesPlan(
        read=len(gathered.filled),
        new=len(ready),
        same=found.count(None),
        replacing=sum(one.replaces for one in ready),
        early=Counter(words for one in ready for words in one.warnings),
        faults=(*gathered.faults, *_twice(checker, gathered), *faults),
        left_out=gathered.left_out,
        notes=(*gathered.notes, *_other_versions(checker, gathered)),
    )


def _other_versions(checker: Checker, gathered: Gathered) -> Iterator[str]:
    now = checker.form.version
    others = sum(filled.version.partition(".")[2] not in ("", now) for filled in gathered.filled)
    if others:
        yield _(
            "{n} entries were filled in with another version of the form than today's. Today's rules look at them; take "
            "the new form to the telephones."
        ).format(n=others)


def _manager(act: Act, person: str) -> str:
    """Return who gets new cases; raise ImportRefused for somebody who is not of the agency's active staff."""
    if person and person not in knowing.staff(act.tx, act.who):
        raise ImportRefused(_("Choose a case manager or supervisor of your agency who is active."))
    return person or act.who.person_id


def _write(act: Act, checker: Checker, ready: Ready, manager: str) -> None:
    """Write an entry with all that follows from it as of when it was filled in, and that it came in."""
    made_at = min(ready.made_at, act.at)
    # A case of a quarter of which a release was made counts late, and never in no quarter (interchange/planning).
    is_late = checker.is_intake and quarter(made_at) in calendar(act.tx).released
    opened = replace(ready.opened, draft=replace(ready.opened.draft, person=manager))
    sent = save(act if is_late else act.earlier(made_at), opened, ready.state, AGREED if ready.warnings else "")
    act.audit("form.submit", sent.case_key, form=opened.step, version=opened.form.version, offline=True)
    agency = act.who.agency or ""
    if checker.is_intake:
        ref_hash, folded_hash = checker.references(ready.filled.reference)
        imports.add(act.tx, agency, ref_hash, ready.digest, sent.case_key, act.at, folded_hash=folded_hash)
    brought.add(
        act.tx,
        Brought(
            agency=agency,
            instance_hash=ready.instance_hash,
            digest=ready.digest,
            submission_id=sent.id,
            at=act.at,
            by=act.who.person_id,
        ),
    )
