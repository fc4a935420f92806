"""Text that comes from somewhere else, shown as it was typed."""

import re


def quoted(text: str) -> str:
    """Return text that Markdown shows as it was typed: no links, images or styles from the directory or a plugin."""
    return re.sub(r"([\\`*_\[\]<>$~|#]|:(?=[a-z]))", r"\\\1", " ".join(text.split()))
