"""gettext catalogs, read from .po files so that no binary is kept in the repository."""

import gettext as _gettext
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dashboard.i18n.harmless import harmless
from dashboard.languages import ENGLISH, LANGUAGES, Direction, chain
from dashboard.risk_clock import with_hours

_offered: dict[tuple[str, str], dict[str, str]] = {}
"""What the forms of a package say in a language themselves, by (package, language)."""
_current: ContextVar[str] = ContextVar("language", default="")
_elsewhere: list[Callable[[], str]] = []


def use(code: str) -> None:
    """Make `code` the language of this run; an unknown code means English."""
    _current.set(code if code in LANGUAGES else ENGLISH)


def language() -> str:
    """Return the code of the language of this run, such as "ar"."""
    return _current.get() or next((code for ask in _elsewhere if (code := ask())), ENGLISH)


def otherwise(ask: Callable[[], str]) -> Callable[[], str]:
    """Ask a function for the language of a run that did not say `use`; it returns "" when it does not know either."""
    _elsewhere.append(ask)
    return ask


def direction() -> Direction:
    """Return the writing direction of the language of this run."""
    return LANGUAGES[language()].direction


def gettext(message: str) -> str:
    """Translate a string of the shell."""
    return with_hours(_chain("dashboard", language()).gettext(message)) if message else ""


def noted(message: str) -> str:
    """Return a string as it is, but collect it for translators: it is translated where it is shown."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a string with a number in it."""
    return _chain("dashboard", language()).ngettext(one, many, count)


def area_text(package: str, message: str, code: str = "") -> str:
    """Translate a string of a plugin with the catalogs in its `locales` folder, falling back to the shell's.

    Without `code` it is the language of this run. What comes out is harmless wherever it is shown, whatever the plugin
    or its translator wrote.
    """
    text = _chain(package, code or language()).gettext(message) if message else ""
    return with_hours(text if package == "dashboard" else harmless(text))


def offer(package: str, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Keep translations that a package's forms bring themselves, by language; its catalog goes before them."""
    for code, messages in texts.items():
        _offered.setdefault((package, code), {}).update(messages)
    if texts:
        _chain.cache_clear()


class _Offered(_gettext.NullTranslations):
    """What forms say themselves, as a catalog."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        super().__init__()
        self._messages = messages

    def gettext(self, message: str) -> str:
        return self._messages.get(message) or super().gettext(message)


@cache
def _chain(package: str, code: str) -> _gettext.NullTranslations:
    found = _gettext.NullTranslations()  # English is the messages themselves
    packages = dict.fromkeys((package, "dashboard"))
    for place in reversed([(p, lang) for p in packages for lang in chain(code) if lang != ENGLISH]):
        own = _Offered(_offered[place]) if place in _offered else None
        for catalog in (own, _load(*place)):
            if catalog is not None:
                catalog.add_fallback(found)
                found = catalog
    return found


def broken(package: str) -> list[str]:
    """Return the languages whose catalog of a plugin cannot be read; its texts stay in English."""
    found = []
    for code in LANGUAGES:
        try:
            _read(package, code)
        except Exception:
            found.append(code)
    return found


def _load(package: str, code: str) -> _gettext.GNUTranslations | None:
    try:
        return _read(package, code)
    except Exception:  # a plugin's catalog may be broken in any way; every page asks for it
        if package == "dashboard":
            raise
        return None


def _read(package: str, code: str) -> _gettext.GNUTranslations | None:
    try:
        folder = files("dashboard.i18n") if package == "dashboard" else files(package)
    except (TypeError, ModuleNotFoundError):  # a plugin that is one module, or is not installed any more
        return None
    path = folder / "locales" / f"{code}.po"
    if not path.is_file():
        return None
    return _gettext.GNUTranslations(BytesIO(_compiled(path.read_bytes(), code)))


@lru_cache(maxsize=100)
def _compiled(catalog: bytes, code: str) -> bytes:
    """Return a .po file as .mo, worked out once: it is read when its plugin loads, and again for its texts."""
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(catalog), locale=code))
    return compiled.getvalue()
