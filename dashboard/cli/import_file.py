"""ovtf import plan: what a file would bring in, and the plan's id."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.supervisor import imports, looking
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.cli.import_map import OPEN, FileArgument, MappingOption, place, toml_of
from dashboard.cli.import_plan import AgencyOption
from dashboard.errors import ImportRefused
from dashboard.i18n import local
from dashboard.interchange.mapped import Fault
from dashboard.interchange.planning import ImportPlan

MOST = 50


def plan(
    file: FileArgument,
    agency: AgencyOption,
    mapping: MappingOption = "",
    bad: Annotated[Path | None, typer.Option("--bad", help="Write rows with faults there, as .xlsx.")] = None,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Show what a file would bring in, and keep it as a plan for a day. Exit code 3: rows have faults."""
    if bad is not None and bad.suffix.lower() != ".xlsx":
        raise ImportRefused("Rows with faults are written as a workbook. Use a name that ends in .xlsx.")
    content = file.read_bytes()
    toml = toml_of(mapping, agency, workspace) if mapping else ""
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        who = operator("supervisor", agency)
        toml = toml or looking.look(context, who, file.name, content).draft.mapping.to_toml()
        made = imports.plan(context, who, file.name, content, toml)
        report = made.report
        if bad is not None and report.faults:
            bad.write_bytes(looking.bad_rows(context, who, file.name, content, toml, report.faults))
    print("\n".join(_lines(report)))
    print(
        f"plan {made.id}, until {local(made.expires_at):%Y-%m-%d %H:%M}. Take it: ovtf import commit {made.id} --agency {agency}"
    )
    if report.faults:
        raise typer.Exit(OPEN)


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
    yield from _told("warning: ", report.warnings)
    yield from _told("", report.faults)


def _told(kind: str, faults: tuple[Fault, ...]) -> Iterator[str]:
    yield from (kind + place(fault.sheet, fault.row, fault.column) + fault.message for fault in faults[:MOST])
    if len(faults) > MOST:
        yield f"... and {len(faults) - MOST} more."


def _numbers(rows: Iterable[int]) -> str:
    return ", ".join(map(str, rows))
