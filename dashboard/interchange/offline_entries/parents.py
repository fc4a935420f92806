"""To which entry a row of a repeat belongs: ODK Central writes the key of the entry, Kobo its id and its place."""

from dashboard.interchange.source import Line, Sheet

INSTANCES = ("__id", "KEY", "meta/rootUuid", "_uuid", "meta/instanceID", "meta-instanceID", "instanceID", "instanceid")
"""Columns with what an entry is called for ever, the surest first: an entry that was edited keeps the first ones."""
_KEYS = ("__id", "KEY", "_uuid", "_id")
_LINKS = (
    ("PARENT_KEY", _KEYS),
    ("_submission__uuid", ("_uuid",)),
    ("_submission__id", ("_id",)),
    ("_parent_index", ("_index",)),
)
"""By the column of a repeat: the columns of the entries one of which has the same value."""
PARENT_COLUMNS = tuple(column for column, _of_entry in _LINKS)


def cell(sheet: Sheet, line: Line, name: str) -> str:
    """Return a cell by the name of its column, "" where there is none."""
    return line.cells[sheet.header.index(name)] if name in sheet.header else ""


def instance_of(sheet: Sheet, line: Line) -> str:
    """Return what the telephone calls an entry, "" where the file does not say it."""
    found = next((text for name in INSTANCES if (text := cell(sheet, line, name))), "")
    return found.removeprefix("uuid:")


class Parents:
    """The entries of a file, found by what rows of repeats say of them."""

    def __init__(self, main: Sheet) -> None:
        self.places = range(len(main.lines))
        columns = {name for _column, names in _LINKS for name in names}
        self._found = {
            (name, text): place
            for place, line in enumerate(main.lines)
            for name in columns
            if (text := cell(main, line, name))
        }

    def of(self, sheet: Sheet, line: Line) -> int | None:
        """Return the place of the entry to which a row of a repeat belongs, None for none."""
        for column, names in _LINKS:
            text = cell(sheet, line, column)
            for name in names:
                if text and (name, text) in self._found:
                    return self._found[name, text]
        return None
