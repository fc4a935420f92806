"""Is the SQL one SELECT that is allowed, and does it run?"""

from collections import Counter
from collections.abc import Iterator

import duckdb

from dashboard.contract import Dataset
from dashboard.errors import DashboardError, SqlRefused
from dashboard.projection import Projection
from ovtf_kit import asking
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject

EXPECTED = "rows with case_key and named columns"


@rule()
def sql_allowed(subject: Subject) -> Iterator[Finding]:
    """A dataset is exactly one SELECT over the area's own forms and `core`, with functions that are allowed."""
    for dataset in subject.plugin.datasets:
        try:
            asking.statement(subject, dataset, subject.workspace.empty)
        except SqlRefused as error:
            yield Finding(
                where=f"dataset {dataset.name}",
                found=str(error),
                expected="one SELECT over core and the area's own forms, with the functions of docs/plugins",
                todo="Write that part in another way, or leave it out.",
            )


@rule()
def sql_runs(subject: Subject) -> Iterator[Finding]:
    """A dataset yields `case_key` and runs without a case, and on invented ones, in less than five seconds."""
    for dataset in subject.plugin.datasets:
        for projection, which_cases in (
            (subject.workspace.empty, "without a case"),
            (subject.workspace.cases, "on invented cases"),
        ):
            if finding := _run(subject, dataset, projection, which_cases):
                yield finding
                break  # one finding for each dataset is enough


def _run(subject: Subject, dataset: Dataset, projection: Projection, which_cases: str) -> Finding | None:
    """Run a dataset; return a finding when it fails, takes too long or has no case_key."""
    where = f"dataset {dataset.name}, {which_cases}"
    try:
        asking.statement(subject, dataset, projection)
    except SqlRefused:
        return None  # sql_allowed says so
    try:
        columns = [row[0] for row in asking.as_written(subject, dataset, projection, "DESCRIBE {sql}")]
        if "case_key" not in columns:
            found, todo = f"it yields {', '.join(columns)} and no case_key", "Select case_key first."
            return Finding(where=where, found=found, expected=EXPECTED, todo=todo)
        asking.as_written(subject, dataset, projection)
        with asking.rows(subject, dataset, projection) as rows:
            failed = rows.failed
    except DashboardError as error:
        found, todo = str(error), "Join by case_key, filter early, and do not multiply rows."
    except duckdb.Error as error:
        found, todo = asking.explained(subject, error)
    else:
        if not failed:
            return None
        found, todo = f"it fails for {failed} of the cases when each is looked at alone", "Mend it for these, too."
    return Finding(where=where, found=found, expected=EXPECTED, todo=todo)


@rule()
def sql_one_case(subject: Subject) -> Iterator[Finding]:
    """A dataset needs no other case than the one that a row is about: each row is made from the relations of one case."""
    for dataset in subject.plugin.datasets:
        if _run(subject, dataset, subject.workspace.cases, ""):
            continue  # sql_allowed or sql_runs says why
        ordered = "SELECT case_key, * EXCLUDE (case_key) FROM ({sql}) WHERE case_key IS NOT NULL"
        as_written = Counter(map(repr, asking.as_written(subject, dataset, subject.workspace.cases, ordered)))
        made = Counter(map(repr, asking.ask(subject, dataset, subject.workspace.cases)))
        if as_written != made:
            other = sum(((as_written - made) + (made - as_written)).values())
            yield Finding(
                where=f"dataset {dataset.name}",
                found=f"{other} of its rows are others when each case is looked at alone: it reads other cases, or what "
                "comes first is left to chance",
                expected="rows that each depend on one case: a figure is made case by case, and nothing else is there",
                todo="Take out what counts, ranks or joins over several cases; PARTITION BY case_key, JOIN by case_key.",
            )
