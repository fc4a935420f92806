"""The survey sheet of a form in Markdown, row by row, as its author wrote it."""

from collections.abc import Iterator

Row = dict[str, str]


def survey(text: str) -> list[Row]:
    """Return the rows of the survey sheet by column; the columns come from its first row."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in _lines(text)]
    header, body = (rows[0], rows[1:]) if rows else ([], [])
    return [dict(zip(header, row, strict=False)) for row in body] or [dict.fromkeys(header, "")]


def _lines(text: str) -> Iterator[str]:
    inside = False
    for line in text.splitlines():
        if not line.startswith("|"):
            continue
        first, _, rest = line.strip().removeprefix("|").partition("|")
        if first.strip():
            inside = first.strip().lower() == "survey"
        elif inside and set(rest) - set("|-: "):
            yield rest
