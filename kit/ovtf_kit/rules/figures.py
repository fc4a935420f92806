"""Do the figures count columns that are there, and never a case by itself?"""

from collections.abc import Iterator, Mapping

import duckdb

from dashboard import codes
from dashboard.analysis import Cut, figure, measure
from dashboard.casework.core_forms import core_forms
from dashboard.contract import Indicator, View
from dashboard.errors import DashboardError, did_you_mean
from ovtf_kit import asking
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject

SINGLING = ("case_key", "submission_id", "id", "case_manager")
"""Columns that stand for one case, one entry or one colleague."""
FINE = ("DATE", "TIMESTAMP", "TIME", "DOUBLE", "FLOAT", "DECIMAL")
"""Types with about as many values as there are cases."""
NUMBERS = ("BIGINT", "INTEGER", "HUGEINT", "DOUBLE", "FLOAT", "DECIMAL", "SMALLINT")
FEW = 20
"""Up to so many values that are in no list of codes may be coincidence."""


@rule()
def figures_columns(subject: Subject) -> Iterator[Finding]:
    """A figure names columns that its dataset has, and never free text."""
    for kind, name, dataset, columns in _columns_named(subject):
        known = asking.columns(subject, dataset)
        for column in columns:
            if known is not None and column not in known:
                yield _missing(subject, f"{kind} {name}", dataset, column, list(known))


def _columns_named(subject: Subject) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield ("view" and so on, its name, its dataset, the columns it names) for every figure and released table."""
    for view in subject.plugin.views:
        yield "view", view.name, view.dataset, (*view.by, *_day(view))
    for indicator in subject.plugin.indicators:
        counted = filter(None, (indicator.numerator, indicator.denominator, indicator.running))
        yield "indicator", indicator.name, indicator.dataset, (*counted, *_day(indicator))
    for table in subject.plugin.released:
        yield "released table", table.name, table.dataset, tuple(table.own)


def _day(counted: View | Indicator) -> tuple[str, ...]:
    """Return the column `day` if the figure is divided by it."""
    return ("day",) if counted.time_base == "day" else ()


def _missing(subject: Subject, where: str, dataset: str, column: str, known: list[str]) -> Finding:
    if column in asking.free_text(subject):
        return Finding(
            where=where,
            found=f"{column!r} is free text: what people write never reaches a figure",
            expected="a question with choices, a number, a date or a yes",
            todo="Ask it as select_one or select_multiple, and count that.",
        )
    return Finding(
        where=where,
        found=f"the dataset {dataset!r} has no column {column!r}",
        expected=f"one of {', '.join(known)}",
        todo=did_you_mean(column, known).strip() or "Add the column to the dataset, or name another.",
    )


@rule()
def figures_computed(subject: Subject) -> Iterator[Finding]:
    """Every figure can be computed: without a case, and on invented ones."""
    misnamed = {finding.where for finding in figures_columns(subject)}
    figures: tuple[View | Indicator, ...] = (*subject.plugin.views, *subject.plugin.indicators)
    for counted in figures:
        where = f"{type(counted).__name__.lower()} {counted.name}"
        types = asking.columns(subject, counted.dataset)
        if where in misnamed or types is None:
            continue  # figures_columns, sql_allowed or sql_runs says why
        wrong_types = list(_wrong_types(where, counted, types))
        yield from wrong_types or _computed(subject, where, counted)


def _wrong_types(where: str, counted: View | Indicator, types: Mapping[str, str]) -> Iterator[Finding]:
    """Yield columns of an indicator with a wrong type: a duration's numerator is a number, others are conditions."""
    if isinstance(counted, View):
        return
    for part in ("numerator", "denominator", "running"):
        column = getattr(counted, part)
        timed = part == "numerator" and counted.kind == "duration"
        fits = not column or (types[column].startswith(NUMBERS) if timed else types[column] == "BOOLEAN")
        if not fits:
            yield Finding(
                where=where,
                found=f"its {part} {column!r} is {types[column]}",
                expected="a number of hours" if timed else "a condition that is true, false or not known (BOOLEAN)",
                todo="Compute it in the dataset, such as: "
                + ("minutes / 60e0" if timed else f"{column} = 'yes' AS met"),
            )


def _computed(subject: Subject, where: str, counted: View | Indicator) -> Iterator[Finding]:
    """Compute a figure without a case and on invented cases; yield the first error."""
    dataset = next((declared for declared in subject.plugin.datasets if declared.name == counted.dataset), None)
    cut = Cut(agency=None, now=subject.workspace.now)
    for projection in (subject.workspace.empty, subject.workspace.cases):
        try:
            if isinstance(counted, View):
                figure(projection, subject.name, counted, cut, dataset)
            else:
                measure(projection, subject.name, counted, cut, dataset)
        except (DashboardError, duckdb.Error) as error:
            yield Finding(
                where=where,
                found=str(error).partition("\n")[0],
                expected="a figure that can be computed",
                todo="Look at the columns that it names, and at what the dataset puts into them.",
            )
            return


@rule()
def figures_bounded(subject: Subject) -> Iterator[Finding]:
    """A view counts by values of a short list: one that yields about a row for each case would single people out."""
    for view in subject.plugin.views:
        types = asking.columns(subject, view.dataset) or {}
        for column in view.by:
            if column in types and (found := _singles(subject, view, column, types[column])):
                yield Finding(
                    where=f"view {view.name}",
                    found=found,
                    expected="a column with few values: a choice, a band, a month, a yes or no",
                    todo="Group the values in the dataset (CASE WHEN ... END), and count by the group.",
                )


def _singles(subject: Subject, view: View, column: str, column_type: str) -> str:
    """Return why counting by a column would single out a case or a person, "" when it would not."""
    if column in SINGLING:
        return f"it counts by {column!r}, which stands for one case or one person"
    if column_type.startswith(FINE):
        return f"it counts by {column!r}, a {column_type}: nearly every case has a value of its own"
    if column_type.endswith("[]"):
        return ""  # choices of a select_multiple
    around = f'SELECT DISTINCT d."{column}", d.case_key FROM ({{sql}}) d WHERE d."{column}" IS NOT NULL'
    try:
        rows = asking.ask(subject, subject.dataset(view.dataset), subject.workspace.cases, around)
    except (DashboardError, duckdb.Error):
        return ""  # sql_runs says why
    unlisted = {str(value) for value, _case in rows} - _listed(subject, view)
    cases = len({case for _value, case in rows})
    if len(unlisted) > max(FEW, cases // 2):
        return f"it counts by {column!r}, of which nearly every invented case has a value of its own"
    return ""


def _listed(subject: Subject, view: View) -> set[str]:
    """Return every code that is a choice of a form, a governorate, or has a label in the view's `words`."""
    forms = (*subject.plugin.forms, *core_forms())
    choices = {choice.name for form in forms for question in form.all_questions for choice in question.choices}
    return choices | set(codes.names("governorate")) | set(view.words)
