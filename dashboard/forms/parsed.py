"""Parsed: what the file and the text of a form say, worked out once in a process; pyxform takes 40 ms for a form."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.errors import FormError
from dashboard.forms import xlsform
from dashboard.forms.findings import errors
from dashboard.forms.languages import texts
from dashboard.forms.proof import proof
from dashboard.forms.values import Group, Question
from dashboard.forms.workbook import as_csv, decoded, kind_of, read_book, text_book

MOST = 500
"""Texts that are kept: those of all areas, and of their earlier versions."""


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """A form without what its plugin declares of it; `texts` are in other languages, by language and message."""

    title: str
    version: str
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    warnings: tuple[str, ...]
    texts: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=MOST)
def text_of(content: bytes) -> str:
    """Return the text that is kept of a file; raise FormError with the first row that is wrong."""
    book = read_book(content)
    if wrong := errors(proof(book)):
        more = f" (and {len(wrong) - 1} more)" if wrong[1:] else ""
        raise FormError(wrong[0].sentence + more)
    return decoded(content) if kind_of(content) == "md" else as_csv(book)


@lru_cache(maxsize=MOST)
def parse(text: str) -> Parsed:
    """Read Markdown tables or CSV; raise FormError with the row that is wrong."""
    tree, warnings = xlsform.read(text_book(text))
    questions, groups = xlsform.walk(tree)
    return Parsed(
        title=str(tree.get("title") or ""),
        version=str(tree.get("version") or hashlib.sha256(text.encode()).hexdigest()[:12]),
        questions=tuple(questions),
        groups=tuple(groups),
        warnings=tuple(warnings),
        texts=texts(tree),
    )
