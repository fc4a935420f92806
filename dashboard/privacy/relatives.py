"""Names after the word that says who somebody is to her: "her brother Rebwar", "my supervisor Sara", "برایەکەی ڕێبوار".

In Latin letters a capital makes a word a name. Arabic and Sorani have no capitals, so there every word counts that is
neither in the lists of ordinary words nor built like a verb: more false alarms, and a person decides.
"""

import re
from collections.abc import Iterator

from dashboard.privacy.finding import Finding
from dashboard.privacy.plain_text import pattern
from dashboard.privacy.verbs import is_arabic_verb, is_sorani_verb
from dashboard.privacy.word_lists import GIVEN_NAMES_LATIN, is_given, is_ordinary

_CAPITAL = r"[A-Z][\w'’-]*[a-z]"
_KIN = (
    r"(?:(?:half|step|grand|great)[- ]?)?(?:sister|brother|mother|father|son|daughter|parents?)(?:[- ]in[- ]law)?|husband"
    r"|wife|cousin|aunt|auntie|uncle|nephew|niece|(?:boy|girl)?friend|fianc[eé]e?|ex|ex-husband|partner|neighbou?r"
    r"|classmate|schoolmate|roommate|guardian|grandma|grandpa"
)
_ROLES = (
    r"supervisor|manager|case[- ]?worker|social worker|counsell?or|psychologist|psychiatrist|therapist|teacher"
    r"|head(?:master|mistress|teacher)|principal|director|lawyer|attorney|judge|officer|police(?:man|woman)|captain|colonel"
    r"|lieutenant|nurse|midwife|doctor|driver|imam|priest|mukhtar|coach|trainer|tutor|interpreter|translator|guard|landlord"
    r"|landlady|shopkeeper|employer|boss|colleague|co-?worker|volunteer|focal point"
)
_THEN = r"(?:,?[ \t]|[ \t]?[(:]|[ \t]-[ \t])"
_FULL = rf"(?P<full>(?P<name>{_CAPITAL})(?:[ \t]{_CAPITAL})?)"
_LISTED = rf"(?P<full>(?P<name>(?i:{'|'.join(GIVEN_NAMES_LATIN)})))\b"

_LATIN = (
    pattern(rf"\b(?i:{_KIN}|{_ROLES}){_THEN}{_FULL}"),
    pattern(rf"\b(?i:(?:her|his|my|their|the)[ \t](?:\w+[- ])?(?:{_KIN}|{_ROLES})){_THEN}{_LISTED}"),
    pattern(
        rf"\b(?P<full>(?P<name>{_CAPITAL}))(?:,|[ \t]is|[ \t]was)[ \t](?:her|his|my|their)[ \t](?:\w+[- ])?"
        rf"(?:{_KIN}|{_ROLES})\b"
    ),
    # Kurmanji: "birayê wê Rêbwar", "mamoste Şîlan".
    pattern(
        r"\b(?i:bira(?:yê)?|xwişka?|xweha?|bavê?|dayika?|diya|mam|xalê?|meta|mêrê?|jina?|hevjînê?|pismamê?|dotmama?|heval[êa]?"
        r"|cînar[êa]?|lawê|keça?|destgirtiy?[êa]?|mamoste(?:yê|ya)?|rêveber[êa]?|parêzer[êa]?|doktor[êa]?|çavdêr[êa]?"
        r"|serpereşt[êa]?|ajovan[êa]?)[ \t](?:(?:wê|wî|min|te|me|wan)[ \t])?(?P<full>(?P<name>[^\W\d_a-zçêîşû][^\W\d_]+))"
    ),
)

_PEOPLE = """
nobody somebody everybody everyone someone anyone nothing general acting perpetrator offender suspect abuser survivor victim
client caller contact guardian caregiver person woman man girl boy child mother father sister brother husband wife uncle
aunt cousin friend teacher lawyer doctor manager director colleague neighbour neighbor
"""
_ANYBODY = frozenset(_PEOPLE.split())

_HERS = r"(?:ها|ه|هم|ي|نا)"
_WORD = r"(?P<full>(?P<name>[^\W\d_]{3,}))"
_KIN_ARABIC = (
    r"(?:أخ|أخت|أخو|أخي|أخا|أم|أبو|أبي|أبا|والد|والدت|زوج|زوجت|ابن|ابنت|بنت|عم|عمت|خال|خالت|جد|جدت|خطيب|خطيبت|صديق|صديقت|جار"
    r"|جارت|زميل|زميلت|طليق|طليقت|شقيق|شقيقت|حمات|صهر|نسيب)"
)
_ROLES_ARABIC = (
    r"(?:مشرف|معلم|مدرس|مدير|محامي|ضابط|سائق|قاضي|طبيب|ممرض|باحث|أخصائي|معالج|مرشد|موظف|عميد|مختار|إمام|شرطي|محقق|مترجم|متطوع"
    r"|أستاذ|جار|زميل|صديق)"
)
# "empty" and "serious", as which these two are read more often than as "my uncle" and "my grandfather".
_NOT_HERS = r"(?!(?:خالي|جدي)\s)"
_ARABIC = (
    pattern(rf"(?<!\w)[وفبل]?{_NOT_HERS}{_KIN_ARABIC}{_HERS}[ \t](?:ال\w+[ \t])?{_WORD}"),
    pattern(rf"(?<!\w)[وفبك]?(?:ال|لل){_ROLES_ARABIC}[ةه]?[ \t]{_WORD}"),
    pattern(rf"(?<!\w)[وفبل]?{_ROLES_ARABIC}ت?{_HERS}[ \t]{_WORD}"),
    # "the director of the school, Nur": a word with the article stands between.
    pattern(rf"(?<!\w)[وفبل]?{_ROLES_ARABIC}[ةه]?[ \t]ال\w+[ \t]{_WORD}"),
)
_OWN = r"(?:م|ت|ی|مان|تان|یان)"
_KIN_SORANI = (
    r"(?:برا|خوشک|باوک|دایک|مام|خاڵ|پوور|مێرد|هاوسەر|ئامۆزا|خاڵۆزا|پوورزا|دەستگیران|دەزگیران|هاوڕێ|دراوسێ|هاوپۆل|باپیر|داپیر"
    r"|برازا|خوارزا|زاوا|خەسوو|خەزوور|هێوەر|ژنبرا|براژن|زڕباوک|زڕدایک|زڕبرا|زڕخوشک)"
)
_ROLES_SORANI = (
    r"(?:سەرپەرشتیار|بەڕێوەبەر|مامۆستا|پارێزەر|پزیشک|ئەفسەر|شۆفێر|دادوەر|توێژەر|کارمەند|هاوکار(?=ە?کە)|ڕاهێنەر"
    r"|لێکۆڵەر|موختار|پەرستار)"
)
_SORANI = (
    pattern(
        rf"(?<!\w)(?:{_KIN_SORANI}(?:(?:یە|ە)?کە)?|(?:ژن|کچ|کوڕ)ەکە"
        rf"|(?:برا|خوشکە?|کوڕە|کچە)[ \t](?:گەورە|بچووک)ە?کە){_OWN}[ \t]{_WORD}"
    ),
    pattern(rf"(?<!\w){_ROLES_SORANI}(?:ە?کە)?{_OWN}?[ \t](?:(?:کەیس|قوتابخانە)\w*[ \t])?{_WORD}"),
)


# Sorani "he is angry.": what ends in ە where the clause ends says how somebody is, more often than who.
_IS_SO = pattern(r"(?<=\w)ە(?=[ \t]*(?:[.،,؛:\n]|$|(?:و|بەڵام|چونکە)(?!\w)))")


def related_names(text: str) -> Iterator[Finding]:
    """Yield names that follow a word of kinship or a role ("her brother Rebwar"), or stand before it ("Sara, my teacher")."""
    for relation in _LATIN:
        yield from (_name(match) for match in relation.finditer(text) if not _is_anybody(match["name"]))
    for relations, is_verb in ((_ARABIC, is_arabic_verb), (_SORANI, is_sorani_verb)):
        for match in (match for relation in relations for match in relation.finditer(text)):
            word = match["name"]
            if is_given(word) or not (is_ordinary(word) or is_verb(word) or _IS_SO.match(text, match.end() - 1)):
                yield _name(match)


def _is_anybody(word: str) -> bool:
    """Whether a word in Latin letters is an ordinary one, or says who somebody is, as in "Nobody is her friend"."""
    return is_ordinary(word) or word.casefold() in _ANYBODY


def _name(match: re.Match[str]) -> Finding:
    return Finding("name", False, *match.span("full"))
