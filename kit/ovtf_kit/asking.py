"""Asking a dataset in the test workspace: its columns, its rows, and what went wrong in words for its author."""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import duckdb

from dashboard.analysis.compile import render, source
from dashboard.contract import Dataset
from dashboard.errors import DashboardError, did_you_mean
from dashboard.projection import CaseRows, Projection
from dashboard.projection.case_local import hidden
from ovtf_kit.subject import Subject

WHOSE = {column for relation in ("core.cases", "") for column in hidden(relation)}
_NAMED = re.compile(r'(?:column named|column|Column) "([^"]+)"')


def statement(subject: Subject, dataset: Dataset, projection: Projection) -> str:
    """Return a dataset's SELECT as its author wrote it; raises SqlRefused when the SQL gate does not let it through."""
    return render(source(projection.gated(subject.name, dataset.sql), subject.workspace.now))


def as_written(
    subject: Subject, dataset: Dataset, projection: Projection, around: str = "{sql}"
) -> Sequence[tuple[Any, ...]]:
    """Return the rows of a dataset, or of a statement `around` it, as its author wrote it: over all invented cases at once."""
    return projection.ask(around.replace("{sql}", statement(subject, dataset, projection)), most=None).rows


def ask(subject: Subject, dataset: Dataset, projection: Projection, around: str = "{sql}") -> Sequence[tuple[Any, ...]]:
    """Return the rows of a dataset, or of a statement `around` it in which {sql} stands for them.

    Each row is made from one case only, as in a figure. Raises SqlRefused or duckdb.Error.
    """
    with rows(subject, dataset, projection) as made:
        return made.ask(around.replace("{sql}", f"SELECT * FROM {made.name}"), most=None)


def rows(subject: Subject, dataset: Dataset, projection: Projection) -> AbstractContextManager[CaseRows]:
    """Return the rows of a dataset over all cases, and for how many cases its SQL fails."""
    return projection.case_rows(subject.name, dataset.sql, subject.workspace.now, "SELECT case_key FROM core.cases")


def columns(subject: Subject, name: str) -> dict[str, str] | None:
    """Return the type of each column of a dataset, None when it does not run (sql_allowed, sql_runs say why)."""
    try:
        with rows(subject, subject.dataset(name), subject.workspace.empty) as made:
            return made.columns
    except (DashboardError, duckdb.Error):
        return None


def free_text(subject: Subject) -> set[str]:
    """Return the names of the free-text questions: no table that SQL can read has their answers."""
    questions = [question for form in subject.plugin.forms for question in form.all_questions]
    with_column = {question.name for question in questions if question.kind != "text"}  # one name in two forms
    return {question.name for question in questions if question.kind == "text"} - with_column


def explained(subject: Subject, error: duckdb.Error) -> tuple[str, str]:
    """Return the error of DuckDB in one line, and what the author of the dataset can do about it."""
    message = str(error).partition("\n")[0].strip()
    named = _NAMED.search(message)
    if named and named[1] in free_text(subject):
        return (
            f"it asks for {named[1]!r}, which is free text: such answers never leave the record",
            f"Leave {named[1]!r} out. Count by a select_one or select_multiple question instead.",
        )
    if named and named[1].lower() in WHOSE:
        return (
            f"it asks for {named[1]!r}: no dataset is told whose case it is",
            f"Leave {named[1]!r} out. The dashboard narrows a figure to the agency that looks at it.",
        )
    hint = did_you_mean(named[1], _known_columns(subject)) if named else ""
    return message, hint.strip() or "Correct the SQL. The columns of your forms are the names of their questions."


def _known_columns(subject: Subject) -> set[str]:
    return {question.name for form in subject.plugin.forms for question in form.all_questions}
