"""Languages of an XLSForm: its English text is the message, what it says in our other languages is kept beside it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.languages import ENGLISH, LANGUAGES

COLUMNS = {code: f"{language.english_name} ({code})" for code, language in LANGUAGES.items()}
"""How a column of each of our languages is headed: "label::Arabic (ar)"."""
_TEXTS = ("label", "hint", "guidance_hint", "jr:constraintMsg", "jr:requiredMsg")
_BY_NAME = {
    name.lower(): code
    for code, language in LANGUAGES.items()
    for name in (language.english_name, language.name, *language.other_names)
}
_IN_BRACKETS = re.compile(r"\(([A-Za-z]{2,3})(?:-[\w-]+)?\)\s*$")


def code_of(column: str) -> str:
    """Return the code ("ar") of a language that an XLSForm names ("Arabic (ar)"), "" when it is none of ours."""
    word = column.strip().lower()
    bracketed = _IN_BRACKETS.search(word)
    code = bracketed.group(1) if bracketed else word
    code = _BY_NAME.get(word) or _BY_NAME.get(code, code)
    return code if code in LANGUAGES else ""


def plain(value: Any) -> str:
    """Return a text of pyxform's tree, in English where it has several languages, else in the default or first one."""
    if not isinstance(value, Mapping):
        return str(value)
    english = next((text for language, text in value.items() if code_of(language) == ENGLISH), "")
    return str(english or value.get("default") or next(iter(value.values()), ""))


def texts(tree: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return a form's own translations by language, by English message; of two for one message the first counts."""
    translations: dict[str, dict[str, str]] = {}
    for by_language in _translated_texts(tree):
        message = plain(by_language)
        for language, text in by_language.items():
            code = code_of(language)
            if code not in ("", ENGLISH) and text and text != message:
                translations.setdefault(code, {}).setdefault(message, str(text))
    return translations


def _translated_texts(node: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every text of the tree that is written in several languages."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key in _TEXTS and isinstance(value, Mapping):
                yield value
            else:
                yield from _translated_texts(value)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _translated_texts(child)
