"""What words alone give away: names of people, and addresses. Nothing here is certain; a person decides.

In the patterns of names, group `name` is the word that must not be an ordinary one, and group `full` is what would have
to be taken out, with a title or a second name.
"""

import re
from collections.abc import Iterator

from dashboard.privacy.finding import Finding
from dashboard.privacy.plain_text import pattern
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
    pattern(rf"(?<!\w)ناو(?:[یى]|م)\s(?:\w+ەکەی?\s)?(?P<full>{_WORD})"),
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
        if not is_ordinary(match["name"].removeprefix("ال")):
            yield _name(match)
    for parent in _PARENTS:
        for match in parent.finditer(text):
            before = text[max(0, match.start() - 100) : match.start()]
            if not (is_ordinary(match["name"]) or _QUESTION.search(before)):
                yield _name(match)


_LATIN = pattern(rf"\b(?P<full>(?:{'|'.join(GIVEN_NAMES_LATIN)})(?:\s[A-Z][\w'’-]+){{0,2}})\b")
_ONE_ARABIC = rf"(?:{'|'.join(map(re.escape, GIVEN_NAMES_ARABIC))})(?!\w)"
_ARABIC = pattern(rf"(?<!\w)[وفبل]?(?P<full>{_ONE_ARABIC}(?:\s{_ONE_ARABIC})*)")
# "her sister Rozhgar": in Latin letters a capital makes it a name.
_KIN = pattern(
    r"\b(?i:(?:her|his|my|their|the)\s(?:\w+[- ])?(?:sister|brother|mother|father|husband|wife|son|daughter|cousin|aunt|uncle"
    r"|friend|boyfriend|girlfriend|fiance|fiancé|neighbour|neighbor|teacher|boss|classmate|colleague|ex)\s)"
    r"(?P<full>(?P<name>[A-Z][\w'’-]*[a-z])(?:\s[A-Z][\w'’-]+)?)"
)
_KIN_ARABIC = pattern(
    r"(?<!\w)[وفبل]?(?:أختها|أخوها|أخيها|أمها|أبوها|أبيها|زوجها|ابنها|ابنتها|عمها|خالها|عمتها|خالتها|خطيبها|صديقها|صديقتها|جارها"
    r"|جارتها|زميلها|زميلتها|طليقها|معلمها)\s(?P<full>(?P<name>[^\W\d_]{3,}))"
)


def given_names(text: str) -> Iterator[Finding]:
    """Yield common given names, and words after "her sister", "his friend" and the like that are no ordinary words."""
    for listed in (_LATIN, _ARABIC):
        yield from (_name(match) for match in listed.finditer(text))
    for kinship in (_KIN, _KIN_ARABIC):
        yield from (_name(match) for match in kinship.finditer(text) if not is_ordinary(match["name"]))


def _name(match: re.Match[str]) -> Finding:
    return Finding("name", False, *match.span("full"))


_NO = r"(?:no\b\.?|number\b|num\b\.?|nr\b\.?|#)"
_ROADS = r"street|road|avenue|boulevard|alley|lane"
# "in the street 3 times" and "block 3 accounts" are no addresses.
_COUNTED = (
    r"(?!\s*(?:times?|days?|weeks?|months?|years?|hours?|am|pm|people|men|women|boys|girls|children|[:.]\d)\b|\d)"
)
_CAPITALISED = r"[A-Z][\w'’-]*"

# As near as a street, a neighbourhood or a house; a city or a district says too little to find anybody.
_ADDRESSES = (
    pattern(rf"\b(?P<name>{_CAPITALISED})\s(?i:{_ROADS}|neighbou?rhood)\b"),
    pattern(rf"\b\d+(?:st|nd|rd|th|(?i:\s?(?:meter|metre|m)))\s(?i:{_ROADS})\b"),
    pattern(
        rf"(?<!\bthe )(?<!\bher )(?<!\bhis )\b(?:{_ROADS}|mahall?ah?|zuqaq|zoqaq|kolan)\s*(?:{_NO}|:)?\s*\d+{_COUNTED}",
        re.IGNORECASE,
    ),
    pattern(
        rf"\b(?:{_ROADS}|house|home|flat|apartment|apt|building|block|villa|door)\s*{_NO}\s*:?\s*\d+", re.IGNORECASE
    ),
    pattern(rf"\b(?i:neighbou?rhood\sof)\s(?P<name>{_CAPITALISED})"),
    pattern(r"(?<!\w)[وفبل]?(?:شارع|محلة|زقاق|دربونة)\s(?:رقم\s*)?(?P<name>\w+)"),
    pattern(r"(?<!\w)[وفبل]?(?:محله|زقاق|قطاع)\s?(?:رقم\s*)?\d+"),
    pattern(r"(?<!\w)[وفبل]?(?:ال)?(?:دار|بيت|منزل|شقة|عمارة|بناية|بلوك)\s(?:المرقمة?|رقم)\s*:?\s*\d+"),
    pattern(r"(?<!\w)رقم\s(?:ال)?(?:دار|بيت|منزل|شقة|عمارة|بناية)\s*:?\s*\d+"),
    # Iraqi short form of an address: quarter, lane, house.
    pattern(r"(?<!\w)م\s?/?\s?\d{2,4}\s?[-/،,]?\s?ز\s?/?\s?\d+(?:\s?[-/،,]?\s?د\s?/?\s?\d+)?"),
    pattern(r"(?<!\w)[وفبل]?حي\s(?!الناجية|الضحية|المبتز|المتهم)(?:ال\w{2,}|رقم\s*\d+)"),
    # Without the ی that ties a name to it, it is just "the street" and "the neighbourhood".
    pattern(r"(?<!\w)(?:[گک]ەڕەک|شەقام)(?:[یى]|\s?:)\s(?:ژمارە\s*)?(?P<name>\w+)"),
    pattern(r"(?<!\w)(?:[گک]ەڕەک|شەقام)\s(?:ژمارە\s*)?\d+"),
    pattern(r"(?<!\w)(?:کۆڵان[یى]?\s(?:ژمارە\s*)?|(?:خانوو|خانووی|ماڵی|شوقەی)\sژمارە\s*:?\s*)\d+"),
    pattern(r"(?<!\w)ژمارەی\s(?:خانوو|خانووەکە|ماڵ|شوقە)\s*:?\s*\d+"),
)


def places(text: str) -> Iterator[Finding]:
    """Yield what may be an address."""
    for address in _ADDRESSES:
        for match in address.finditer(text):
            word = match.groupdict().get("name")  # some patterns have no such group
            # With the article a word is mostly an ordinary one, but a street's own name has it too: شارع الرشيد.
            if word is None or not is_ordinary(word) or word.startswith("ال"):
                yield Finding("place", False, *match.span())
