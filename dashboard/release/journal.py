"""Where a build notes what it spends: outside the file of releases, which can be lost, or replaced by an older one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dashboard.release.ledger import Entry


@dataclass(frozen=True)
class Spending:
    """What a build takes: which quarters of which period, as which revision, and how much of each case's budget."""

    period: str
    revision: int
    quarters: tuple[str, ...]
    mu: float


class Journal(Protocol):
    """The two notes of a build. Each is on the disk when the call returns; an exception stops the build."""

    def begin(self, spending: Spending, past: Sequence[Entry]) -> None:
        """Note what is about to be spent, before noise is drawn. `past` is the whole ledger.

        Raises ReleaseError when a release that was made is not in it: the file is older than the journal.
        """

    def made(self, digest: str) -> None:
        """Note the digest of the new line, when the new file is on the disk and before it gets its name."""


class Unrecorded:
    """A journal that keeps nothing: for invented cases in tests, benchmarks and the plugin author's kit only."""

    def begin(self, spending: Spending, past: Sequence[Entry]) -> None:
        """Note nothing."""

    def made(self, digest: str) -> None:
        """Note nothing."""
