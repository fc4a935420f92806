"""Texts of plugins, made harmless for every place that shows them: as Markdown, as HTML or as they are."""

import re

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"\](?=[(:])")
"""Of a link or picture; or of the target that a link names, which may stand in a quotation or a list."""
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE)
"""An address becomes a link without any sign around it."""
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]")


def harmless(text: str) -> str:
    """Return a text without HTML tags, Markdown links and pictures, and without signs that reverse its direction.

    A space is put into whatever would begin a tag or link ("< b>"), so that people still read the text as it was.
    """
    text = _TAG.sub("< ", text)
    text = _LINK.sub("] ", text)
    text = _ADDRESS.sub(" ", text)
    return _UNSEEN.sub("", text)
