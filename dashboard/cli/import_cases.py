"""ovtf import cases: the filled-in template in one step, planned and taken."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.access import Principal, operator
from dashboard.actions.context import Context
from dashboard.actions.supervisor import import_looking, imports
from dashboard.actions.supervisor.imports import Planned
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.cli.import_commit import AgencyOption
from dashboard.cli.import_map import FileArgument, content_of
from dashboard.cli.import_planning import BadOption, SkipOption, made_of, refuse_bad, told
from dashboard.errors import ImportRefused
from dashboard.interchange.mapping import shipped
from dashboard.interchange.planning import ImportPlan

TEMPLATE = "template"


def cases(
    file: FileArgument,
    agency: AgencyOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would come in.")] = False,
    skip_bad: SkipOption = False,
    bad: BadOption = None,
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Import the filled-in template: all of the file or nothing. Importing the same file twice changes nothing."""
    refuse_bad(bad)
    content = content_of(file)
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        who = operator("supervisor", agency)
        made = _planned(context, who, file.name, content, bad)
        for line in _said(made.report):
            print(line)
        refusal = _refusal(made.report, skip_bad=skip_bad, agency=agency)
        if refusal or dry_run:
            sample = imports.sample(context, who, made.id)
            imports.drop(context, who, made.id)
        else:
            imports.commit(context, who, made.id, skip_bad=skip_bad)
    if refusal:
        raise ImportRefused(refusal)
    print("\n".join([*(_words(sample) if dry_run else ()), _sum(made.report, "would come" if dry_run else "came")]))


def _planned(context: Context, who: Principal, name: str, content: bytes, bad: Path | None) -> Planned:
    """Plan a file of the template; raise ImportRefused for another one, with all that keeps it from being the template."""
    try:
        return made_of(context, who, name, content, shipped()[TEMPLATE].to_toml(), bad)
    except ImportRefused as error:
        kind = import_looking.look(context, who, name, content).draft.kind
        if kind == TEMPLATE:
            raise
        why = f"It looks like {kind}. " if kind else f"{error}\n"
    raise ImportRefused(
        f"{why}This file is not the template, and nothing was imported. Begin from ovtf import template, or say what its "
        f"columns mean: ovtf import map FILE, then ovtf import plan FILE --agency {who.agency}; or use the page Import."
    )


def _refusal(report: ImportPlan, *, skip_bad: bool, agency: str) -> str:
    """Return why nothing comes in, "" when something does: a case is changed only after somebody has seen how."""
    if report.faults and not skip_bad:
        return "Nothing was imported. Correct the lines above in the file and import it again."
    if waiting := report.of("changed", "conflict", "asked"):
        return (
            f"{len(waiting)} rows change cases that are here, or have references that differ in writing only. Nothing was "
            f"imported. Look at them: ovtf import plan FILE --agency {agency}, and take the plan with ovtf import commit."
        )
    return ""


def _said(report: ImportPlan) -> Iterator[str]:
    yield from told("", report.faults)
    yield from told("warning: ", report.warnings)
    yield from (f"note: {note}" for note in report.notes)


def _words(sample: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the first rows as they were understood."""
    for row in sample:
        said = {name: " ".join(value) if isinstance(value, tuple) else value for name, value in row.items()}
        yield " · ".join(f"{name} {value}" for name, value in said.items() if value not in (None, ""))


def _sum(report: ImportPlan, verb: str) -> str:
    counts = report.counts
    bad = f", {counts['faulty']} with faults did not (--bad FILE.xlsx writes them)" if report.faults else ""
    return f"{sum(counts.values())} rows read: {counts['new']} {verb} in, {counts['same']} were there already{bad}."
