"""ovtf user and ovtf agency."""

from typing import Annotated, cast

import typer

from dashboard import codes
from dashboard.access import Role, operator
from dashboard.actions.administration import membership, people
from dashboard.actions.taskforce import answering
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.errors import DashboardError, did_you_mean
from dashboard.languages import LANGUAGES

user = typer.Typer(no_args_is_help=True, help="People who sign in.")
agency = typer.Typer(no_args_is_help=True, help="Member agencies.")


@user.command("add")
def user_add(
    username: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[str, typer.Option(help="case_manager, supervisor, coordinator or administrator.")],
    name: Annotated[str, typer.Option(help="The name to show; the user name if left out.")] = "",
    agency: Annotated[str | None, typer.Option(help="The agency's code (case managers and supervisors).")] = None,
    language: Annotated[str, typer.Option(help=f"One of: {', '.join(LANGUAGES)}.")] = "en",
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Add a person and print a password for the first sign-in."""
    if role not in codes.names("role"):
        raise DashboardError(
            f"{role!r} is not a role.{did_you_mean(role, codes.names('role'))} "
            f"The roles are: {', '.join(codes.names('role'))}."
        )
    with opened(workspace) as context:
        _, password = people.add_person(
            context,
            operator(),
            username=username,
            name=name or username,
            role=cast(Role, role),
            agency=agency,
            language=language,
        )
    print(f"{username} was added. Password for the first sign-in: {password}")


@user.command("password")
def user_password(
    username: Annotated[str, typer.Argument(help="The name that they sign in with.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Give a person a new password for one sign-in, and let them sign in again if they may not.

    For when nobody is there who could confirm it. Its owner sees at the next sign-in that it was made on the server.
    """
    with opened(workspace) as context:
        by_name = {person.username: person for person in people.list_people(context, operator())}
        person = by_name.get(username.strip().lower())
        if person is None:
            raise DashboardError(f"There is nobody called {username!r}.{did_you_mean(username, by_name)}")
        if not person.active:
            people.change_person(context, operator(), person.id, active=True)
        password = people.reset_password(context, operator(), person.id)
    print(f"Password of {person.username} for the next sign-in: {password}")


@user.command("list")
def user_list(workspace: WorkspaceOption = DEFAULT) -> None:
    """List the people of a workspace."""
    with opened(workspace) as context:
        for person in people.list_people(context, operator()):
            state = "active" if person.active else "not active"
            print(f"{person.username:<20} {person.role:<14} {person.agency or '-':<12} {state}")


@agency.command("add")
def agency_add(
    code: Annotated[str, typer.Argument(help="A short code, such as A01.")],
    name: Annotated[str, typer.Argument(help="The agency's name.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Add a member agency."""
    with opened(workspace) as context:
        people.add_agency(context, operator(), code=code, name=name)
    print(f"{code} was added.")


@agency.command("list")
def agency_list(workspace: WorkspaceOption = DEFAULT) -> None:
    """List the agencies of a workspace, with the governorates in which each works."""
    with opened(workspace) as context:
        places = people.places(context, operator())
        for member in people.list_agencies(context, operator()):
            left = f" (until {member.ended_at:%Y-%m-%d})" if member.ended_at else ""
            print(f"{member.code:<12} {member.name:<40} {' '.join(places.get(member.code, ())) or '-'}{left}")


@agency.command("places")
def agency_places(
    code: Annotated[str, typer.Argument(help="The agency's code.")],
    governorates: Annotated[list[str], typer.Argument(help="Where it works: codes or names, such as IQ-AR Erbil.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Set the governorates in which an agency works; the list replaces the one before."""
    with opened(workspace) as context:
        declared = people.declare_places(context, operator(), code, governorates)
    print(f"{code} works in: {' '.join(declared)}")


@agency.command("since")
def agency_since(
    code: Annotated[str, typer.Argument(help="The agency's code.")],
    quarter: Annotated[str, typer.Argument(help="The first quarter of which it brings cases, such as 2024-Q1.")],
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Declare that an agency brings cases from before it joined: it then confirms these quarters too."""
    with opened(workspace) as context:
        is_new = answering.declare_for(context, operator(), code, quarter)
    print(f"{code} brings cases from {quarter} on." if is_new else f"{code} had declared {quarter}. Nothing changed.")


@agency.command("end")
def agency_end(
    code: Annotated[str, typer.Argument(help="The agency's code.")], workspace: WorkspaceOption = DEFAULT
) -> None:
    """End an agency's membership: it is not expected to report any more; its people can still finish their cases."""
    with opened(workspace) as context:
        membership.end(context, operator(), code)
    print(f"{code} is not a member any more.")


@agency.command("resume")
def agency_resume(
    code: Annotated[str, typer.Argument(help="The agency's code.")], workspace: WorkspaceOption = DEFAULT
) -> None:
    """Take the end of a membership back."""
    with opened(workspace) as context:
        membership.resume(context, operator(), code)
    print(f"{code} is a member again.")
