"""A case and what came with it on other sheets come in together or stay out together, so that neither is lost."""

from collections.abc import Collection, Iterable

from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault

Place = tuple[str, int]
"""A sheet and the number of a row."""


def staying_out(case: Place, others: Iterable[Place], faulty: Collection[Place]) -> list[Fault]:
    """Return a fault for each row of a case, and of what came with it, that stays out because another one is `faulty`.

    Sent again without the other, a need would find no case, and a case that came in alone never got its need.
    """
    others = list(dict.fromkeys(others))
    bad = next((place for place in (case, *others) if place in faulty), None)
    if bad is None:
        return []
    found = [_fault(place, _("stays out with its case: see row {n} there.").format(n=case[1])) for place in others]
    text = _("stays out with what came with it: row {n} of sheet {sheet} has a fault.")
    found.append(_fault(case, text.format(n=bad[1], sheet=repr(bad[0][:40]))))
    return [fault for fault in found if (fault.sheet, fault.row) not in faulty]


def _fault(place: Place, message: str) -> Fault:
    return Fault(place[1], "", message, place[0])
