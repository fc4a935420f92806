"""Text that comes from somewhere else, shown as it was typed: names, the directory, plugins, addresses, file names."""

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>$~|#^=]|:(?=[\w+-])|&(?=#?\w+;)|(?<![\w.])\d+(?=[.)])|^[-+](?=\s)|!(?=\[))")
"""What Markdown would read: a backslash keeps it as a sign."""
_LATER = re.compile(
    r"(?<=:)(?=[\w+/-]+:)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=[<>=~-])(?=[<>=-])", re.IGNORECASE
)
"""Where Streamlit still finds an icon, an emoji, an address or an arrow once the backslashes are gone."""
_APART = "\u2060"
"""A sign that nobody sees, and that keeps two others apart."""


def quoted(text: str) -> str:
    """Return text that Markdown shows as it was typed: no link, image, style, icon or formula comes of it."""
    apart = _LATER.sub(_APART, " ".join(text.split()))
    return _SIGNS.sub(_escaped, apart)


def _escaped(match: re.Match[str]) -> str:
    """Return a sign with a backslash; of a number that would begin a list, the sign after it gets it."""
    return match[0] + _APART if match[0].isdigit() else "\\" + match[0]


def quoted_lines(text: str) -> str:
    """Return a message of several lines, each quoted; lines that begin with "- " stay a list."""
    return "\n".join(f"- {quoted(line[2:])}" if line.startswith("- ") else quoted(line) for line in text.split("\n"))
