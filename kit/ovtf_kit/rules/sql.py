"""Is the SQL one SELECT that is allowed, and does it run?"""

from collections.abc import Iterator

import duckdb

from dashboard.contract import Dataset
from dashboard.errors import DashboardError, SqlRefused
from dashboard.projection import Projection
from ovtf_kit import asking
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject


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
        columns = [row[0] for row in asking.ask(subject, dataset, projection, "DESCRIBE {sql}")]
        asking.ask(subject, dataset, projection)
    except DashboardError as error:
        found, todo = str(error), "Join by case_key, filter early, and do not multiply rows."
    except duckdb.Error as error:
        found, todo = asking.explained(subject, error)
    else:
        if "case_key" in columns:
            return None
        found, todo = f"it yields {', '.join(columns)} and no case_key", "Select case_key first."
    return Finding(where=where, found=found, expected="rows with case_key and named columns", todo=todo)
