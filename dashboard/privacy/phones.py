"""Phone numbers: what the library knows, and Iraqi mobile numbers however they are grouped."""

import re
from collections.abc import Iterator

import phonenumbers

from dashboard.privacy.dates import figures
from dashboard.privacy.finding import Finding

# A comma separates figures only without a space: "0770,123,4567", but not "07, 12, 15".
_GAP = r"(?:[ \t./\\()\-_·•|~*]|[,،](?=\d)){0,4}"


def _spaced(digits: str) -> str:
    return _GAP.join(digits)


_IRAQI = re.compile(
    rf"(?<!\d)(?:(?:\+|{_spaced('00')})?{_GAP}{_spaced('964')}{_GAP}(?:0{_GAP})?|0{_GAP})7(?:{_GAP}\d){{9}}(?!\d)"
    # Without the 0 only in usual groups, as 7 then begins many other numbers.
    r"|(?<!\d)(?<!\d[ ./-])7[3-9]\d[ -]?\d{3}[ -]?(?:\d{4}|\d{2}[ -]\d{2})(?!\d)"
)
# With + or 00 in front it is meant as a phone number, also where a digit is wrong and the library doubts it.
_ABROAD = re.compile(
    r"(?:(?<![\d+])\+[ (]{0,2}|(?<!\d)(?<!\d[ .,:/-])00)(?!\s?964)[1-9](?:(?:[ /()\-]{0,3}|\.)\d){6,14}(?!\d)"
)
_DATE_FIRST = re.compile(r"07\s?([./ -])\s?\d{1,2}\s?\1\s?(?:19|20)\d\d\s")
_CLOCKS = re.compile(r"(?:\d{1,2}\.[0-5]\d\b\W*)+")


def phones(text: str) -> Iterator[Finding]:
    """Yield the phone numbers of a plain text, always certain."""
    if not any(char.isdigit() for char in text):
        return
    dates = figures(text)
    spans = [*_known(text, dates), *_iraqi(text, dates), *(match.span() for match in _ABROAD.finditer(text))]
    for start, end in spans:
        yield Finding("phone", True, start, end)


def _known(text: str, dates: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The library reads "01.09.2026 9" as a number in Baghdad, so what touches a date counts only with + or 00."""
    for match in phonenumbers.PhoneNumberMatcher(text, "IQ", leniency=phonenumbers.Leniency.VALID):
        if match.raw_string.startswith(("+", "00")) or not _touches(match.start, match.end, dates):
            yield match.start, match.end


def _iraqi(text: str, dates: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A run that ends inside a date, begins with one, or is nothing but clock times is no phone number."""
    for match in _IRAQI.finditer(text):
        start, end = match.span()
        cut = any(first < start < last or first < end < last for first, last in dates)
        if not (cut or _DATE_FIRST.match(match[0]) or _CLOCKS.fullmatch(match[0])):
            yield start, end


def _touches(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)
