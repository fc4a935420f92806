"""How far a language is translated, counted from the catalogs, and in which language most of its texts are shown."""

from collections.abc import Iterable
from functools import cache

from babel.messages.pofile import read_po

from dashboard.i18n.catalogs import catalog_file
from dashboard.languages import LANGUAGES, TRANSLATED, chain


def share(code: str, packages: Iterable[str] = ("dashboard",)) -> float:
    """Return which share of the texts of packages is translated into a language, from 0 to 1."""
    every, own = 0, 0
    for package in packages:
        translated = {lang: _translated(package, lang) for lang in TRANSLATED}
        every += len(frozenset().union(*translated.values()))
        own += len(translated[code])
    return own / every if every else 1.0


def shown_in(code: str) -> str:
    """Return the language that most texts are read in by whoever chose the language `code`: it, or what it falls back to.

    Screen readers pronounce the page in this one.
    """
    candidates = [lang for lang in chain(code) if LANGUAGES[lang].state == "complete" or share(lang) >= 0.5]
    return candidates[0]


@cache
def _translated(package: str, code: str) -> frozenset[str]:
    """Return the texts of a package that its catalog translates into a language."""
    path = catalog_file(package, code)
    if path is None:
        return frozenset()
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=code)
    except Exception:  # a plugin's catalog may be broken in any way: its texts stay in English
        return frozenset()
    return frozenset(_first(message.id) for message in catalog if message.id and _first(message.string))


def _first(text: object) -> str:
    """Return a text, or of one with plural forms the first."""
    return str(text[0] if isinstance(text, list | tuple) else text or "")
