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
Known = Callable[[Iterable[str]], Mapping[str, str]]


@dataclass(frozen=True)
class ImportReport:
    """What a file comes to; with any problem nothing of it comes in."""

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

    `known` returns the digest of each row that came in before, by the hash of its reference.
    """
    table = read_table(content, name)
    columns = match_header(table[0])
    good: list[tuple[int, Incoming]] = []
    problems: list[Problem] = []
    for number, row in enumerate(table[1:], start=2):
        cells = {column.name: row[at] if at < len(row) else "" for at, column in columns.items()}
        row_read = read_row(number, cells, agency=agency, secret=secret, today=now.astimezone(BAGHDAD).date())
        if isinstance(row_read, Incoming):
            good.append((number, row_read))
        else:
            problems.extend(row_read)
    new, there, clashes = _compare(good, known([incoming.ref_hash for _n, incoming in good]))
    problems = sorted([*problems, *clashes], key=lambda problem: problem.row)
    sample = tuple(incoming.codes for incoming in new[:SAMPLE])
    return ImportPlan(ImportReport(len(table) - 1, len(new), there, tuple(problems), sample), tuple(new))


def _compare(good: list[tuple[int, Incoming]], known: Mapping[str, str]) -> tuple[list[Incoming], int, list[Problem]]:
    new: list[Incoming] = []
    there, problems = 0, list[Problem]()
    seen: dict[str, int] = {}
    for number, incoming in good:
        if incoming.ref_hash in seen:
            problems.append(
                Problem(
                    number,
                    "record_ref",
                    _("is the same as in row {n}. Each case has its own.").format(n=seen[incoming.ref_hash]),
                )
            )
        elif known.get(incoming.ref_hash) == incoming.digest:
            there += 1
        elif incoming.ref_hash in known:
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
        seen.setdefault(incoming.ref_hash, number)
    return new, there, problems
