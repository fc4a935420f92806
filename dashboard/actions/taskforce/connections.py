"""Connections: a program outside reads releases that are cleared, with a token that names its purpose and expires.

One coordinator asks and gets the secret, once; another approves, and until then it opens nothing.
"""

import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.errors import NotAllowed, ReleaseError
from dashboard.i18n import gettext as _
from dashboard.privacy import find
from dashboard.records import Tx, api_tokens, people
from dashboard.records.api_tokens import TokenEvent, digest

DAYS = (30, 90, 180, 366)
"""For how many days a token may be good."""
LONGEST = 120
"""Characters of a purpose."""
START = "ovtf_"
"""What every secret begins with, so that one that was left in a file is found by whoever searches for it."""


@dataclass(frozen=True, kw_only=True)
class Connection:
    """A token as coordinators see it: what for, which periods (none for every cleared one), and who decided.

    `is_mine`: whoever looks has asked for it herself, so another coordinator approves it.
    """

    id: str
    purpose: str
    periods: tuple[str, ...]
    until: datetime
    state: Literal["asked", "approved", "expired", "ended"]
    asked_by: str
    asked_at: datetime
    decided_by: str = ""
    is_mine: bool = False


def every(context: Context, who: Principal) -> list[Connection]:
    """Return every token that was asked for, the newest first."""
    with context.read(who, Permission.clear_releases) as tx:
        return [_told(tx, who, token, context.now()) for token in api_tokens.every(tx)]


def ask(context: Context, who: Principal, purpose: str, days: int, periods: tuple[str, ...] = ()) -> str:
    """Ask for a token and return its secret, which is shown this once and kept nowhere; it opens nothing until approved.

    Raises ReleaseError where the purpose is missing, too long or could identify a person.
    """
    purpose = " ".join(purpose.split())
    if not 5 <= len(purpose) <= LONGEST or find(purpose):
        raise ReleaseError(
            _(
                "Say in 5 to {n} characters what the program is for, such as “Power BI of the sub-cluster”. No names of "
                "people, numbers, links or addresses."
            ).format(n=LONGEST)
        )
    if days not in DAYS:
        raise ReleaseError(_("Choose how long it is good from the list."))
    secret = START + secrets.token_urlsafe(32)
    with context.act(who, Permission.clear_releases, audit="connection.ask", days=days) as act:
        _of_a_person(who)
        token = TokenEvent(
            id=str(uuid.uuid4()),
            state="asked",
            purpose=purpose,
            periods=periods,
            secret=digest(secret),
            until=act.at + timedelta(days=days),
            at=act.at,
            by=who.person_id,
        )
        act.about = token.id
        api_tokens.add(act.tx, token)
    return secret


def approve(context: Context, who: Principal, token: str) -> None:
    """Approve a token that somebody else asked for: from now on it opens what it names."""
    with context.act(who, Permission.clear_releases, audit="connection.approve", about=token) as act:
        _of_a_person(who)
        asked = _newest(act.tx, token)
        if asked.state != "asked" or asked.until <= act.at:
            raise ReleaseError(_("Nobody waits for this decision any more. Load the page again."))
        if asked.by == who.person_id:
            raise NotAllowed(_("You asked for this yourself. Another coordinator decides about it."))
        api_tokens.add(act.tx, replace(asked, state="approved", at=act.at, by=who.person_id))


def end(context: Context, who: Principal, token: str) -> None:
    """End a token at once; any coordinator may, and a command on the server."""
    with context.act(who, Permission.clear_releases, audit="connection.end", about=token) as act:
        standing = _newest(act.tx, token)
        if standing.state == "ended":
            act.nothing_changed()
            return
        api_tokens.add(act.tx, replace(standing, state="ended", at=act.at, by=who.person_id))


def _of_a_person(who: Principal) -> None:
    if not who.session:
        raise NotAllowed(_("A coordinator decides about this on her own page, signed in as herself."))


def _newest(tx: Tx, token: str) -> TokenEvent:
    for events in api_tokens.every(tx):
        if events[0].id == token:
            return events[-1]
    raise ReleaseError(_("There is no such connection. Load the page again."))


def _told(tx: Tx, who: Principal, token: tuple[TokenEvent, ...], now: datetime) -> Connection:
    asked, last = token[0], token[-1]
    return Connection(
        id=asked.id,
        purpose=asked.purpose,
        periods=asked.periods,
        until=asked.until,
        state="expired" if last.state != "ended" and asked.until <= now else last.state,
        asked_by=_name(tx, asked.by),
        asked_at=asked.at,
        decided_by=_name(tx, last.by) if last is not asked else "",
        is_mine=asked.by == who.person_id,
    )


def _name(tx: Tx, person_id: str) -> str:
    person = people.get(tx, person_id)
    return person.name if person else _("made on the server")
