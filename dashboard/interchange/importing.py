"""An import, planned: what would come in, what is there already, what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard.i18n import BAGHDAD
from dashboard.i18n import gettext as _
from dashboard.interchange.columns import match_header
from dashboard.interchange.reading import read_table
from dashboard.interchange.rows import Incoming, Problem, read_row

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

    @property
    def ok(self) -> bool:
        """Whether the file may come in."""
        return not self.problems


@dataclass(frozen=True)
class ImportPlan:
    """The report, and the rows that are to come in."""

    report: ImportReport
    new: tuple[Incoming, ...]


def examine(content: bytes, name: str, *, agency: str, known: Known, secret: bytes, now: datetime) -> ImportPlan:
    """Check a file whole; raise ImportRefused when it cannot be a table of cases at all.

    `known` is asked which rows came in before; `secret` is the key of the hashes.
    """
    table = read_table(content, name)
    columns = match_header(table[0])
    readable: list[tuple[int, Incoming]] = []  # with the number of the row
    problems: list[Problem] = []
    for number, row in enumerate(table[1:], start=2):
        cells = {column.name: row[index] if index < len(row) else "" for index, column in columns.items()}
        row_read = read_row(number, cells, agency=agency, secret=secret, today=now.astimezone(BAGHDAD).date())
        if isinstance(row_read, Incoming):
            readable.append((number, row_read))
        else:
            problems.extend(row_read)
    digests = known([incoming.ref_hash for _number, incoming in readable])
    new, already_there, clashes = _compare(readable, digests)
    problems = sorted([*problems, *clashes], key=lambda problem: problem.row)
    sample = tuple(incoming.codes for incoming in new[:SAMPLE])
    return ImportPlan(ImportReport(len(table) - 1, len(new), already_there, tuple(problems), sample), tuple(new))


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
