"""What the child process can do with a file that it has read: one table, JSON both ways."""

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.interchange.source import Line, Sheet, Source

Job = Callable[[Source, Mapping[str, Any]], dict[str, Any]]
"""Takes what was read of the file and the request, in which "name" is the name of the file; returns the answer."""


def read_job(source: Source, _request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer with everything that was read."""
    sheets = [
        (sheet.name, sheet.header_row, sheet.header, [(line.number, line.cells) for line in sheet.lines])
        for sheet in source.sheets
    ]
    return {"sheets": sheets, "notes": source.notes}


def source_from(answer: Mapping[str, Any]) -> Source:
    """Return what the job "read" had answered."""
    sheets = (
        Sheet(name, row, tuple(header), tuple(Line(number, tuple(cells)) for number, cells in lines))
        for name, row, header, lines in answer["sheets"]
    )
    return Source(tuple(sheets), tuple(answer["notes"]))


JOBS: Mapping[str, Job] = {"read": read_job}
