"""Which checklist steps are done by sending in a form, so that nobody has to tick them as well."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dashboard.casework.order import ItemKey
from dashboard.contract import Checklist


def settled_by(
    checklists: Iterable[Checklist], own: str, area: str, form: str, answers: Mapping[str, Any], *, child: bool
) -> Iterator[ItemKey]:
    """Yield the steps, in checklists of the area `own`, that are done when a form of `area` has these answers."""
    for checklist in checklists:
        for item in checklist.for_stream(child):
            if item.is_recorded(own, area, form, answers):
                yield own, checklist.name, item.name
