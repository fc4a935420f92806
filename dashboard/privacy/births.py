"""Dates of birth: a full date near a word of birth. An age or a year alone tells nobody who she is."""

import re
from collections.abc import Iterator

from dashboard.privacy.dates import DATE_SOURCE
from dashboard.privacy.finding import Finding
from dashboard.privacy.plain import pattern

_BIRTH = (
    r"(?:\bborn\b|\bbirth(?:day|date)?\b|\bdob\b|\bd\.\s?o\.\s?b\b\.?"
    r"|(?<!\w)(?:[وفب]?(?:ال)?(?:مواليد|تولد|ميلاد\w{0,2}|ولادة|ولادتها|ولادته)|ولدت|مولودة?|ولد(?=\s(?:في|بتاريخ|يوم|عام|سنة)))(?!\w)"
    r"|(?<!\w)لە\s?دایک\s?بوو\w*)"
)
# Between the two no sentence ends, no other figure stands and nothing else that has a date is named.
_BETWEEN = (
    r"(?:(?!appointment|session|visit|hearing|follow|court|meeting|موعد|جلسة|متابعة|زيارة|چاوپێکەوتن|دانیشتن)"
    r"[^.!?؟;؛\n\d])"
)
_BEFORE = pattern(rf"{_BIRTH}\.?{_BETWEEN}{{0,30}}(?P<date>{DATE_SOURCE})", re.IGNORECASE)
_AFTER = pattern(rf"(?P<date>{DATE_SOURCE})(?:(?![,،]){_BETWEEN}){{0,20}}{_BIRTH}", re.IGNORECASE)


def birth_dates(text: str) -> Iterator[Finding]:
    """Yield full dates near a word of birth, never certain."""
    for each in (_BEFORE, _AFTER):
        yield from (Finding("birth_date", False, *match.span("date")) for match in each.finditer(text))
