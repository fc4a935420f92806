"""Task: something that is due for a case, and why."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Task:
    """A next step with its reason; `due` is aware UTC or None when there is no deadline."""

    name: str
    label: str
    reason: str
    area: str = ""
    due: datetime | None = None
    case_key: str = ""
