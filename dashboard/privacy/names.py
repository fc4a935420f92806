"""Names of people that stand by themselves, or after a word that introduces them. Nothing here is certain; a person decides.

In the patterns of names, group `name` is the word that must not be an ordinary one, and group `full` is what would have
to be taken out, with a title or a second name.
"""

import re
from collections.abc import Iterator

from dashboard.privacy.finding import Finding
from dashboard.privacy.plain_text import pattern
from dashboard.privacy.verbs import is_sorani_verb
from dashboard.privacy.word_lists import GIVEN_NAMES_ARABIC, GIVEN_NAMES_LATIN, is_ordinary

_WORD = r"(?P<name>[^\W\d_][\w'’-]+)"
_CAPITAL = r"(?P<name>[A-Z][\w'’-]*[a-z])"
_AND_MORE = r"(?:\s[A-Z][\w'’-]+){0,2}"

_INTRODUCTIONS = (
    pattern(rf"\b(?i:(?:sur|nick|fore)?names?(?:\s(?:is|was|are)\s|\s?[:=]\s?))(?P<full>{_WORD}{_AND_MORE})"),
    pattern(rf"\b(?i:name\sof\s(?:the|her|his|a|my)\s(?:\w+\s){{1,2}}(?:is|was)\s)(?P<full>{_WORD}{_AND_MORE})"),
    pattern(rf"\b(?i:named\s)(?P<full>{_WORD}{_AND_MORE})"),
    # "called" mostly means telephoned or summoned; only a capital letter makes it a name.
    pattern(rf"\b(?i:called\s)(?P<full>{_CAPITAL}{_AND_MORE})(?!\w)"),
    pattern(
        r"\b(?P<full>(?i:(?:mr|mrs|ms|dr|prof)\.?|miss|doctor|professor|sheikh|shaikh|sayyid|sayed|haji|hajji|umm?|abu"
        rf"|abo|kak|mullah|ustad|ustaz|uncle|aunt)\s{_CAPITAL}{_AND_MORE})"
    ),
    pattern(
        r"(?<!\w)[وف]?(?:اسمها|اسمه|اسمي|إسمها|إسمه|تدعى|يدعى|المدعوة|المدعو)(?:\s(?:هو|هي))?\s*[:=]?\s*"
        rf"(?P<full>{_WORD})"
    ),
    pattern(rf"(?<!\w)(?:ال)?اسم(?:\sال\w+)?\s?(?:\s(?:هو|هي)\s|[:=]\s?)(?P<full>{_WORD})"),
    pattern(rf"(?<!\w)(?:بە)?ناو(?:[یى]|م)\s(?:\w+ەکەی?\s)?(?P<full>{_WORD})"),
    pattern(rf"(?<!\w)ناو(?:[یى])?\s?[:=]\s?(?P<full>{_WORD})"),
)
_TITLED = pattern(
    r"(?<!\w)[وفبكل]?ل?(?P<full>(?:ال)?(?:شيخ|دكتورة|دكتور|دکتۆرە|أستاذة|أستاذ|سيدة|سيد|مهندسة|مهندس|حاج|حجي|حجية|ملا"
    rf"|مەلا|شێخ|کاک|کاکە|خاتوو|مامۆستا|حاجی|د\.)\s?(?<=[\s.]){_WORD})"
)
# "Mother of" and "father of", by which people are called: Umm Hussein, Abu Ali.
_PARENTS = (pattern(rf"(?<!\w)[وفل]?(?P<full>أم\s{_WORD})"), pattern(rf"(?<!\w)[وفل]?(?P<full>أبو\s{_WORD})"))
# أم (mother of) is also the "or" of a question.
_QUESTION = pattern(r"(?<!\w)(?:هل|سواء|أهي|أهو)(?!\w)[^.؟?!\n]{0,80}$")


def introduced_names(text: str) -> Iterator[Finding]:
    """Yield words after "her name is", a title, "mother of" or "father of" that are no ordinary words."""
    for introduction in _INTRODUCTIONS:
        yield from (_name(match) for match in introduction.finditer(text) if not is_ordinary(match["name"]))
    # After a title the article is part of a family name, unless the rest is an ordinary word: الدكتور النفسي.
    for match in _TITLED.finditer(text):
        if not (is_ordinary(match["name"].removeprefix("ال")) or is_sorani_verb(match["name"])):
            yield _name(match)
    for parent in _PARENTS:
        for match in parent.finditer(text):
            before = text[max(0, match.start() - 100) : match.start()]
            if not (is_ordinary(match["name"]) or _QUESTION.search(before)):
                yield _name(match)


_LATIN = pattern(rf"\b(?P<full>(?:{'|'.join(GIVEN_NAMES_LATIN)})(?:\s[A-Z][\w'’-]+){{0,2}})\b")
_ONE_ARABIC = rf"(?:{'|'.join(map(re.escape, GIVEN_NAMES_ARABIC))})(?!\w)"
_ARABIC = pattern(rf"(?<!\w)[وفبل]?(?P<full>{_ONE_ARABIC}(?:\s{_ONE_ARABIC})*)")


def given_names(text: str) -> Iterator[Finding]:
    """Yield common given names, wherever they stand."""
    for listed in (_LATIN, _ARABIC):
        yield from (_name(match) for match in listed.finditer(text))


def _name(match: re.Match[str]) -> Finding:
    return Finding("name", False, *match.span("full"))
