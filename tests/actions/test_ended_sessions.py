"""No action reads or writes for somebody whose session has ended: an open form keeps the person that it was drawn for."""

import ast
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from dashboard.access import AGENCY_ROLES, Principal, sessions
from dashboard.actions.administration import unheld
from dashboard.actions.context import Context
from dashboard.actions.work import cases, drafting, knowing
from dashboard.errors import DashboardError, SignedOut
from dashboard.records import people
from dashboard.records import sessions as table
from tests.actions.test_every_action import ACTIONS, NAMES, ROOM, World, _one_who_may, make_plan, prepared, world
from tests.conftest import add_person

__all__ = ["prepared", "world"]
ENDINGS: dict[str, Callable[[Context, Principal], None]] = {
    "she signed out": lambda context, who: sessions.revoke(context.records, who.session, context.now()),
    "nobody used it for half an hour": lambda context, who: _last_used(context, who, timedelta(minutes=31)),
    "she is not active any more": lambda context, who: _changed(context, who, active=False),
    "her role changed": lambda context, who: _changed(
        context, who, role="coordinator" if who.role == "administrator" else "administrator", agency=None
    ),
    "her agency changed": lambda context, who: _changed(
        context, who, agency="A02" if who.role in AGENCY_ROLES else "A01"
    ),
}
"""How a session ends. People are changed in the record itself: the actions have to see it without a revoked session."""


def _last_used(context: Context, who: Principal, ago: timedelta) -> None:
    with context.records.write() as tx:
        table.seen(tx, who.session, context.now() - ago)


def _changed(context: Context, who: Principal, **changes: object) -> None:
    with context.records.write() as tx:
        people.change(tx, who.person_id, **changes)


def signed_in(context: Context, who: Principal) -> Principal:
    """Return a person as a page gets them: with a session."""
    token = sessions.redeem(
        context.records, sessions.issue_ticket(context.records, who.person_id, context.now()), context.now()
    )
    present = sessions.lookup(context.records, token or "", context.now())
    assert present is not None
    return present


def on_record(context: Context) -> list[str]:
    with sqlite3.connect(context.workspace.path / "records.db") as record:
        return list(record.iterdump())


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_action_does_anything_after_the_session_has_ended(world: World, ending: str) -> None:
    world.people = {role: signed_in(world.context, who) for role, who in world.people.items()}
    unknown = ("service", "password", "request", "correction", "connection", "sealing", "file", "quarter")
    world.made |= dict.fromkeys(unknown, "unknown")
    make_plan(world)
    for who in world.people.values():
        ENDINGS[ending](world.context, who)
    before, heard = on_record(world.context), []
    for name, act in NAMES.items():
        if act in (unheld.unheld, unheld.name_supervisor):  # on the server only, where nobody has a session
            continue
        try:
            ACTIONS[act].call(world, _one_who_may(world, ACTIONS[act].permission))
        except SignedOut:
            continue
        except DashboardError as error:
            name += f": {error}"
        heard.append(name)
    assert not heard, (
        f"{ending}, and these still answer. Let them use context.read, context.require or context.act: {heard}"
    )
    assert on_record(world.context) == before


def test_what_was_typed_last_stays_in_the_draft_of_its_owner(world: World) -> None:
    context, colleague = (
        world.context,
        signed_in(world.context, add_person(world.context, "case_manager", "A01", "colleague")),
    )
    amal = signed_in(context, world.people["case_manager"])
    draft = drafting.open_draft(context, amal, "core", "incident", world.key)
    drafting.save_draft(context, amal, draft.id, {"harm": ["fear"]})
    knowing.add(context, amal, world.key, colleague.person_id, "cover")
    sessions.revoke(context.records, amal.session, context.now())
    for typing in (amal, replace(amal, session=colleague.session), colleague):
        with pytest.raises(DashboardError):
            drafting.save_draft(context, typing, draft.id, {"harm": ["money"]})
    assert drafting.open_draft(context, colleague, "core", "incident", world.key).id != draft.id
    again = signed_in(context, world.people["case_manager"])
    assert drafting.open_draft(context, again, "core", "incident", world.key).answers == {"harm": ["fear"]}


def test_a_look_that_was_noted_before_does_not_let_an_ended_session_look_again(world: World) -> None:
    amal = signed_in(world.context, world.people["case_manager"])
    cases.read_case(world.context, amal, world.key)
    sessions.revoke(world.context.records, amal.session, world.context.now())
    with pytest.raises(SignedOut):
        cases.read_case(world.context, amal, world.key)


MAY_READ = {
    "actions/context.py": "it is the one way to read, and which areas are switched off is nobody's in particular",
    "actions/supervisor/imports.py": "the command line asks whether an agency is a member",
    "actions/taskforce/outside.py": "a program outside has a token and no session; it is about no case",
    "actions/taskforce/spending.py": "what releases have spent, asked at every start; it is about no case",
    "actions/work/forms.py": "the form of an entry that was read before",
    "actions/directory/editing.py": "the service directory is everybody's",
}


def _reads() -> Iterator[str]:
    for path in ROOM.rglob("*.py"):
        if any(ast.unparse(node).endswith("records.read") for node in ast.walk(ast.parse(path.read_text("utf-8")))):
            yield path.relative_to(ROOM.parent).as_posix()


def test_actions_read_the_record_through_context_read() -> None:
    assert set(_reads()) == set(MAY_READ), "Write `with context.read(who, Permission.…) as tx:`; it checks the session."


def test_only_sign_in_makes_the_one_who_acts() -> None:
    """A Principal without a session is nobody's window: it is made for commands only."""
    made = {
        path.relative_to(ROOM.parent).as_posix()
        for path in ROOM.parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Principal"
    }
    assert made == {"access/principal.py", "access/sessions.py"}
