"""Search a note with every finder."""

from collections.abc import Callable, Iterator

from dashboard.privacy.births import birth_dates
from dashboard.privacy.finding import Finding, strongest
from dashboard.privacy.given import given_names
from dashboard.privacy.names import names
from dashboard.privacy.patterns import emails, handles, links, numbers
from dashboard.privacy.phones import phones
from dashboard.privacy.places import places
from dashboard.privacy.plain import Plain

# In this order: of two findings that are equal the first stays.
_FINDERS: tuple[Callable[[str], Iterator[Finding]], ...] = (
    phones,
    emails,
    links,
    handles,
    numbers,
    birth_dates,
    names,
    given_names,
    places,
)


def find(text: str) -> list[Finding]:
    """Return what in a note could identify somebody, in reading order and without overlaps."""
    plain = Plain.of(text)
    found = (each for finder in _FINDERS for each in finder(plain.text))
    return [plain.as_typed(each) for each in strongest(found)]
