"""The spelling in which notes are searched, so that each pattern is written once for all ways to type it.

Digits of every script become 0-9, invisible characters go, letters that people use for one another become one letter.
Each typed character becomes one character or none, so that a place in the plain text leads back to the note as typed.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from dashboard.privacy.finding import Finding

# Invisible, or only a mark on a letter: bidi controls, zero-width characters, vowel signs, the box of a keycap.
# They come along with a phone number that is copied out of a chat.
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_TATWEEL = "ـ"
# ى and ة stay: على (on) is not the name علي, and محلة (a quarter of a town) is not محله (his shop).
_FOLD = str.maketrans("أإآٱكيێەھڕڵۆ\u2028\u2029\u0085", "ااااکییههرلو\n\n\n")
# Every dash and every space is the plain one.
_BY_CATEGORY = {"Pd": "-", "Zs": " "}

# Services that are public by design, and case keys: a note may name them, so they are blanked before the search.
# The end of each is guarded: "stopncii.org.example.com" and "stopncii.org@example.com" lead elsewhere.
_PUBLIC_HOSTS = r"(?:stopncii\.org|takeitdown\.ncmec\.org|t4p\.co|insm-iq\.org)"
_PUBLIC = re.compile(
    rf"""
      (?<![\w.+@-])report@insm-iq\.org(?![\w-]|\.\w)
    | (?<![\w@./-])(?:https?://)?(?:[a-z0-9-]+\.)*{_PUBLIC_HOSTS}(?![\w-]|\.\w|[^\s/]*@)
    | \bOV-[A-Z0-9]{{4}}-[A-Z0-9]{{4}}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Blanked and not removed: positions stay, and what stands left and right does not become one word.
_BLANK = "\0"


# No generated repr: an error or a log that shows this value would repeat the note.
@dataclass(frozen=True, repr=False)
class PlainText:
    """A note in the plain spelling (see above), and for each character of that its position in the note as typed."""

    text: str
    positions: tuple[int, ...]

    @classmethod
    def of(cls, typed: str) -> Self:
        """Return a note in the plain spelling, with case keys and addresses of public services blanked."""
        kept = [(plain, position) for position, char in enumerate(typed) if (plain := _plain(char))]
        text = "".join(plain for plain, _ in kept)
        public_blanked = _PUBLIC.sub(lambda match: _BLANK * len(match[0]), text)
        return cls(public_blanked, tuple(position for _, position in kept))

    def as_typed(self, finding: Finding) -> Finding:
        """Return a finding in the plain text with its span in the note as typed."""
        return Finding(
            finding.kind, finding.certain, self.positions[finding.start], self.positions[finding.end - 1] + 1
        )


def fold(word: str) -> str:
    """Return a word or the source of a pattern in the plain spelling."""
    return "".join(map(_plain, word))


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern that is written with the letters people use and is matched against the plain text."""
    return re.compile(fold(source), flags)


@lru_cache(maxsize=2048)  # Keeps single characters only, nothing of a note.
def _plain(char: str) -> str:
    """Return one character in the plain spelling, or "" for what cannot be seen."""
    if char.isascii():
        return char
    category = unicodedata.category(char)
    if category in _UNSEEN or char == _TATWEEL:
        return ""
    # Full-width and presentation forms; what would become several characters stays, for the positions' sake.
    compatible = unicodedata.normalize("NFKC", char)
    char = compatible if len(compatible) == 1 else char
    digit = unicodedata.decimal(char, None)
    return str(digit) if digit is not None else _BY_CATEGORY.get(category, char).translate(_FOLD)
