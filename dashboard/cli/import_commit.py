"""ovtf import commit, drop and list: what becomes of a plan that waits."""

from typing import Annotated

import typer

from dashboard.access import Principal, operator
from dashboard.actions.context import Context
from dashboard.actions.supervisor import assigning, imports
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.errors import ImportRefused
from dashboard.i18n import local

AgencyOption = Annotated[str, typer.Option(help="The code of the agency whose cases these are.")]
IdArgument = Annotated[str, typer.Argument(help="The id of the plan.")]


def commit(
    batch: IdArgument,
    agency: AgencyOption,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Take the good rows when others have faults.")] = False,
    case_manager: Annotated[str, typer.Option("--case-manager", help="The user name of who gets new cases.")] = "",
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Take a plan: all of it, or nothing. What was corrected here since the last import stays as it is."""
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        who = operator("supervisor", agency)
        manager = called(context, who, case_manager) if case_manager else ""
        done = imports.commit(context, who, batch, skip_bad=skip_bad, case_manager=manager)
    print(f"{done.new} cases came in, {done.changed} were corrected, {done.conflicts} conflicts were left as they are.")


def drop(batch: IdArgument, agency: AgencyOption, workspace: WorkspaceOption = DEFAULT) -> None:
    """Throw a plan away; nothing of it comes in."""
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        imports.drop(context, operator("supervisor", agency), batch)
    print("The plan was dropped. Nothing of it came in.")


def list_plans(agency: AgencyOption, workspace: WorkspaceOption = DEFAULT) -> None:
    """List the newest plans of an agency, and what became of them."""
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        found = imports.plans(context, operator("supervisor", agency))
    for each in found:
        counts = each.report.counts
        print(
            f"{each.id}  {local(each.at):%Y-%m-%d %H:%M}  {each.state}  new {counts['new']}, changed {counts['changed']}"
        )
    if not found:
        print("This agency has no plans.")


def called(context: Context, who: Principal, username: str) -> str:
    """Return the id of somebody of the agency by their user name."""
    for person in assigning.colleagues(context, who):
        if person.username == username:
            return person.id
    raise ImportRefused("Nobody who works for this agency has this user name. Look at: ovtf user list")
