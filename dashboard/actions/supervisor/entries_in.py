"""Entries that were filled in without a line come in: all of a file or nothing, through the rules of their form."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.actions.supervisor import entry_words
from dashboard.actions.supervisor.entry_checking import Checker, Named, Ready
from dashboard.actions.supervisor.import_taking import calendar
from dashboard.actions.work import knowing
from dashboard.actions.work.saving import save
from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.child import read_apart
from dashboard.interchange.mapped import Fault
from dashboard.interchange.offline_entries import FilledForm, Gathered, gather, together
from dashboard.interchange.places import numbers
from dashboard.projection.derive import quarter
from dashboard.records import Tx, brought_entries, imports
from dashboard.records.brought_entries import BroughtEntry

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
    came_in: bool = False
    """Whether the new ones are on record now."""


def plan(context: Context, who: Principal, area: str, form: str, files: Mapping[str, bytes]) -> EntriesPlan:
    """Return what files (by name, those of one export) would bring in, and what is wrong; only the audit is written.

    They are written and undone, because a later entry of a file is looked at beside what the earlier ones did.
    """
    return _brought(context, who, (area, form), files, lambda _done: False)


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
    return _brought(context, who, (area, form), files, lambda done: skip_bad or not done.faults, case_manager)


def _brought(
    context: Context,
    who: Principal,
    name: tuple[str, str],
    files: Mapping[str, bytes],
    keep: Callable[[EntriesPlan], bool],
    case_manager: str = "",
) -> EntriesPlan:
    """Write the entries of files, and undo it where `keep` says so of what was found."""
    context.require(who, Permission.import_cases)
    checker, about = Checker.of(context, who, *name), ".".join(name)
    # Read, and named by its keyed hashes, before anything is locked.
    file, content = together(files)
    gathered = _with_twice(checker, gather(read_apart(content, file), checker.form, checker.area))
    named = [checker.named(filled) for filled in _in_order(gathered)]
    with context.act(who, Permission.import_cases, audit="entries.import", about=about) as act:
        manager = knowing.new_cases_go_to(act.tx, who, case_manager)
        found = list(_each(act, checker, named, manager))
        done = _planned(gathered, checker, found)
        done = replace(done, came_in=bool(done.new) and keep(done))
        counts = {"rows": done.read, "new": done.new, "faults": len(done.faults)}
        act.detail |= counts
        if not done.came_in:
            act.nothing_changed()
    if not done.came_in:
        context.audit_only(who, Permission.import_cases, "entries.check", about, **counts)
    for key in sorted(checker.refused):  # after the transaction, which may have been undone
        context.audit_look(who, "case.refused", key)
    return done


Found = Ready | tuple[Fault, ...] | None
"""An entry that comes in, what is wrong with it, or None where it came in before."""


def _each(act: Act, checker: Checker, named: list[Named], manager: str) -> Iterator[Found]:
    """Write the entries in the order in which they were filled in, and yield what became of each."""
    known = brought_entries.digests(act.tx, act.who.agency or "")
    _refuse_many(sum(one.instance not in known for one in named))
    for one in named:
        if (before := known.get(one.instance)) is not None:
            yield None if before == one.digest else (one.filled.fault("", entry_words.changed()),)
            continue
        found = checker.check(act.tx, one)
        if isinstance(found, Ready):
            _write(act, checker, found, manager)
        yield found


def _refuse_many(new: int) -> None:
    if new > MOST:
        text = _(
            "The file has {new} new entries, and at most {most} come in at once. Export a shorter time, or divide it."
        )
        raise ImportRefused(text.format(new=new, most=MOST))


def _in_order(gathered: Gathered) -> list[FilledForm]:
    """Return the entries with no fault of their place in the file, the oldest first."""
    faulty = {(fault.sheet, fault.row) for fault in gathered.faults}
    sound = [filled for filled in gathered.filled if filled.place not in faulty]
    return sorted(sound, key=lambda filled: (filled.made_at is None, filled.made_at))


def _with_twice(checker: Checker, gathered: Gathered) -> Gathered:
    """Add a fault for each entry that stands in the file before, and for a new case with the reference of another one."""
    seen: set[str] = set()
    faults = []
    for filled in gathered.filled:
        names = {f"id {filled.instance}"} | checker.names_of_new_case(filled)
        if seen & names:
            faults.append(filled.fault("", entry_words.twice()))
        seen |= names
    return replace(gathered, faults=(*gathered.faults, *faults))


def _planned(gathered: Gathered, checker: Checker, found: Iterable[Found]) -> EntriesPlan:
    found = list(found)
    ready = [one for one in found if isinstance(one, Ready)]
    faults = [fault for one in found if isinstance(one, tuple) for fault in one]
    return EntriesPlan(
        read=len(gathered.filled),
        new=len(ready),
        same=found.count(None),
        replacing=sum(one.replaces for one in ready),
        early=Counter(words for one in ready for words in one.warnings),
        faults=(*gathered.faults, *faults),
        left_out=gathered.left_out,
        notes=(*gathered.notes, *_other_versions(gathered, checker.form.version), *_otherwise(ready)),
    )


def _other_versions(gathered: Gathered, now: str) -> Iterator[str]:
    if others := sum(filled.version.partition(".")[2] not in ("", now) for filled in gathered.filled):
        yield entry_words.other_version(others)


def _otherwise(ready: Iterable[Ready]) -> Iterator[str]:
    """Say where an entry was filled in for a case that is another one on record: a guardian who harms, say."""
    rows: dict[str, list[int]] = {}
    for one in ready:
        for fact in one.otherwise:
            rows.setdefault(fact, []).append(one.filled.place[1])
    yield from (entry_words.otherwise(fact, numbers(places)) for fact, places in rows.items())


def _write(act: Act, checker: Checker, ready: Ready, manager: str) -> None:
    """Write an entry with all that follows from it as of when it was filled in, and that it came in."""
    made_at = min(ready.made_at, act.at)
    opened = replace(ready.opened, draft=replace(ready.opened.draft, person=manager))
    writer = act if checker.is_intake and _is_late(act.tx, quarter(made_at)) else act.earlier(made_at)
    sent = save(writer, opened, ready.state, AGREED if ready.warnings else "")
    act.audit("form.submit", sent.case_key, form=opened.step, version=opened.form.version, offline=True)
    agency = act.who.agency or ""
    if checker.is_intake:
        ref_hash, folded_hash = checker.references(ready.filled.reference)
        imports.add(act.tx, agency, ref_hash, ready.named.digest, sent.case_key, act.at, folded_hash=folded_hash)
    brought_entries.add(
        act.tx,
        BroughtEntry(
            agency=agency,
            instance_hash=ready.named.instance,
            digest=ready.named.digest,
            submission_id=sent.id,
            at=act.at,
            by=act.who.person_id,
        ),
    )


def _is_late(tx: Tx, made_in: str) -> bool:
    """Whether a release was made of a quarter: its cases count when they come in, and never in no quarter."""
    return made_in in calendar(tx).released
