"""Search a note for everything that could identify a person."""

from collections.abc import Callable, Iterable, Iterator

from dashboard.privacy.addresses import addresses
from dashboard.privacy.finding import Finding
from dashboard.privacy.landmarks import landmarks
from dashboard.privacy.names import given_names, introduced_names
from dashboard.privacy.numbers import birth_dates, long_numbers, phones
from dashboard.privacy.online import emails, handles, links
from dashboard.privacy.plain_text import PlainText
from dashboard.privacy.relatives import related_names

# The order matters: of two equal findings the first stays, so a phone number, which is also a long number, is
# explained as a phone number.
_FINDERS: tuple[Callable[[str], Iterator[Finding]], ...] = (
    phones,
    emails,
    links,
    handles,
    long_numbers,
    birth_dates,
    introduced_names,
    given_names,
    related_names,
    addresses,
    landmarks,
)


def find(text: str) -> list[Finding]:
    """Return what in a note could identify somebody, in reading order and without overlaps."""
    plain = PlainText.of(text)
    findings = (finding for finder in _FINDERS for finding in finder(plain.text))
    return [plain.as_typed(finding) for finding in _without_overlaps(findings)]


def _without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in reading order; where some overlap one stays: a certain one, or else the longest."""
    ranked = sorted(findings, key=lambda finding: (not finding.certain, finding.start - finding.end))
    # For each character whether a kept finding covers it. Quicker than comparing all pairs, where a long note has many.
    taken = bytearray(max((finding.end for finding in ranked), default=0))
    kept = []
    for finding in ranked:
        if not any(taken[finding.start : finding.end]):
            taken[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)
