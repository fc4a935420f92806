"""Addresses: streets, neighbourhoods, houses. Nothing here is certain; a person decides."""

import re
from collections.abc import Iterator

from dashboard.privacy.finding import Finding
from dashboard.privacy.plain_text import pattern
from dashboard.privacy.word_lists import is_ordinary

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


def addresses(text: str) -> Iterator[Finding]:
    """Yield what may be an address."""
    for address in _ADDRESSES:
        for match in address.finditer(text):
            word = match.groupdict().get("name")  # some patterns have no such group
            # With the article a word is mostly an ordinary one, but a street's own name has it too: شارع الرشيد.
            if word is None or not is_ordinary(word) or word.startswith("ال"):
                yield Finding("place", False, *match.span())
