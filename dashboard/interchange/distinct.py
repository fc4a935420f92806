"""The different values of a column of few values, for a person who says which of them means that a case was online."""

from dashboard import privacy
from dashboard.interchange.mapping.personal import forbidden, looks_personal
from dashboard.interchange.mapping.words import fold
from dashboard.interchange.source import Source

MOST = 40
"""A column with more values than this is no list of choices, and nothing of it is shown."""


def distinct(source: Source, column: str) -> tuple[str, ...]:
    """Return the different values of a column, () for one that is named like personal data or has too many of them.

    It is for the page alone: never for a message, a log or the audit.
    """
    if forbidden(column):
        return ()
    values = {
        line.cells[place]
        for sheet in source.sheets
        for place, name in enumerate(sheet.header)
        if fold(name) == fold(column)
        for line in sheet.lines
        if line.cells[place]
    }
    if len(values) > MOST or any(looks_personal(value) or privacy.find(value) for value in values):
        return ()
    return tuple(sorted(values))
