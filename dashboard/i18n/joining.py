"""Several words in one sentence, with the marks between them that the language of the page uses."""

from collections.abc import Iterable

from dashboard.i18n.catalogs import direction


def listed(words: Iterable[str]) -> str:
    """Return words with commas between them: "Erbil, Duhok"; in Arabic and Sorani "، "."""
    return _marked(",", "،", words)


def listed_apart(words: Iterable[str]) -> str:
    """Return words that may hold commas with semicolons between them; in Arabic and Sorani "؛ "."""
    return _marked(";", "؛", words)


def _marked(latin: str, arabic: str, words: Iterable[str]) -> str:
    return f"{arabic if direction() == 'rtl' else latin} ".join(words)
