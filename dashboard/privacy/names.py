"""Names of people as notes give them away: after "her name is", a title, or as mother or father of somebody."""

import re
from collections.abc import Iterator

from dashboard.privacy.finding import Finding
from dashboard.privacy.plain import pattern
from dashboard.privacy.words import is_ordinary

_WORD = r"(?P<name>[^\W\d_][\w'’-]+)"
_CAPITAL = r"(?P<name>[A-Z][\w'’-]*[a-z])"
_AND_MORE = r"(?:\s[A-Z][\w'’-]+){0,2}"

# Each pattern's group `said` is what a person would have to take out.
_SIGNS = (
    pattern(rf"\b(?i:(?:sur|nick|fore)?names?(?:\s(?:is|was|are)\s|\s?[:=]\s?))(?P<said>{_WORD}{_AND_MORE})"),
    pattern(rf"\b(?i:name\sof\s(?:the|her|his|a|my)\s(?:\w+\s){{1,2}}(?:is|was)\s)(?P<said>{_WORD}{_AND_MORE})"),
    pattern(rf"\b(?i:named\s)(?P<said>{_WORD}{_AND_MORE})"),
    # "called" mostly means telephoned or summoned; only a capital letter makes it a name.
    pattern(rf"\b(?i:called\s)(?P<said>{_CAPITAL}{_AND_MORE})(?!\w)"),
    pattern(
        r"\b(?P<said>(?i:(?:mr|mrs|ms|dr|prof)\.?|miss|doctor|professor|sheikh|shaikh|sayyid|sayed|haji|hajji|umm?|abu"
        rf"|abo|kak|mullah|ustad|ustaz|uncle|aunt)\s{_CAPITAL}{_AND_MORE})"
    ),
    pattern(
        r"(?<!\w)[وف]?(?:اسمها|اسمه|اسمي|إسمها|إسمه|تدعى|يدعى|المدعوة|المدعو)(?:\s(?:هو|هي))?\s*[:=]?\s*"
        rf"(?P<said>{_WORD})"
    ),
    pattern(rf"(?<!\w)(?:ال)?اسم(?:\sال\w+)?\s?(?:\s(?:هو|هي)\s|[:=]\s?)(?P<said>{_WORD})"),
    pattern(rf"(?<!\w)ناو(?:[یى]|م)\s(?:\w+ەکەی?\s)?(?P<said>{_WORD})"),
    pattern(rf"(?<!\w)ناو(?:[یى])?\s?[:=]\s?(?P<said>{_WORD})"),
)
_TITLED = pattern(
    r"(?<!\w)[وفبكل]?ل?(?P<said>(?:ال)?(?:شيخ|دكتورة|دكتور|دکتۆرە|أستاذة|أستاذ|سيدة|سيد|مهندسة|مهندس|حاج|حجي|حجية|ملا"
    rf"|مەلا|شێخ|کاک|کاکە|خاتوو|مامۆستا|حاجی|د\.)\s?(?<=[\s.]){_WORD})"
)
_PARENTS = (pattern(rf"(?<!\w)[وفل]?(?P<said>أم\s{_WORD})"), pattern(rf"(?<!\w)[وفل]?(?P<said>أبو\s{_WORD})"))
# أم is also the "or" of a question.
_QUESTION = pattern(r"(?<!\w)(?:هل|سواء|أهي|أهو)(?!\w)[^.؟?!\n]{0,80}$")


def names(text: str) -> Iterator[Finding]:
    """Yield what may be a person's name, never certain."""
    for sign in _SIGNS:
        yield from (_finding(match) for match in sign.finditer(text) if not is_ordinary(match["name"]))
    # After a title the article is part of a family name, unless the rest is an ordinary word: الدكتور النفسي.
    for match in _TITLED.finditer(text):
        if not is_ordinary(match["name"].removeprefix("ال")):
            yield _finding(match)
    for sign in _PARENTS:
        for match in sign.finditer(text):
            before = text[max(0, match.start() - 100) : match.start()]
            if not (is_ordinary(match["name"]) or _QUESTION.search(before)):
                yield _finding(match)


def _finding(match: re.Match[str]) -> Finding:
    return Finding("name", False, *match.span("said"))
