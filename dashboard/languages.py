"""The languages that we know, one row each: this is the only place that lists them, and says what is true of each.

A language has no field for its digits: people may type those of any script (`western`), and we show 0 to 9 everywhere.
It has none for its plural rules either: each catalog of translations carries its own.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Direction = Literal["ltr", "rtl"]
ENGLISH = "en"
"""The language of the texts in the code and in forms: no text is missing in it."""


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language: its names, how it is written, where its missing texts are looked for, and how far it is translated.

    `state` is "complete" (translated, every code has a label), "draft" (offered; a missing text is shown in a
    `fallback` language, then in English) or "spoken" (services may speak it, the dashboard does not yet). `word` is
    the language's own word for "Language"; `other_names` are names that forms from elsewhere use for it; `locale` is
    Babel's, for dates.
    """

    code: str
    name: str
    english_name: str
    word: str
    direction: Direction
    locale: str
    state: Literal["complete", "draft", "spoken"]
    fallback: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


KNOWN: tuple[Language, ...] = (
    Language(
        code=ENGLISH,
        name="English",
        english_name="English",
        word="Language",
        direction="ltr",
        locale="en_GB",
        state="complete",
    ),
    Language(
        code="ar",
        name="العربية",
        english_name="Arabic",
        word="اللغة",
        direction="rtl",
        locale="ar_IQ",
        state="complete",
        other_names=("عربي",),
    ),
    Language(
        code="ckb",
        name="کوردی (سۆرانی)",
        english_name="Kurdish Sorani",
        word="زمان",
        direction="rtl",
        locale="ckb_IQ",
        state="draft",
        fallback=("ar",),
        other_names=("کوردی", "sorani", "kurdish", "central kurdish", "kurdish (sorani)", "ku"),
    ),
    Language(
        code="kmr",
        name="Kurmancî",
        english_name="Kurdish Kurmanji",
        word="Ziman",
        direction="ltr",
        locale="kmr",
        state="spoken",
    ),
)
LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {language.code: language for language in KNOWN if language.state != "spoken"}
)
"""The languages in which the dashboard is offered, by code."""
TRANSLATED = tuple(code for code in LANGUAGES if code != ENGLISH)
"""Codes of the languages that have catalogs."""
SPOKEN: Mapping[str, str] = MappingProxyType({language.code: language.name for language in (*KNOWN[1:], KNOWN[0])})
"""The languages that a service may speak, by code, each under its own name; those of the country come first."""


def chain(code: str) -> tuple[str, ...]:
    """Return the languages in which a text is looked for, in order: the last is English."""
    known = LANGUAGES.get(code)
    return tuple(dict.fromkeys((code, *known.fallback, ENGLISH))) if known else (ENGLISH,)


def western(text: str) -> str:
    """Return a text with the digits of every script (Arabic, Persian, ...) as 0 to 9."""
    if text.isascii():  # for speed: so are most cells of a large import
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
