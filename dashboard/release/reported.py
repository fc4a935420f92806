"""Which agency confirmed that its records of a period are complete: said by people, never read from cases."""

from dataclasses import dataclass
from typing import Literal

State = Literal["on_time", "late", "missing"]


@dataclass(frozen=True)
class AgencyReport:
    """An agency that was expected to report for a period, and whether it had when the release was built (`state`).

    `governorates` are the codes of those in which it declares to work. `backlog` is its supervisor's word that cases of
    earlier months were entered in the period: a number may have risen for that alone. It is never counted from cases.
    """

    code: str
    name: str
    governorates: tuple[str, ...]
    state: State
    backlog: bool = False

    @property
    def has_reported(self) -> bool:
        """Whether the agency reported at all, on time or late."""
        return self.state != "missing"

    @property
    def digested(self) -> tuple[object, ...]:
        """What a release's digest covers. Only a declared backlog adds to it: older releases keep their digest."""
        said = (self.code, self.name, self.governorates, self.state)
        return (*said, True) if self.backlog else said
