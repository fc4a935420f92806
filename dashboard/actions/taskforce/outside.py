"""What a program outside reads with a token: cleared releases, from the file of releases and from nothing else."""

from dataclasses import dataclass
from datetime import date

from dashboard.access import operator, program
from dashboard.actions.context import Context
from dashboard.actions.taskforce import clearances, spending
from dashboard.errors import NotAllowed, ReleaseError
from dashboard.i18n import gettext as _
from dashboard.i18n import local
from dashboard.records import api_tokens
from dashboard.records.api_tokens import TokenEvent, digest
from dashboard.release import Releases


@dataclass(frozen=True, kw_only=True)
class Cleared:
    """A release that a token opens, and since when it is cleared."""

    period: str
    since: date


class Shelf:
    """What one token opens."""

    def __init__(self, context: Context, token: TokenEvent) -> None:
        self._context, self.token = context, token

    def look(self) -> tuple[Releases, list[Cleared]]:
        """Return the releases, and those that may be read; audited."""
        self._audit("connection.list", "")
        releases = spending.published(self._context)
        return releases, self._open(releases)

    def read(self, period: str, table: str) -> Releases:
        """Return the releases, when this period is cleared, the token is for it, and it has the table; audited.

        Raises ReleaseError alike for each of them: what is not cleared is not told from what is not there.
        """
        self._audit("connection.read", f"{period} {table}")
        releases = spending.published(self._context)
        if period not in {cleared.period for cleared in self._open(releases)} or table not in releases.names(period):
            raise ReleaseError(_("There is no such table among the releases that this token opens."))
        return releases

    def _open(self, releases: Releases) -> list[Cleared]:
        standing = clearances.every(self._context, operator("coordinator"))
        wanted = self.token.periods or releases.periods()
        return [
            Cleared(period=period, since=local(standing[period].at).date())
            for period in releases.periods()
            if period in wanted and period in standing and standing[period].state == "cleared"
        ]

    def _audit(self, action: str, about: str) -> None:
        with self._context.records.write() as tx:
            self._context.audit(tx, program(self.token.id), action, about)


def opened(context: Context, secret: str) -> Shelf:
    """Return what a secret opens; raise NotAllowed, alike for one that is unknown, not approved, expired or ended."""
    with context.records.read() as tx:
        token = api_tokens.with_secret(tx, digest(secret))
    if token is None or token.state != "approved" or token.until <= context.now():
        raise NotAllowed(_("This token opens nothing: it is unknown, not approved yet, expired or ended."))
    return Shelf(context, token)
