"""What leads to a person online: e-mail addresses, links and names of accounts."""

import re
from collections.abc import Iterator

from dashboard.privacy.finding import Finding
from dashboard.privacy.plain_text import pattern
from dashboard.privacy.word_lists import is_ordinary

_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+(?:@|\s@\s)(?:[a-z0-9-]+\.)+[a-z]{2,24}", re.IGNORECASE)

_SOCIAL_NETWORKS = (
    r"(?:facebook|fb|messenger|instagram|snapchat|tiktok|whatsapp|twitter|x|youtube|viber|discord|linkedin|pinterest"
    r"|reddit|onlyfans)\.com|(?:fb|ig|m|t|telegram|wa)\.me|fb\.watch|instagr\.am|threads\.net|telegram\.org|youtu\.be"
    r"|discord\.gg|linktr\.ee|imo\.im"
)
# Endings that are also words are left out: "it was done.He/she called" is a missing space, not an address.
_TWO_LETTER_WORDS = r"(?:am|an|as|at|be|by|do|go|he|hi|if|in|is|it|me|my|no|of|ok|on|or|so|to|up|us|we)\b"
_ENDING = (
    rf"(?:(?!{_TWO_LETTER_WORDS})[a-z]{{2}}|com|net|org|info|gov|edu|app|link|site|online|xyz|page|club|live|blog|shop)"
)
# With http or www; a host with a path; a social network also without a path.
_LINK = re.compile(
    r"https?://\S+|(?<![a-z0-9@.])www\.\S+"
    rf"|(?<![a-z0-9@._/-])(?:[a-z0-9-]+\.)+{_ENDING}(?::\d+)?/\S+"
    rf"|(?<![a-z0-9@._/-])(?:[a-z0-9-]+\.)*(?:{_SOCIAL_NETWORKS})(?![a-z0-9@-]|\.[a-z0-9])(?:/\S*)?",
    re.IGNORECASE | re.ASCII,
)
_SENTENCE_MARKS = ".,;:!?)]}>»\"'’”،؛؟*"

# "@3pm" and "@14" are times; a name has a letter.
_AT = re.compile(r"(?<![\w.@])@(?!\d{1,2}(?:am|pm|h)\b)(?=[\d_.]*[^\W\d_])\w[\w.]{1,28}\w", re.IGNORECASE)
_ACCOUNT = r"@?(?P<name>[a-z_](?:[\w.]{1,28}\w))"
# A single word in front of the end of a clause: "user: blocked her" goes on and names no account.
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


def emails(text: str) -> Iterator[Finding]:
    """Yield e-mail addresses, always certain."""
    for match in _EMAIL.finditer(text):
        yield Finding("email", True, *match.span())


def links(text: str) -> Iterator[Finding]:
    """Yield links and addresses of social networks, always certain, without the sentence's own punctuation."""
    for match in _LINK.finditer(text):
        yield Finding("link", True, match.start(), match.start() + len(match[0].rstrip(_SENTENCE_MARKS)))


def handles(text: str) -> Iterator[Finding]:
    """Yield names of accounts.

    A name without @ is certain only when it has a digit, a dot or an underscore, as no word has.
    """
    for match in _AT.finditer(text):
        yield Finding("handle", True, *match.span())
    for account in _ACCOUNTS:
        for match in account.finditer(text):
            if not is_ordinary(match["name"]):
                yield Finding("handle", bool(re.search(r"[\d_.]", match["name"])), *match.span("name"))
