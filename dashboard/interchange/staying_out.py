"""A case and what came with it on other sheets come in together or stay out together, so that neither is lost."""

from collections.abc import Collection, Iterable

from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault
from dashboard.interchange.places import Place, place


def staying_out(case: Place, others: Iterable[Place], faulty: Collection[Place]) -> list[Fault]:
    """Return a fault for each row of a case, and of what came with it, that stays out because another one is `faulty`.

    Sent again without the other, a need would find no case, and a case that came in alone never got its need.
    """
    others = list(dict.fromkeys(others))
    bad = next((at for at in (case, *others) if at in faulty), None)
    if bad is None:
        return []
    with_case, with_other = (
        _("stays out with its case: {sheet}, row {n}."),
        _("stays out with what came with it: {sheet}, row {n} has a fault."),
    )
    found = [_fault(at, with_case, case) for at in others] + [_fault(case, with_other, bad)]
    return [fault for fault in found if (fault.sheet, fault.row) not in faulty]


def _fault(at: Place, message: str, other: Place) -> Fault:
    return Fault(at[1], "", message.format(n=other[1], sheet=place(other[0])), at[0])
