"""What shows by its form alone: e-mail addresses, links, account names, long numbers."""

import re
from collections.abc import Iterator

from dashboard.privacy.dates import FIGURES, FIGURES_SOURCE
from dashboard.privacy.finding import Finding
from dashboard.privacy.plain import pattern
from dashboard.privacy.words import is_ordinary

_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+(?:@|\s@\s)(?:[a-z0-9-]+\.)+[a-z]{2,24}", re.IGNORECASE)

_SOCIAL = (
    r"(?:facebook|fb|messenger|instagram|snapchat|tiktok|whatsapp|twitter|x|youtube|viber|discord|linkedin|pinterest"
    r"|reddit|onlyfans)\.com|(?:fb|ig|m|t|telegram|wa)\.me|fb\.watch|instagr\.am|threads\.net|telegram\.org|youtu\.be"
    r"|discord\.gg|linktr\.ee|imo\.im"
)
# Endings that are also words are left out: "it was done.He/she called" is a missing space, not an address.
_WORDS = r"(?:am|an|as|at|be|by|do|go|he|hi|if|in|is|it|me|my|no|of|ok|on|or|so|to|up|us|we)\b"
_ENDING = rf"(?:(?!{_WORDS})[a-z]{{2}}|com|net|org|info|gov|edu|app|link|site|online|xyz|page|club|live|blog|shop)"
_LINK = re.compile(
    r"https?://\S+|(?<![a-z0-9@.])www\.\S+"
    rf"|(?<![a-z0-9@._/-])(?:[a-z0-9-]+\.)+{_ENDING}(?::\d+)?/\S+"
    rf"|(?<![a-z0-9@._/-])(?:[a-z0-9-]+\.)*(?:{_SOCIAL})(?![a-z0-9@-]|\.[a-z0-9])(?:/\S*)?",
    re.IGNORECASE | re.ASCII,
)
_AFTER_A_LINK = ".,;:!?)]}>»\"'’”،؛؟*"

# "@3pm" and "@14" are times; a name has a letter.
_AT = re.compile(r"(?<![\w.@])@(?!\d{1,2}(?:am|pm|h)\b)(?=[\d_.]*[^\W\d_])\w[\w.]{1,28}\w", re.IGNORECASE)
_ACCOUNT = r"@?(?P<name>[a-z_](?:[\w.]{1,28}\w))"
_CLAUSE_ENDS = r"(?=\s*(?:$|[\n,.;)،؛/]|and\b|or\b|و))"
_ACCOUNTS = (
    pattern(
        r"\b(?:snap(?:chat)?|insta(?:gram)?|fb|facebook|tele(?:gram)?|tik\s?tok|twitter|viber|discord)\s"
        r"(?P<name>(?=[a-z0-9._]*[._0-9])[a-z][a-z0-9._]{3,}[a-z0-9_])\b",
        re.IGNORECASE | re.ASCII,
    ),
    pattern(
        r"\b(?:snap(?:chat)?|insta(?:gram)?|ig|fb|facebook|tele(?:gram)?|tg|tik\s?tok|twitter|whats\s?app|viber|discord"
        r"|user\s?name|user|handle|account|profile)(?:\s(?:account|name|handle|user\s?name|id))?"
        rf"(?:\s*[:=]\s*|\sis\s(?=\w*[\d_])){_ACCOUNT}{_CLAUSE_ENDS}",
        re.IGNORECASE | re.ASCII,
    ),
    # In Arabic and Kurdish an account's name stands out by its Latin letters.
    pattern(
        r"(?<!\w)و?(?:حسابها|حسابه|حسابي|حساب|يوزرها|يوزره|يوزر|معرفها|سناب(?:\sشات)?|سناپ(?:\sچات)?|انستا|انستغرام|انستقرام"
        r"|تلكرام|تليكرام|تليجرام|تلغرام|تيك\sتوك|فيسبوك|ئینستا|ئینستاگرام|تێلێگرام|تیکتۆک|فەیسبووک|هەژماری|هەژمارەکەی"
        rf"|ئەکاونتی|ئەکاونتەکەی)(?:\s(?:على|في|لە)\s[^\W\d_a-z]+)?(?:\s(?:هو|هي|باسم|اسمه|الجديد|القديم|الشخصي|ناوی))?\s*[:=]?\s*{_ACCOUNT}",
        re.IGNORECASE,
    ),
)

_LONG = re.compile(r"(?<!\d)\d{8,}(?!\d)")
_GROUPED = re.compile(r"(?<![\d-])\d{3,8}(?:[ -]\d{3,8})+(?![\d-])")
# Shorter than 10 it may be a year and an hour, or three sums; as long as a bank card nothing else is.
_GROUPED_FIGURES, _CARD_FIGURES, _LONG_FIGURES = 10, 16, 8
_MONEY = pattern(r"\s*(?:iqd|usd|dinars?|dollars?|\$|دينار|دۆلار|دولار)", re.IGNORECASE)
_YEAR_OR_HOTLINE = re.compile(rf"(?:19|20)\d\d|104|119|131|139|497|911|{FIGURES_SOURCE}")


def emails(text: str) -> Iterator[Finding]:
    """Yield e-mail addresses."""
    for match in _EMAIL.finditer(text):
        yield Finding("email", True, *match.span())


def links(text: str) -> Iterator[Finding]:
    """Yield links and addresses of social networks, without the sentence's own punctuation."""
    for match in _LINK.finditer(text):
        yield Finding("link", True, match.start(), match.start() + len(match[0].rstrip(_AFTER_A_LINK)))


def handles(text: str) -> Iterator[Finding]:
    """Yield account names; one without @ is certain when it is written as no word is, with figures, dots or lines."""
    for match in _AT.finditer(text):
        yield Finding("handle", True, *match.span())
    for each in _ACCOUNTS:
        for match in each.finditer(text):
            if not is_ordinary(match["name"]):
                yield Finding("handle", bool(re.search(r"[\d_.]", match["name"])), *match.span("name"))


def numbers(text: str) -> Iterator[Finding]:
    """Yield numbers of eight figures and more, as on cards and papers; not dates, sums of money or lists of years."""
    for match in _LONG.finditer(text):
        if not (FIGURES.fullmatch(match[0]) or _MONEY.match(text, match.end())):
            yield Finding("number", True, *match.span())
    for match in _GROUPED.finditer(text):
        groups = re.split("[ -]", match[0])
        figures = sum(map(len, groups))
        dated = all(map(_YEAR_OR_HOTLINE.fullmatch, groups))
        if figures >= _GROUPED_FIGURES and not (dated or _MONEY.match(text, match.end())):
            yield Finding("number", figures >= _CARD_FIGURES or max(map(len, groups)) >= _LONG_FIGURES, *match.span())
