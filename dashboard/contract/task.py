"""Task: something that is due for a case, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Task:
    """A next step with its reason; `due` is aware UTC or None when there is no deadline.

    `form` or `item` ("checklist.item") is where it is done, so that a page can lead there. A form of the area is named
    alone ("stay"), one of another area or of the core with its area ("core.referral").
    `values` fill the braces of label and reason, so that both can be translated: "Ask what came of it: {way}".
    """

    name: str
    label: str
    reason: str
    area: str = ""
    due: datetime | None = None
    case_key: str = ""
    form: str = ""
    item: str = ""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
