"""What a row means for a case that came in before: what is taken, what is a conflict, and what stays as it is here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.casework import permitted
from dashboard.casework.intake import CORRECTABLE
from dashboard.contract.elements import ELEMENTS
from dashboard.i18n import gettext as _
from dashboard.interchange.checking import Incoming
from dashboard.interchange.planning.beside import Before, Beside, Change
from dashboard.interchange.planning.record_changes import closing, consents, entries, levels

AGE = ("age", "age_band", "stream")
TOGETHER = (AGE, *((element.main_of, element.name) for element in ELEMENTS if element.main_of))
"""Elements of which one says something of the other, so that they are taken together or not at all."""


@dataclass(frozen=True)
class Update:
    """What taking a row changes, and in words what of it is never taken from a file."""

    changes: tuple[Change, ...]
    kept: tuple[str, ...]


def update(incoming: Incoming, before: Before, secret: bytes) -> Update:
    """Return what the file changes. What was changed only here stays as it is, and is no change (decision 0061)."""
    beside = Beside(incoming, before, secret)
    worked_on = [*_facts(beside), *levels(beside), *entries(beside)]
    if before.case.status == "open" and before.consents.get("services") == "withdrawn":
        kept = _("She took back her consent to services here: of this row only the closing of her case is taken.")
        worked_on = [kept] if worked_on else []
    elif permitted.why_closed(before.case, before.consents):
        worked_on = [replace(each, conflict=True) if isinstance(each, Change) else each for each in worked_on]
    found = [*consents(beside), *closing(beside), *worked_on]
    return Update(
        tuple(each for each in found if isinstance(each, Change)),
        tuple(dict.fromkeys(each for each in found if isinstance(each, str))),
    )


def _facts(beside: Beside) -> Iterator[Change | str]:
    """Yield the elements that the file corrects, as *Correct the facts* does."""
    here = {name: getattr(beside.before.case, name) for name in CORRECTABLE}
    there = beside.incoming.described
    for unit in _units():
        if beside.is_changed_there(*unit):
            conflict = _is_changed_here(unit, here, beside)
            yield from (
                Change(name, _code(here[name]), _code(there[name]), conflict)
                for name in unit
                if there[name] != here[name]
            )


def _units() -> Iterator[tuple[str, ...]]:
    """Yield the elements that can be corrected, those that belong together as one."""
    yield from TOGETHER
    alone = set(CORRECTABLE) - {name for unit in TOGETHER for name in unit}
    yield from ((name,) for name in CORRECTABLE if name in alone)


def _is_changed_here(unit: tuple[str, ...], here: Mapping[str, Any], beside: Beside) -> bool:
    """Whether somebody changed one of these values here; of an older import only that the case was changed is known."""
    if not beside.before.elements:
        return beside.before.case.version > 1
    return not all(beside.is_as_it_came(name, here[name]) for name in unit)


def _code(value: Any) -> Any:
    """Return a value as JSON."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int | None) else str(value)
