"""A row of a file beside what came in of it before, and beside the record as it is now."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from dashboard.casework.sent import Sent
from dashboard.contract import Case
from dashboard.interchange import hashes
from dashboard.interchange.checking import Incoming


class Decided(Protocol):
    """A decision on risk; those of an import have one reason, "imported"."""

    @property
    def level(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def reasons(self) -> tuple[str, ...]: ...


class Before(Protocol):
    """A row that came in before, and its case as it is now; a row of an older version has no digests of elements.

    `consents` are what holds now by scope, `decisions` and `entries` those on record, the newest first.
    """

    @property
    def ref_hash(self) -> str: ...
    @property
    def folded_hash(self) -> str: ...
    @property
    def row_digest(self) -> str: ...
    @property
    def elements(self) -> Mapping[str, str]: ...
    @property
    def case(self) -> Case: ...
    @property
    def consents(self) -> Mapping[str, str]: ...
    @property
    def decisions(self) -> Sequence[Decided]: ...
    @property
    def entries(self) -> Sequence[Sent]: ...


@dataclass(frozen=True)
class Change:
    """What the file has and the record has not, as codes; `conflict`: it was changed here since, or is read-only here.

    `element` is an element of a case, "status", "risk", "need" or "referral"; `name` tells entries of one kind apart.
    """

    element: str
    before: Any
    after: Any
    conflict: bool = False
    name: str = ""


@dataclass(frozen=True)
class Beside:
    """A row, what came in of it before with its case now, and the key of the hashes."""

    incoming: Incoming
    before: Before
    secret: bytes

    def is_changed_there(self, *names: str) -> bool:
        """Whether the file says something else than when the row came in."""
        return any(self.incoming.elements.get(name) != self.before.elements.get(name) for name in names)

    def is_as_it_came(self, name: str, value: Any) -> bool:
        """Whether a value is the one with which the row came in."""
        return hashes.of_elements(self.secret, {name: value})[name] == self.before.elements.get(name)


def entry_id(case_key: str, name: str, version: object = "") -> str:
    """Return the id of an entry that comes in with this version of its case; without one, how all of its ids begin."""
    return f"{case_key}-{hashlib.sha256(name.encode()).hexdigest()[:12]}-{version}"
