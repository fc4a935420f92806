"""ovtf import plan: what a file would bring in, and the plan's id."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import Principal, operator
from dashboard.actions.context import Context
from dashboard.actions.supervisor import import_looking, imports
from dashboard.actions.supervisor.imports import Planned
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.cli.import_commit import AgencyOption
from dashboard.cli.import_map import ONLINE, OPEN, FileArgument, MappingOption, content_of, place, toml_of
from dashboard.errors import ImportRefused
from dashboard.i18n import local
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping import FileMapping, Online
from dashboard.interchange.planning import ImportPlan

MOST = 50
BadOption = Annotated[
    Path | None, typer.Option("--bad", help="Write rows with faults there, with a column that says why: an .xlsx.")
]
SkipOption = Annotated[bool, typer.Option("--skip-bad", help="Take the good rows when others have faults.")]
OnlineOption = Annotated[
    str, typer.Option("--online", help='Which cases happened online: "all", or "COLUMN=value|value".')
]


def plan(
    file: FileArgument,
    agency: AgencyOption,
    mapping: MappingOption = "",
    online: OnlineOption = "",
    bad: BadOption = None,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Show what a file would bring in, and keep it as a plan for a day. Exit code 3: rows have faults."""
    refuse_bad(bad)
    said = online_of(online)
    content = content_of(file)
    toml = toml_of(mapping, agency, workspace) if mapping else ""
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        who = operator("supervisor", agency)
        toml = toml or import_looking.look(context, who, file.name, content).draft.mapping.to_toml()
        toml = replace(FileMapping.from_toml(toml), online=said).to_toml() if said.is_said else toml
        made = made_of(context, who, file.name, content, toml, bad)
    print("\n".join(_lines(made.report)))
    take = f"ovtf import commit {made.id} --agency {agency}" + (" --skip-bad" if made.report.faults else "")
    print(f"plan {made.id}, until {local(made.expires_at):%Y-%m-%d %H:%M}. Take it: {take}")
    if made.report.faults:
        raise typer.Exit(OPEN)


def online_of(text: str) -> Online:
    """Return which cases happened online, as a person says it on the command line."""
    column, sign, values = text.partition("=")
    if not text or text.strip().casefold() == "all":
        return Online(every=bool(text))
    named = tuple(value.strip() for value in values.split("|") if value.strip())
    if not (sign and column.strip() and named):
        raise ImportRefused(f"--online says which cases happened online. Write {ONLINE}.")
    return Online(column=column.strip(), values=named)


def made_of(context: Context, who: Principal, name: str, content: bytes, toml: str, bad: Path | None) -> Planned:
    """Plan a file, and write its rows with faults where the person says."""
    try:
        made = imports.plan(context, who, name, content, toml)
    except ImportRefused as error:
        is_said = FileMapping.from_toml(toml).online.is_said
        raise ImportRefused(str(error) + ("" if is_said else f"\nOn the command line: {ONLINE}.")) from None
    if bad is not None and made.report.faults:
        bad.touch(mode=0o600)
        bad.write_bytes(import_looking.bad_rows(context, who, name, content, toml, made.report.faults))
        print(f"Rows with faults are in {bad.name}, with a column that says why.")
    return made


def refuse_bad(bad: Path | None) -> None:
    """Raise ImportRefused for a place where rows with faults cannot be written, before anything is read."""
    if bad is None:
        return
    if bad.suffix.lower() != ".xlsx" or not bad.parent.is_dir():
        raise ImportRefused("Rows with faults are written as a workbook. Name an .xlsx in a folder that is there.")
    if bad.exists():
        raise ImportRefused(f"{bad.name} is there already. Choose another name, or move it away.")


def _lines(report: ImportPlan) -> Iterator[str]:
    """Yield what a plan would do; of the file itself nothing but names of columns."""
    counts = report.counts
    yield f"{report.read} rows read"
    yield from (f"{name}: {counts[name]}" for name in ("new", "changed", "same", "conflict", "asked", "faulty"))
    yield from (f"left out: {n} rows, {why}" for why, n in report.left_out.items())
    if report.dropped:
        yield f"personal columns that are not kept: {', '.join(report.dropped)}"
    yield from (f"note: {note}" for note in report.notes)
    for quarter, cases, is_late in report.quarters:
        yield f"{quarter}: {cases} new cases" + (", released already: these count as late" if is_late else "")
    yield f"open {report.opened}, closed {report.closed}; clocks that start: {report.clocks}"
    for row in report.of("changed", "conflict"):
        yield f"row {row.number}, {row.kind}: {', '.join(change.element for change in row.changes)}"
    yield from (f"row {row.number}, reference like that of rows {_numbers(row.like)}" for row in report.of("asked"))
    yield from (f"likely twins: rows {_numbers(each.rows)} {' '.join(each.cases)}".rstrip() for each in report.twins)
    yield from told("warning: ", report.warnings)
    yield from told("", report.faults)


def told(kind: str, faults: tuple[Fault, ...]) -> Iterator[str]:
    """Yield what is wrong where, so many lines that a person reads them."""
    yield from (kind + place(fault.sheet, fault.row, fault.column) + fault.message for fault in faults[:MOST])
    if len(faults) > MOST:
        yield f"... and {len(faults) - MOST} more."


def _numbers(rows: Iterable[int]) -> str:
    return ", ".join(map(str, rows))
