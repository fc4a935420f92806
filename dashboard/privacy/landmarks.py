"""Where she lives or goes, by the name or number of a place: "near Sana hospital", "Dream City house 12", "مخيم الخازر".

A hospital, a school or a camp without its name tells little and is left alone, and so is a whole city. Nothing here is
certain; a person decides.
"""

from collections.abc import Iterator

from dashboard.privacy.finding import Finding
from dashboard.privacy.place_words import is_place_word
from dashboard.privacy.plain_text import pattern
from dashboard.privacy.verbs import is_arabic_verb, is_sorani_verb

_CAPITAL = r"[A-Z][\w'’-]*\w"
_PLACES = (
    r"(?:hospital|clinic|pharmacy|school|kindergarten|university|institute|college|mosque|church|mall|market|bazaar"
    r"|supermarket|restaurant|caf[eé]|hotel|motel|salon|bakery|gym|stadium|park|bridge|checkpoint|station|towers?|bank|company"
    r"|camp|village|quarter|compound|complex|residence|roundabout|square|district|city)"
)
_NEAR = r"(?:near(?: to)?|behind|opposite|beside|next to|across from|in front of|close to)"
_END = r"(?=\s*(?:[.,;:)\n/]|$|(?:on|in|at|near|behind|next|opposite|street|road|floor|flat|block|apartment)\b))"

_NAMED = (
    pattern(rf"\b(?P<names>(?:{_CAPITAL}[ \t]){{1,3}})(?:\d+[ \t])?(?i:{_PLACES})\b"),
    pattern(rf"\b(?i:{_PLACES})[ \t](?i:of[ \t]|named[ \t]|called[ \t])?(?P<names>{_CAPITAL})"),
    pattern(rf"\b(?i:{_NEAR}[ \t](?:the[ \t])?)(?P<names>{_CAPITAL})"),
    pattern(rf"\b(?i:{_NEAR}[ \t](?:the[ \t])?(?P<names>[a-z]{{3,}})[ \t]{_PLACES})\b"),
    # Kurmanji: "nexweşxaneya Azadî", "kampa Xanikê".
    pattern(
        r"\b(?i:nexweşxane(?:ya)?|dibistana|mizgefta|kampa|taxa|gundê|kolana|zanîngeha|bazara|otêla|parka|kargeha)[ \t]"
        r"(?P<names>[^\W\d_a-zçêîşû][^\W\d_]+)"
    ),
)
_PLACES_ARABIC = (
    r"(?:مستشفى|مستشفي|مستوصف|عيادة|صيدلية|مدرسة|ثانوية|إعدادية|متوسطة|روضة|جامعة|معهد|كلية|جامع|مسجد|حسينية|كنيسة|مول|مجمع|سوق"
    r"|أسواق|مطعم|مقهى|كافيه|فندق|صالون|مخبز|ملعب|متنزه|جسر|برج|مصرف|بنك|شركة|مخيم|قرية|حي|ساحة|تقاطع|معمل)"
)
_PLACES_SORANI = (
    r"(?:نەخۆشخانە|قوتابخانە|خوێندنگە|خوێندنگا|مزگەوت|کەمپ|گوند|بازاڕ|مۆڵ|زانکۆ|پەیمانگە|پەیمانگا|دەرمانخانە|هۆتێل|چێشتخانە|ڕێستۆران"
    r"|کۆمپانیا|تاوەر|باڵەخانە|کڵێسا|گۆڕەپان|پارک|پرد|شارۆچکە|ناحیە|نۆرینگە|مەیدان|کافێ)"
)
# In Arabic letters no capital tells a name, so what is built like a verb is taken out as well.
_NAMED_UNCASED = (
    (pattern(rf"(?<!\w)[وفبل]?{_PLACES_ARABIC}[ \t](?P<name>[^\W\d_]{{3,}})"), is_arabic_verb),
    (pattern(rf"(?<!\w){_PLACES_SORANI}[یێ][ \t](?P<name>[^\W\d_]{{3,}})"), is_sorani_verb),
    (pattern(r"(?<!\w)(?P<name>[^\W\d_]{3,})[ \t](?:سيتي|ستي|فيليج|ڤیلیج|ڤێلەج)(?!\w)"), is_sorani_verb),
)
_END_ARABIC = r"(?=\s*(?:[.،,؛:)\n/-]|$|(?:في|من|قرب|بجانب|خلف|مقابل|شارع|محلة|زقاق|حي|طابق|الطابق)(?!\w)))"
_END_SORANI = r"(?=\s*(?:[.،,؛:)\n/-]|$|(?:لە|نزیک|تەنیشت|بەرامبەر|شەقامی|کۆڵانی|گەڕەکی|نهۆمی)(?!\w)))"
# Only where the number ends what is said of the house: "building 5 new habits" and "شقة 3 غرف" count something.
_NUMBERED = (
    pattern(rf"\b(?i:house|villa|flat|apartment|apt|building|block|tower)[ \t]?(?:#|-)?\d{{1,4}}[A-Za-z]?\b{_END}"),
    pattern(rf"(?<!\w)[وفبل]?(?:ال)?(?:دار|بيت|منزل|شقة|عمارة|بناية|فيلا|بلوك|قطعة)[ \t]\d{{1,4}}(?!\d){_END_ARABIC}"),
    pattern(rf"(?<!\w)(?:خانووی?|ماڵی|شوقەی|ڤێلای|فێلای|باڵەخانەی|بلۆکی|تاوەری)[ \t]\d{{1,4}}(?!\d){_END_SORANI}"),
)


def landmarks(text: str) -> Iterator[Finding]:
    """Yield named hospitals, schools, camps, villages and the like, and houses with their number."""
    for named in _NAMED:
        for match in named.finditer(text):
            if not all(map(is_place_word, match["names"].split())):
                yield Finding("place", False, *match.span())
    for named, is_verb in _NAMED_UNCASED:
        for match in named.finditer(text):
            if not (is_place_word(match["name"]) or is_verb(match["name"])):
                yield Finding("place", False, *match.span())
    for numbered in _NUMBERED:
        yield from (Finding("place", False, *match.span()) for match in numbered.finditer(text))
