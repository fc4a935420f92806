"""Texts that run the other way than the page that they stand in, such as English ones on an Arabic page."""

import re
import unicodedata
from functools import lru_cache

from dashboard.languages import Direction

_OPENING: dict[Direction, str] = {"ltr": "\u2066", "rtl": "\u2067"}
_CLOSING = "\u2069"
_BRACES = re.compile(r"\{[^{}]*\}")


@lru_cache(maxsize=10_000)
def isolated(text: str, page: Direction) -> str:
    """Return a text so that it keeps its own direction on a page: between two signs that nobody sees.

    Without them an English sentence on an Arabic page has its full stop at the beginning. A text runs as most of its
    letters do: an Arabic sentence that names StopNCII first is an Arabic sentence.
    """
    own = _direction(text)
    if own is None or own == page:
        return text
    return "\n".join(_OPENING[own] + line + _CLOSING if line else line for line in text.split("\n"))


def _direction(text: str) -> Direction | None:
    """Return the direction of most letters, None where there are as many of each; names in braces are filled in later."""
    kinds = [unicodedata.bidirectional(char) for char in _BRACES.sub("", text) if char.isalpha()]
    to_the_left = 2 * sum(kind in ("R", "AL") for kind in kinds)
    if to_the_left == len(kinds):
        return None
    return "rtl" if to_the_left > len(kinds) else "ltr"
