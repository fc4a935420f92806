"""One spelling for matching: digits of every script become 0-9, what cannot be seen goes, letters fold together.

Each character becomes one character or none, so that a place in the plain text leads back to the text as typed.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from dashboard.privacy.finding import Finding

# Invisible, or only a mark on a letter: bidi controls, zero-width characters, vowel signs, the box of a keycap.
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_TATWEEL = "ـ"
# ى and ة stay: على (on) is not the name علي, and محلة (a quarter of a town) is not محله (his shop).
_FOLD = str.maketrans("أإآٱكيێەھڕڵۆ\u2028\u2029\u0085", "ااااکییههرلو\n\n\n")
_KINDS = {"Pd": "-", "Zs": " "}

# Public by design: a note may name them. They are blanked before anything else looks at the text.
_PUBLIC_HOSTS = r"(?:stopncii\.org|takeitdown\.ncmec\.org|t4p\.co|insm-iq\.org)"
_PUBLIC = re.compile(
    rf"""
      (?<![\w.+@-])report@insm-iq\.org(?![\w-]|\.\w)
    | (?<![\w@./-])(?:https?://)?(?:[a-z0-9-]+\.)*{_PUBLIC_HOSTS}(?![\w-]|\.\w|[^\s/]*@)
    | \bOV-[A-Z0-9]{{4}}-[A-Z0-9]{{4}}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BLANK = "\0"


@dataclass(frozen=True, repr=False)
class Plain:
    """A text in one spelling, and for each of its characters the position in the text as typed."""

    text: str
    index: tuple[int, ...]

    @classmethod
    def of(cls, typed: str) -> Self:
        """Return the plain form of a text, with what is public blanked."""
        kept = [(new, at) for at, char in enumerate(typed) if (new := _plain(char))]
        text = "".join(new for new, _ in kept)
        return cls(_PUBLIC.sub(lambda match: _BLANK * len(match[0]), text), tuple(at for _, at in kept))

    def as_typed(self, found: Finding) -> Finding:
        """Return the finding with its span in the text as typed."""
        return Finding(found.kind, found.certain, self.index[found.start], self.index[found.end - 1] + 1)


def fold(word: str) -> str:
    """Return a word or a pattern in the spelling of the plain text."""
    return "".join(map(_plain, word))


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern that is written with the letters people use and is matched against the plain text."""
    return re.compile(fold(source), flags)


@lru_cache(maxsize=2048)
def _plain(char: str) -> str:
    if char.isascii():
        return char
    category = unicodedata.category(char)
    if category in _UNSEEN or char == _TATWEEL:
        return ""
    same = unicodedata.normalize("NFKC", char)
    char = same if len(same) == 1 else char
    digit = unicodedata.decimal(char, None)
    return str(digit) if digit is not None else _KINDS.get(category, char).translate(_FOLD)
