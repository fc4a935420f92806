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
"""So many values that no list has may be coincidence."""


@rule()
def figures_columns(subject: Subject) -> Iterator[Finding]:
    """A figure names columns that its dataset has, and never free text."""
    for kind, name, dataset, columns in _columns_named(subject):
        known = asking.columns(subject, dataset)
        for column in columns:
            if known is not None and column not in known:
                yield _missing(subject, f"{kind} {name}", dataset, column, list(known))


def _columns_named(subject: Subject) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield (kind, name, dataset, columns) of every figure and released table."""
    for view in subject.plugin.views:
        yield "view", view.name, view.dataset, (*view.by, *_day(view))
    for indicator in subject.plugin.indicators:
        named = filter(None, (indicator.numerator, indicator.denominator, indicator.running))
        yield "indicator", indicator.name, indicator.dataset, (*named, *_day(indicator))
    for table in subject.plugin.released:
        yield "released table", table.name, table.dataset, tuple(table.own)


def _day(counted: View | Indicator) -> tuple[str, ...]:
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
        kinds = asking.columns(subject, counted.dataset)
        if where not in misnamed and kinds is not None:
            yield from list(_wrong_kinds(where, counted, kinds)) or _computed(subject, where, counted)


def _wrong_kinds(where: str, counted: View | Indicator, kinds: Mapping[str, str]) -> Iterator[Finding]:
    if isinstance(counted, View):
        return
    for part in ("numerator", "denominator", "running"):
        column = getattr(counted, part)
        timed = part == "numerator" and counted.kind == "duration"
        fits = not column or (kinds[column].startswith(NUMBERS) if timed else kinds[column] == "BOOLEAN")
        if not fits:
            yield Finding(
                where=where,
                found=f"its {part} {column!r} is {kinds[column]}",
                expected="a number of hours" if timed else "a condition that is true, false or not known (BOOLEAN)",
                todo="Compute it in the dataset, such as: "
                + ("minutes / 60e0" if timed else f"{column} = 'yes' AS met"),
            )


def _computed(subject: Subject, where: str, counted: View | Indicator) -> Iterator[Finding]:
    dataset = next((own for own in subject.plugin.datasets if own.name == counted.dataset), None)
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
        kinds = asking.columns(subject, view.dataset) or {}
        for column in view.by:
            if column in kinds and (found := _singles(subject, view, column, kinds[column])):
                yield Finding(
                    where=f"view {view.name}",
                    found=found,
                    expected="a column with few values: a choice, a band, a month, a yes or no",
                    todo="Group the values in the dataset (CASE WHEN ... END), and count by the group.",
                )


def _singles(subject: Subject, view: View, column: str, kind: str) -> str:
    if column in SINGLING:
        return f"it counts by {column!r}, which stands for one case or one person"
    if kind.startswith(FINE):
        return f"it counts by {column!r}, a {kind}: nearly every case has a value of its own"
    if kind.endswith("[]"):
        return ""
    around = f'SELECT DISTINCT d."{column}", d.case_key FROM ({{sql}}) d WHERE d."{column}" IS NOT NULL'
    try:
        rows = asking.ask(subject, subject.dataset(view.dataset), subject.workspace.cases, around)
    except (DashboardError, duckdb.Error):
        return ""  # sql_runs says why
    own = {str(value) for value, _case in rows} - _listed(subject, view)
    cases = len({case for _value, case in rows})
    many = len(own) > max(FEW, cases // 2)
    return f"it counts by {column!r}, of which nearly every invented case has a value of its own" if many else ""


def _listed(subject: Subject, view: View) -> set[str]:
    """Return every code that stands on a list: of forms, of the dashboard, or among the view's own words."""
    forms = (*subject.plugin.forms, *core_forms())
    choices = {choice.name for form in forms for question in form.all_questions for choice in question.choices}
    return choices | set(codes.names("governorate")) | set(view.words)
