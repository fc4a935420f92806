"""A table as HTML: read aloud row by row, wrapped and turned with the language, and far cheaper than a data frame."""

import html
from collections.abc import Sequence


def as_html(head: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> str:
    """Return a table with its title; the first cell of a row names it."""
    heads = "".join(f"<th scope='col'>{html.escape(each)}</th>" for each in head)
    body = "".join(f"<tr>{_row(row)}</tr>" for row in rows)
    caption = f"<caption>{html.escape(title)}</caption>"
    return f"<table class='ovtf-facts ovtf-grid'>{caption}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: Sequence[str]) -> str:
    first, *rest = map(html.escape, row)
    return f"<th scope='row'>{first}</th>" + "".join(f"<td>{cell}</td>" for cell in rest)
