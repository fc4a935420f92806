"""An entry of a case, as every rule of casework reads it: the record's own class is not known here."""

from collections.abc import Mapping
from typing import Any, Protocol

from dashboard.contract import Written


class Sent(Written, Protocol):
    """A form of any area that was sent in. It stands (counts) until a newer version of the same entry replaces it."""

    @property
    def id(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def answers(self) -> Mapping[str, Any]: ...
    @property
    def by(self) -> str: ...
    @property
    def supersedes(self) -> str | None: ...
