"""gettext catalogs, read from .po files so that no binary is kept in the repository."""

import gettext as _gettext
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dashboard.i18n.directions import isolated
from dashboard.i18n.harmless import harmless
from dashboard.languages import ENGLISH, LANGUAGES, Direction, chain
from dashboard.risk_clock import with_hours

_offered: dict[tuple[str, str], dict[str, str]] = {}
"""Translations that the forms of a package bring in their own language columns, by (package, language)."""
_current: ContextVar[str] = ContextVar("language", default="")
"""The language of this run, which is the drawing of a page or a command; "" until `use` sets it."""
_elsewhere: list[Callable[[], str]] = []
"""Functions that are asked for the language of a run in which nobody called `use`."""


def use(code: str) -> None:
    """Make `code` the language of this run; an unknown code means English."""
    _current.set(code if code in LANGUAGES else ENGLISH)


def language() -> str:
    """Return the code of the language of this run, such as "ar"."""
    if code := _current.get():
        return code
    for ask in _elsewhere:
        if code := ask():
            return code
    return ENGLISH


def otherwise(ask: Callable[[], str]) -> Callable[[], str]:
    """Register a function that tells the language of a run where `use` was not called, or "" for unknown."""
    _elsewhere.append(ask)
    return ask


def direction() -> Direction:
    """Return the writing direction of the language of this run."""
    return LANGUAGES[language()].direction


def gettext(message: str) -> str:
    """Translate a string of the shell; what is shown in a language that runs the other way keeps its direction."""
    text = _chain("dashboard", language()).gettext(message) if message else ""
    return isolated(with_hours(text), direction())


def noted(message: str) -> str:
    """Return a string as it is: the call marks it for translators, and it is translated later, where it is shown."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a string of the shell with a number in it, in the plural form that the number needs."""
    return _chain("dashboard", language()).ngettext(one, many, count)


def area_text(package: str, message: str, code: str = "") -> str:
    """Translate a string of a plugin with the catalogs in its `locales` folder, falling back to the shell's.

    It is translated into the language `code`, "" for that of this run. No HTML, link or picture is left in the text,
    whatever the plugin or its translator wrote. A text that is missing in the language of the page, and is shown in one
    that runs the other way, keeps its own direction.
    """
    text = _chain(package, code or language()).gettext(message) if message else ""
    shown = with_hours(text if package == "dashboard" else harmless(text))
    return shown if code else isolated(shown, direction())


def offer(package: str, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Keep translations that a package's form brings, by language, by message; its catalog goes before them."""
    for code, messages in texts.items():
        _offered.setdefault((package, code), {}).update(messages)
    if texts:
        _chain.cache_clear()


class _Offered(_gettext.NullTranslations):
    """Translations that forms bring, as a catalog: messages in English with their texts in one language."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        super().__init__()
        self._messages = messages

    def gettext(self, message: str) -> str:
        return self._messages.get(message) or super().gettext(message)


@cache
def _chain(package: str, code: str) -> _gettext.NullTranslations:
    """Return the catalog of a package in a language, with all catalogs that a missing message is looked for in.

    First those of the package, in the language and its fallbacks, then the shell's. In each place the catalog file goes
    before what forms bring. The loop builds this from the end, as each catalog is given the next one.
    """
    first = _gettext.NullTranslations()  # the last one: English is the messages themselves
    packages = dict.fromkeys((package, "dashboard"))
    places = [(owner, lang) for owner in packages for lang in chain(code) if lang != ENGLISH]
    for place in reversed(places):
        from_forms = _Offered(_offered[place]) if place in _offered else None
        for catalog in (from_forms, _load(*place)):
            if catalog is not None:
                catalog.add_fallback(first)
                first = catalog
    return first


def broken(package: str) -> list[str]:
    """Return the languages whose catalog of a plugin cannot be read; its texts stay in English."""
    unreadable = []
    for code in LANGUAGES:
        try:
            _read(package, code)
        except Exception:
            unreadable.append(code)
    return unreadable


def _load(package: str, code: str) -> _gettext.GNUTranslations | None:
    """Return a catalog like `_read`, but None for one of a plugin that cannot be read."""
    try:
        return _read(package, code)
    except Exception:  # a plugin's catalog may be broken in any way; every page asks for it
        if package == "dashboard":
            raise
        return None


def _read(package: str, code: str) -> _gettext.GNUTranslations | None:
    """Return the catalog file of a package in a language, None when it has none."""
    path = catalog_file(package, code)
    return _gettext.GNUTranslations(BytesIO(_compiled(path.read_bytes(), code))) if path else None


def catalog_file(package: str, code: str) -> Traversable | None:
    """Return where the catalog of a package in a language is, None when it has none."""
    try:
        folder = files("dashboard.i18n") if package == "dashboard" else files(package)
    except (TypeError, ModuleNotFoundError):  # a plugin that is one module, or is not installed any more
        return None
    path = folder / "locales" / f"{code}.po"
    return path if path.is_file() else None


@lru_cache(maxsize=100)
def _compiled(catalog: bytes, code: str) -> bytes:
    """Return a .po file as .mo. Cached: a catalog is read when its plugin loads, and again when its texts are shown."""
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(catalog), locale=code))
    return compiled.getvalue()
