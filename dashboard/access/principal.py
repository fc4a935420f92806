"""Principal: the signed-in person who acts, with their role and agency."""

from dataclasses import dataclass, field
from typing import Literal

from dashboard.records.people import AGENCY_ROLES as AGENCY_ROLES

Role = Literal["case_manager", "supervisor", "coordinator", "administrator"]
ROLES: tuple[Role, ...] = ("case_manager", "supervisor", "coordinator", "administrator")
OPERATOR = "operator"
"""Who acts on the server itself: the id, and the name in the audit, which no account can have."""


@dataclass(frozen=True, kw_only=True)
class Principal:
    """Who acts: read anew from the people table on every run, never from a cookie or a page's state.

    `session` is the hash of the session's token: an open form keeps its Principal after the session has ended, so every
    action looks the session up again (`sessions.check`). It is "" for a command on the server, which has no session.
    """

    person_id: str
    username: str
    name: str
    role: Role
    agency: str | None
    language: str = "en"
    session: str = field(default="", repr=False, compare=False)
    must_change: bool = field(default=False, compare=False)
    """Whether somebody else made her password: until she has chosen her own, no permission is hers."""

    @property
    def on_server(self) -> bool:
        """Whether this is a command on the server itself; ids of people are random, so nobody else has this one."""
        return self.person_id == OPERATOR


def operator(role: Role = "administrator", agency: str | None = None) -> Principal:
    """Return who acts when a command is run on the server itself; the audit names them "operator"."""
    return Principal(person_id=OPERATOR, username=OPERATOR, name="Operator", role=role, agency=agency, language="en")


def program(token: str) -> Principal:
    """Return as whom the audit names a program outside that reads cleared releases: by the id of its token.

    Its session is none that ever stood, so that every action refuses it: a person without one is a command on the server.
    """
    name = f"connection {token[:8]}"  # with a space, which no account's name has
    return Principal(person_id=token, username=name, name=name, role="coordinator", agency=None, session="none")
