"""Errors that are for people: what happened, what was expected, what to do next."""

from collections.abc import Iterable
from difflib import get_close_matches


class DashboardError(Exception):
    """The base of every error that we raise on purpose; its text may be shown to a user."""


class ContractError(DashboardError):
    """A plugin returned something that the contract does not allow."""


class FormError(DashboardError):
    """A form cannot be read: the message names the row or question and what to write instead."""


class RecordError(DashboardError):
    """The system of record refused a change; nothing was saved."""


class DiskFull(RecordError):
    """Nothing was saved, because the disk has no room; what is on record can still be read."""


class NotAllowed(DashboardError):
    """The signed-in person's role does not permit this."""


class NotYourCase(NotAllowed):
    """A case that this person may not open, or that does not exist; `key` is what was asked for."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key


class SignedOut(NotAllowed):
    """Nobody is signed in any more: the session ended, or the person's role or agency has changed since it began."""


class SignInError(DashboardError):
    """Sign-in failed; the message never tells whether the account exists."""


class ImportRefused(DashboardError):
    """A file cannot be imported; nothing of it came in."""


class ReleaseError(DashboardError):
    """A release cannot be built or read."""


class SqlRefused(DashboardError):
    """A plugin's SQL is outside what the SQL gate (projection/gate.py) allows."""


class TooSlow(SqlRefused):
    """A plugin's SQL ran into its time limit."""


class MachineFault(DashboardError):
    """The machine has too little memory or room on the disk, so that what came out of a statement means nothing."""


class WorkspaceError(DashboardError):
    """The workspace folder is missing, unreadable or unsafe."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the nearest known name, or an empty string."""
    near = get_close_matches(name, list(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else ""
