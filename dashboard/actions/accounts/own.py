"""Everybody's own account: what others changed about it, and a password that nobody else knows."""

from dashboard.access import Principal
from dashboard.access import accounts as rules
from dashboard.access.passwords import hash_password
from dashboard.access.people import change_person
from dashboard.access.sign_in import sign_in
from dashboard.actions.accounts import asking
from dashboard.actions.accounts.confirming import Change, change, names_of
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.errors import SignInError
from dashboard.i18n import gettext as _
from dashboard.records import Tx, accounts, people
from dashboard.records.accounts import Decision, Standing
from dashboard.records.people import Person


def unread(context: Context, who: Principal) -> list[Change]:
    """Return what was changed about this person's account, or as a supervisor's by codes in her agency, and not read
    yet.
    """
    with context.read(who) as tx:
        person = people.get(tx, who.person_id)
        return _changes(tx, person, person.seen_change) if person else []


def history(context: Context, who: Principal) -> list[Change]:
    """Return everything that was ever changed about this person's account, read or not, the newest first."""
    with context.read(who) as tx:
        person = people.get(tx, who.person_id)
        return _changes(tx, person, 0) if person else []


def _changes(tx: Tx, person: Person, after: int) -> list[Change]:
    concern = [decision for decision in accounts.done(tx, after=after) if _concerns(decision, person)]
    names = names_of(tx) if concern else {}  # asked in every run of every page, and hardly ever there is one
    return [change(decision, names) for decision in concern]


def _concerns(decision: Decision, person: Person) -> bool:
    """Whether a person is to know: it is her account, or somebody became supervisor of her agency without anybody there."""
    request = decision.request
    without_us = decision.way in ("codes", "server") and request.after.role == "supervisor"
    ours = person.agency is not None and request.after.agency == person.agency and decision.at > person.created_at
    return request.person_id == person.id or (without_us and ours)


def acknowledge(context: Context, who: Principal, seq: int) -> None:
    """Record that a person has read what was changed, up to this line of the history."""
    reason = "the change itself is in the audit, and her account says what she has read"
    with context.act(who, None, unaudited=reason) as act:
        people.change(act.tx, who.person_id, seen_change=seq)


def choose_password(context: Context, who: Principal, current: str, new: str, address: str = "") -> None:
    """Give oneself a new password and sign out everywhere; raise SignInError for a wrong or a weak one.

    The current one is asked for and counted like a sign-in: an open window could be somebody else's for a minute. `address` is
    where the browser is. The first own one in place of a password of version 0.1 stands in the history of accounts.
    """
    with context.read(who):
        pass  # the session stands
    hashed = hash_password(new)
    if new == current:
        raise SignInError(_("Choose another password than the one that you have."))
    now = context.now()
    if sign_in(context.records, context.key, who.username, current, now, address, action="password.check") is None:
        raise SignInError(_("Your current password is not right, or you tried too often. Wait a little and try again."))
    with context.act(who, None) as act:
        person = people.get(act.tx, who.person_id)
        if person is None:
            raise AssertionError("her password was just compared")
        act.audit("person.first_password" if _note_first(act, person) else "person.own_password", who.username)
        change_person(act.tx, person, act.at, password_hash=hashed, must_change=False)


def _note_first(act: Act, person: Person) -> bool:
    """Put into the history of accounts, and return, that this is the first own password in place of one of version 0.1.

    No history knows that one: an administrator had made it, and may be who chooses now.
    """
    is_known = any(rules.gets_new_password(done.request) for done in accounts.done(act.tx, person=person.id))
    if is_known or not person.must_change:
        return False
    request = asking.new("password", person, Standing.of(person), act.who, act.at)
    accounts.ask(act.tx, request)
    accounts.decide(act.tx, request, "done", person.id, act.at, "own")
    return True
