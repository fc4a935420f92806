"""An import, planned: what would come in, what is there already, what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard.errors import ImportRefused
from dashboard.i18n import BAGHDAD
from dashboard.i18n import gettext as _
from dashboard.interchange.columns import match_header
from dashboard.interchange.rows import Incoming, Problem, read_row
from dashboard.interchange.source import Line, Sheet, Source
from dashboard.interchange.template import NOT_OF_CASES
from dashboard.interchange.template_columns import PLANNED

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


def examine(source: Source, *, agency: str, known: Known, secret: bytes, now: datetime) -> ImportPlan:
    """Check a file whole that was read; raise ImportRefused when it cannot be a table of cases at all.

    `known` is asked which rows came in before; `secret` is the key of the hashes.
    """
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
    if not first.lines:
        raise ImportRefused(_("The file has no rows under its header. Fill in the template and try again."))
    alike = [sheet.name for sheet in others if sheet.lines and set(sheet.header) == set(first.header)]
    if alike:
        text = _("Cases stand on several sheets: {names}. Put all of them on one sheet.")
        raise ImportRefused(text.format(names=", ".join(repr(name[:40]) for name in (first.name, *alike))))
    said = _("The sheet {name} was not read ({n} rows): it is not one of cases.")
    unread = (sheet for sheet in others if sheet.lines and sheet.name not in NOT_OF_CASES)
    return _without_planned(first), (
        *source.notes,
        *(said.format(name=repr(sheet.name[:40]), n=len(sheet.lines)) for sheet in unread),
    )


def _without_planned(sheet: Sheet) -> Sheet:
    """Return a sheet without the columns of the template that need a plan; raise ImportRefused where one is filled in.

    A closed case must not come in as an open one because its status is left out.
    """
    places = [at for at, name in enumerate(sheet.header) if name in PLANNED]
    for at in places:
        if any(line.cells[at] for line in sheet.lines):
            text = _("The column {name} is taken only by an import with a plan. Make a plan, or empty this column.")
            raise ImportRefused(text.format(name=repr(sheet.header[at])))
    kept = [at for at in range(len(sheet.header)) if at not in places]
    lines = (Line(line.number, tuple(line.cells[at] for at in kept)) for line in sheet.lines)
    return Sheet(sheet.name, sheet.header_row, tuple(sheet.header[at] for at in kept), tuple(lines))


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
