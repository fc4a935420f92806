"""People as a page gets them: with a session of their own."""

from dataclasses import replace

from dashboard.access import Principal, sessions
from dashboard.actions.context import Context


def in_session(context: Context, who: Principal) -> Principal:
    """Return somebody who has signed in just now."""
    ticket = sessions.issue_ticket(context.records, who.person_id, context.now())
    token = sessions.redeem(context.records, ticket, context.now())
    assert token is not None
    return replace(who, session=sessions.digest(token))
