"""An import, planned: what would come in, what is there already, what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard.errors import ImportRefused
from dashboard.i18n import BAGHDAD
from dashboard.i18n import gettext as _
from dashboard.interchange.child import read_apart
from dashboard.interchange.columns import match_header
from dashboard.interchange.rows import Incoming, Problem, read_row
from dashboard.interchange.source import Sheet, Source
from dashboard.interchange.template import NOT_OF_CASES

SAMPLE = 20
"""How many rows are shown before a file comes in."""
Known = Callable[[Iterable[str]], Mapping[str, str]]
"""Returns the digests of rows that came in before, by the hashes of their references that it is given."""


@dataclass(frozen=True)
class ImportReport:
    """What importing a file would do, counted in rows; with a single problem nothing of the file comes in."""

    rows: int
    new: int
    already_there: int
    problems: tuple[Problem, ...]
    sample: tuple[Mapping[str, str], ...] = ()
    """The first new rows as they were understood: codes by column."""
    notes: tuple[str, ...] = ()
    """What was not read of the file, or had to be guessed."""

    @property
    def ok(self) -> bool:
        """Whether the file may come in."""
        return not self.problems


@dataclass(frozen=True)
class ImportPlan:
    """The report, and the rows that are to come in."""

    report: ImportReport
    new: tuple[Incoming, ...]


def examine(
    content: bytes,
    name: str,
    *,
    agency: str,
    known: Known,
    secret: bytes,
    now: datetime,
    reader: Callable[[bytes, str], Source] = read_apart,
) -> ImportPlan:
    """Check a file whole; raise ImportRefused when it cannot be a table of cases at all.

    `known` is asked which rows came in before; `secret` is the key of the hashes; `reader` reads the file, in a child
    process unless somebody has read it already.
    """
    source = reader(content, name)
    sheet, notes = _of_cases(source)
    columns = match_header(sheet.header)
    readable: list[tuple[int, Incoming]] = []  # with the number of the row
    problems: list[Problem] = []
    for line in sheet.lines:
        cells = {column.name: line.cells[index] for index, column in columns.items()}
        row_read = read_row(line.number, cells, agency=agency, secret=secret, today=now.astimezone(BAGHDAD).date())
        if isinstance(row_read, Incoming):
            readable.append((line.number, row_read))
        else:
            problems.extend(row_read)
    digests = known([incoming.ref_hash for _number, incoming in readable])
    new, already_there, clashes = _compare(readable, digests)
    problems = sorted([*problems, *clashes], key=lambda problem: problem.row)
    sample = tuple(incoming.codes for incoming in new[:SAMPLE])
    report = ImportReport(len(sheet.lines), len(new), already_there, tuple(problems), sample, notes)
    return ImportPlan(report, tuple(new))


def _of_cases(source: Source) -> tuple[Sheet, tuple[str, ...]]:
    """Return the sheet of cases, which is the first, and what is to be said; raise ImportRefused where others have cases too."""
    first, *others = source.sheets
    alike = [sheet.name for sheet in others if sheet.lines and set(sheet.header) == set(first.header)]
    if alike:
        text = _("Cases stand on several sheets: {names}. Put all of them on one sheet.")
        raise ImportRefused(text.format(names=", ".join(repr(name[:40]) for name in (first.name, *alike))))
    said = _("The sheet {name} was not read ({n} rows): it is not one of cases.")
    unread = (sheet for sheet in others if sheet.lines and sheet.name not in NOT_OF_CASES)
    return first, (*source.notes, *(said.format(name=repr(sheet.name[:40]), n=len(sheet.lines)) for sheet in unread))


def _compare(
    readable: list[tuple[int, Incoming]], digests: Mapping[str, str]
) -> tuple[list[Incoming], int, list[Problem]]:
    """Return the rows that are new, how many came in before unchanged, and what is wrong with their references.

    `digests` are those of the rows that came in before, by the hash of their reference.
    """
    new: list[Incoming] = []
    already_there, problems = 0, list[Problem]()
    first_row: dict[str, int] = {}  # by the hash of its reference
    for number, incoming in readable:
        if incoming.ref_hash in first_row:
            problems.append(
                Problem(
                    number,
                    "record_ref",
                    _("is the same as in row {n}. Each case has its own.").format(n=first_row[incoming.ref_hash]),
                )
            )
        elif digests.get(incoming.ref_hash) == incoming.digest:
            already_there += 1
        elif incoming.ref_hash in digests:
            problems.append(
                Problem(
                    number,
                    "record_ref",
                    _(
                        "came in before with other values. Correct the case itself, "
                        "or give this row a reference of its own."
                    ),
                )
            )
        else:
            new.append(incoming)
        first_row.setdefault(incoming.ref_hash, number)
    return new, already_there, problems
