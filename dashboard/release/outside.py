"""Whether a release may leave the task force, in documents, packages and by the API, and who agreed to that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Clearance:
    """How one release stands: asked for (`asked_by`), or cleared, when `agreed_by` somebody else at `at`.

    `is_mine`: whoever looks has asked for it herself, so somebody else decides.
    """

    period: str
    state: Literal["asked", "cleared"]
    asked_by: str
    agreed_by: str
    at: datetime
    is_mine: bool = False


def is_cleared(clearance: Clearance | None) -> bool:
    """Whether a release may leave the task force; None for one of which nobody has asked it."""
    return clearance is not None and clearance.state == "cleared"
