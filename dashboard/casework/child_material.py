"""Whether abuse material of a child is on record for a case: in its types, an incident, or a form of any area."""

from collections.abc import Iterable

from dashboard.casework.intake import AREA
from dashboard.casework.sent import Sent
from dashboard.contract import Case
from dashboard.contract.child_material import is_in_incident, is_named
from dashboard.forms import Form

INCIDENT = (AREA, "incident")
EFFECT = "child_material"
"""The key of `Form.sets` under which an area's form declares which of its answers tell of such material."""


def on_record(case: Case, standing: Iterable[Sent], forms: Iterable[tuple[str, Form]]) -> bool:
    """Whether the case, or any standing entry of it, tells of abuse material of a child; `forms` are those of the areas.

    Every entry counts, not only the newest: there may be several images, and what was out once can come back.
    """
    if is_named(case.violence_types, child=case.is_child):
        return True
    telling = {(area, form.name): form for area, form in forms if EFFECT in form.sets}
    for entry in standing:
        place = (entry.area, entry.form)
        if place == (AREA, "incident") and is_in_incident(entry.answers, child=case.is_child):
            return True
        if place in telling and telling[place].tells(EFFECT, entry.answers) in (True, "yes"):
            return True
    return False
