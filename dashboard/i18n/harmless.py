"""Texts of plugins, made harmless for every place that shows them: as Markdown, as HTML or as they are."""

import re

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"\](?=\()")
_TARGET = re.compile(r"^(\s{0,3}\[[^\]\n]*\]):", re.MULTILINE)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]")


def harmless(text: str) -> str:
    """Return a text in which no HTML tag, Markdown link or picture begins, and nothing turns the writing round.

    Only a blank is put in between, so that the text stays readable in Markdown and in HTML alike.
    """
    return _UNSEEN.sub("", _TARGET.sub(r"\1 :", _LINK.sub("] ", _TAG.sub("< ", text))))
