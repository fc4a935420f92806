"""A table as HTML: read aloud row by row, wrapped and turned with the language, and far cheaper than a data frame."""

import html
from collections.abc import Sequence


def as_html(head: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> str:
    """Return an HTML table with a title and a line of column headings; the first cell of each row is the row's
    heading.
    """
    heads = "".join(f"<th scope='col'>{html.escape(heading)}</th>" for heading in head)
    body = "".join(f"<tr>{_row(row)}</tr>" for row in rows)
    caption = f"<caption>{html.escape(title)}</caption>"
    return f"<table class='ovtf-facts ovtf-grid'>{caption}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: Sequence[str]) -> str:
    heading, *cells = map(html.escape, row)
    return f"<th scope='row'>{heading}</th>" + "".join(f"<td>{cell}</td>" for cell in cells)
