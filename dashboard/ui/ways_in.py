"""What opens under a figure: one element of HTML, which the browser opens by itself.

A popover each for the words and the table, and an element for what is in it, were a fifth of a rerun of Overview
(benchmarks/rerun_cost.py).
"""

from html import escape


def under(*parts: str) -> str:
    """Return parts as HTML beside each other; one that is opened takes the whole width."""
    return f'<div class="ovtf-under">{"".join(parts)}</div>'


def opening(label: str, content: str) -> str:
    """Return as HTML a button called `label` that shows or hides `content` (HTML)."""
    return f'<details><summary class="ovtf-way">{escape(label)}</summary><div>{content}</div></details>'


def paragraphs(*texts: str) -> str:
    """Return texts as paragraphs of HTML, without the empty ones; lines stay lines."""
    lines = (escape(text).replace("  \n", "<br>") for text in texts if text)
    return "".join(f"<p>{text}</p>" for text in lines)
