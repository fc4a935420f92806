"""Health: everything that a workspace is made of, read and judged, with what to do about what is wrong.

A check is a function that yields findings; to add one, put it into CHECKS.
"""

import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from dashboard.access import Permission, Principal, operator
from dashboard.actions import heads
from dashboard.actions.administration import audit
from dashboard.actions.administration.health_settings import Finding
from dashboard.actions.administration.health_settings import findings as declared_settings
from dashboard.actions.context import Context
from dashboard.actions.supervisor.import_taking import SECRET
from dashboard.actions.taskforce import releases, spending
from dashboard.errors import DashboardError, did_you_mean
from dashboard.projection import Projection, ProjectionBusy
from dashboard.records import Records, audit_check, health
from dashboard.workspace import SEAL, Workspace

LEAST_ROOM = 500 * 2**20
"""Bytes that should be free: a release is counted from a second projection beside the first."""
SLACK = timedelta(minutes=2)
"""So far two clocks may differ without a word: a line may be a moment ahead of who reads it."""


def every(path: Path) -> Iterator[Finding]:
    """Yield what is found of a workspace, part by part; what cannot be opened ends the list."""
    try:
        workspace = Workspace.open(path)
    except DashboardError as error:
        yield Finding(part="settings", found=str(error), do="Correct config.toml, then check again.")
        return
    yield from declared_settings(workspace.settings)
    if Records.is_older(workspace.database_url):
        copy = "Copy the workspace, start the dashboard once, then check again."
        yield Finding(part="record", found="an older version wrote it; the next start brings it up to date", do=copy)
        return
    try:
        context = Context.open_to_check(workspace)
    except Exception as error:  # a damaged file may fail in any way
        yield Finding(part="record", found=_said(error), do="Nothing else was read. Check again when it is restored.")
        return
    for check in CHECKS:
        yield from _tried(check, context)
    context.close()


def _tried(check: Callable[[Context], Iterator[Finding]], context: Context) -> Iterator[Finding]:
    """Yield the findings of a check; a check that cannot be made is a finding, and the others go on."""
    try:
        yield from check(context)
    except Exception as error:  # whatever is broken in a workspace, the rest of it is read
        yield Finding(part=check.__name__.strip("_"), found=_said(error), do="Mend what it says, then check again.")


def _said(error: Exception) -> str:
    """Return an error of ours in its words, and of any other the type: its text may hold an answer."""
    return str(error) if isinstance(error, DashboardError) else f"it cannot be read ({type(error).__name__})"


def _files(context: Context) -> Iterator[Finding]:
    """Find files of the workspace that somebody else on this machine may read or write."""
    folder = context.workspace.path
    loose = sorted(str(path.relative_to(folder.parent)) for path in (folder, *folder.rglob("*")) if _is_loose(path))
    if loose:
        more = f" and {len(loose) - health.MOST} more" if len(loose) > health.MOST else ""
        named = ", ".join(loose[: health.MOST]) + more
        do = f"Take that away: chmod -R go= {_quoted(context)}"
        yield Finding(part="files", found=f"others on this machine can open: {named}", do=do)
    else:
        yield Finding(part="files", found="this account alone can open them")


def _is_loose(path: Path) -> bool:
    with suppress(FileNotFoundError):  # a server is running, and has just taken it away
        return not path.is_symlink() and bool(path.lstat().st_mode & 0o077)
    return False


def _quoted(context: Context) -> str:
    """Return the folder of the workspace as a command takes it, from wherever it is typed."""
    return shlex.quote(str(context.workspace.path))


def _secrets(context: Context) -> Iterator[Finding]:
    """Find secrets that are damaged, or that the record needs and that are gone."""
    workspace = context.workspace
    made = workspace.path / "secrets"
    with context.read(operator(), Permission.see_audit) as tx:
        needs = {SECRET: health.has_imports(tx), SEAL: audit_check.is_sealed(tx)}
    needed = {name for name, is_needed in needs.items() if is_needed or workspace.was_made(name)}
    there = {path.name for path in made.iterdir() if not path.name.startswith(".")} if made.exists() else set[str]()
    for name in sorted(there):
        workspace.kept_secret(name)  # raises when it is damaged
    for name in sorted(needed - there):
        yield Finding(
            part="secrets",
            found=f"the secret {name!r} is missing, and the record needs it",
            do="Restore the folder secrets/ from a backup. Until then the dashboard does not start, or rows that were "
            "imported before are not known again: do not import.",
        )
    yield Finding(part="secrets", found=f"{len(there)} whole")


def _record(context: Context) -> Iterator[Finding]:
    """Find damage in the record."""
    with context.read(operator(), Permission.see_audit) as tx:
        damaged, is_read = health.damage(tx), health.reads_pages(tx)
    if not is_read:
        yield Finding(
            part="record", found="with the newest tables; PostgreSQL checks its pages itself, they were not read"
        )
    elif damaged:
        yield Finding(
            part="record",
            found="damaged: " + "; ".join(damaged),
            do="Stop the server, keep a copy of the workspace, and restore the newest backup that is whole.",
        )
    else:
        yield Finding(part="record", found="whole, with the newest tables")


def _audit(context: Context) -> Iterator[Finding]:
    """Find lines of the audit that were changed or taken out, and whether the heads are there that would show it."""
    with context.read(operator(), Permission.see_audit) as tx:
        are_missing = heads.are_missing(context, tx)
    chain = audit.verify(context, operator())
    do = f"Compare with a backup: ovtf audit verify --head FILE -w {_quoted(context)}"
    if are_missing:
        yield Finding(
            part="audit",
            found="heads.jsonl is missing: whether the end of the log was cut off, or all of it written anew, cannot be seen",
            do=f"Keep a copy of the workspace before it is started again. {do}",
        )
    if not (are_missing and chain.ok):
        yield Finding(part="audit", found=audit.in_words(chain), do="" if chain.ok else do)


def behind(context: Context, who: Principal) -> datetime | None:
    """Return the newest time on record when the clock of this machine is behind it, otherwise None."""
    with context.read(who, Permission.see_audit) as tx:
        newest = health.newest(tx)
    return newest if newest and context.now() < newest - SLACK else None


def _clock(context: Context) -> Iterator[Finding]:
    newest, now = behind(context, operator()), context.now()
    if newest is None:
        yield Finding(part="clock", found=f"{now:%Y-%m-%d %H:%M} UTC, not behind the record")
    else:
        yield Finding(
            part="clock",
            found=f"{now:%Y-%m-%d %H:%M} UTC, but the record has a line of {newest:%Y-%m-%d %H:%M}",
            do="Set the clock of this machine: deadlines and sessions are reckoned by it.",
        )


def _projection(context: Context) -> Iterator[Finding]:
    path = context.workspace.projection
    if not path.exists():
        yield Finding(part="projection", found="not there; the next start makes it from the record")
        return
    try:
        damaged = Projection.is_damaged(path)
    except ProjectionBusy:
        yield Finding(part="projection", found="in use: the dashboard is running")
        return
    if damaged:
        yield Finding(
            part="projection",
            found="damaged",
            do=f"Stop the server and run: ovtf projection rebuild -w {_quoted(context)}",
        )
    else:
        yield Finding(part="projection", found="can be read")


def _releases(context: Context) -> Iterator[Finding]:
    if spending.is_unsettled(context):
        do = f"Bring it to an end: ovtf release list -w {_quoted(context)}"
        yield Finding(part="releases", found="a build was stopped half-way", do=do)
    problems = [problem for problem in releases.verify(context, operator()) if problem.period != "config.toml"]
    for problem in problems:
        do = f"See: ovtf release verify -w {_quoted(context)}"
        yield Finding(part="releases", found=f"{problem.period}: {problem.text}", do=do)
    if not problems:
        yield Finding(part="releases", found="as they were published")


def _plugins(context: Context) -> Iterator[Finding]:
    for plugin in context.registry.plugins:
        if plugin.status == "failed":
            yield Finding(
                part="plugins",
                found=f"{plugin.name}: {plugin.problem}",
                do="Install a version that works, or remove it.",
            )
    yield Finding(part="plugins", found=", ".join(plugin.name for plugin in context.registry.active) or "none active")


def _hours(context: Context) -> Iterator[Finding]:
    """Find lines of [hours] that no installed area declares: nobody's deadline is shortened by them."""
    declared = {plugin.name: plugin.area.hours for plugin in context.registry.plugins if plugin.area}
    for area, hours in context.workspace.settings.hours.items():
        for name, length in hours.items():
            longest = declared.get(area, {}).get(name)
            if longest is None:
                known = [f"{of}.{hour}" for of, names in declared.items() for hour in names]
                hint = did_you_mean(f"{area}.{name}", known)
                yield Finding(part="hours", found=f"no area declares {area}.{name}", do=f"Correct the line.{hint}")
            elif length > longest:
                yield Finding(
                    part="hours",
                    found=f"{area}.{name} = {length} is longer than the area's {longest}, and is not taken",
                    do="Make it shorter or take the line out.",
                )


def _disk(context: Context) -> Iterator[Finding]:
    free = shutil.disk_usage(context.workspace.path).free
    do = "Make room now: with a full disk nothing is saved." if free < LEAST_ROOM else ""
    yield Finding(part="disk", found=f"{free // 2**20} MB free", do=do)


CHECKS: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    _files,
    _secrets,
    _record,
    _audit,
    _clock,
    _projection,
    _releases,
    _plugins,
    _hours,
    _disk,
)
