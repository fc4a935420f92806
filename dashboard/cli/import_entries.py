"""ovtf import entries."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.supervisor import entries_in, imports
from dashboard.actions.supervisor.entries_in import EntriesPlan
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.cli.import_commit import called
from dashboard.cli.import_map import content_of
from dashboard.cli.import_planning import told
from dashboard.errors import ImportRefused
from dashboard.interchange.offline_entries import by_name


def entries(
    form: Annotated[str, typer.Argument(metavar="AREA.FORM", help="The form that was filled in, such as core.intake.")],
    files: Annotated[
        list[Path],
        typer.Argument(
            exists=True, dir_okay=False, readable=True, help="One export of Kobo or ODK Central: XLSX, CSV, ZIP, JSON."
        ),
    ],
    agency: Annotated[str, typer.Option(help="The code of the agency that filled it in.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would come in.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Bring in the entries without a fault.")] = False,
    case_manager: Annotated[str, typer.Option("--case-manager", help="The user name of who gets new cases.")] = "",
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Bring back what was filled in without a line: all of it or nothing. The same file twice changes nothing."""
    area, _dot, name = form.partition(".")
    contents = by_name((file.name, content_of(file)) for file in files)
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        who = operator("supervisor", agency)
        manager = called(context, who, case_manager) if case_manager else ""
        if dry_run:
            done = entries_in.plan(context, who, area, name, contents)
        else:
            done = entries_in.bring_in(context, who, area, name, contents, skip_bad=skip_bad, case_manager=manager)
    print("\n".join(_lines(done)))
    if done.faults and not done.came_in:
        raise ImportRefused(
            "Nothing came in. Correct what stands above where it was collected, export again, and try again."
        )


def _lines(done: EntriesPlan) -> list[str]:
    lines = list(told("", done.faults))
    lines += [f"note: {note}" for note in done.notes]
    lines += [f"note: {count} come before: {words}" for words, count in done.early.items()]
    lines += [f"{count} left out: {reason}" for reason, count in done.left_out.items()]
    verb = "came in" if done.came_in else "would come in"
    new = f"{done.new} {verb} ({done.replacing} replace an older entry)"
    return [*lines, f"{done.read} entries read: {new}, {done.same} were there already."]
