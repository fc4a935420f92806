"""What another value in the file means for a case that came in before: taken, or a conflict with what was changed here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from dashboard.casework.intake import CORRECTABLE
from dashboard.contract import Case
from dashboard.contract.elements import ELEMENTS
from dashboard.interchange.checking import Incoming, hashes

AGE = ("age", "age_band", "stream")
TOGETHER = (AGE, *((element.main_of, element.name) for element in ELEMENTS if element.main_of))
"""Elements of which one says something of the other, so that they are taken together or not at all."""


class Before(Protocol):
    """A row that came in before, and its case as it is now; a row of an older version has no digests of elements."""

    @property
    def ref_hash(self) -> str: ...
    @property
    def folded_hash(self) -> str: ...
    @property
    def row_digest(self) -> str: ...
    @property
    def elements(self) -> Mapping[str, str]: ...
    @property
    def case(self) -> Case: ...


@dataclass(frozen=True)
class Change:
    """A value that the file has and the case has not, as codes; `conflict`: the case's own was changed here since."""

    element: str
    before: Any
    after: Any
    conflict: bool = False


def changes(incoming: Incoming, before: Before, secret: bytes) -> tuple[Change, ...]:
    """Return what the file changes in a case. What was changed only here stays as it is, and is no change."""
    here = {name: getattr(before.case, name) for name in CORRECTABLE}
    return tuple(
        change
        for unit in _units()
        if _is_changed_there(unit, incoming, before)
        for change in _of_unit(unit, incoming.described, here, _is_changed_here(unit, here, before, secret))
    )


def _units() -> Iterator[tuple[str, ...]]:
    """Yield the elements that can be corrected, those that belong together as one."""
    yield from TOGETHER
    alone = set(CORRECTABLE) - {name for unit in TOGETHER for name in unit}
    yield from ((name,) for name in CORRECTABLE if name in alone)


def _is_changed_there(unit: tuple[str, ...], incoming: Incoming, before: Before) -> bool:
    return any(incoming.elements[name] != before.elements.get(name) for name in unit)


def _is_changed_here(unit: tuple[str, ...], here: Mapping[str, Any], before: Before, secret: bytes) -> bool:
    """Whether somebody changed one of these values here; of an older import only that the case was changed is known."""
    if not before.elements:
        return before.case.version > 1
    now = hashes.of_elements(secret, {name: here[name] for name in unit})
    return any(now[name] != before.elements.get(name) for name in unit)


def _of_unit(
    unit: tuple[str, ...], there: Mapping[str, Any], here: Mapping[str, Any], conflict: bool
) -> Iterator[Change]:
    for name in unit:
        if there[name] != here[name]:
            yield Change(name, _code(here[name]), _code(there[name]), conflict)


def _code(value: Any) -> Any:
    """Return a value as JSON."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int | None) else str(value)
