"""Can a release with the plugin's tables be made, and does it keep its secrets?"""

from collections.abc import Iterator

import duckdb

from dashboard.contract import Released
from dashboard.errors import DashboardError, ReleaseError
from ovtf_kit import asking
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject


@rule()
def release_fits(subject: Subject) -> Iterator[Finding]:
    """The area's released tables have an allowed shape and fit the budget beside those of the core and all areas."""
    try:
        subject.workspace.policy.check()
    except ReleaseError as error:
        if subject.plugin.released:
            yield Finding(
                where="register_released",
                found=str(error),
                expected="a menu within the budget (docs/releases.md)",
                todo="Offer fewer tables, or give them a larger sigma: 6 costs about half of 4.5.",
            )


@rule()
def release_counts(subject: Subject) -> Iterator[Finding]:
    """The dataset of a released table has at most one row a case, only codes that the table lists, none where no case is."""
    for table in subject.plugin.released:
        columns = asking.columns(subject, table.dataset)
        if columns is not None and columns.keys() >= table.own.keys():  # else figures_columns says so
            yield from _counts(subject, table)


def _counts(subject: Subject, table: Released) -> Iterator[Finding]:
    """Look at the rows that a released table's dataset has for the invented cases."""
    dataset, cases = subject.dataset(table.dataset), subject.workspace.cases
    where = f"released table {table.name}"
    yield from _never(subject, table, where)
    try:
        rows, distinct_cases = asking.ask(
            subject, dataset, cases, "SELECT count(*), count(DISTINCT case_key) FROM ({sql})"
        )[0]
        for column, listed in table.own.items():
            values = asking.ask(subject, dataset, cases, f'SELECT DISTINCT d."{column}" FROM ({{sql}}) d')
            if unknown := sorted({str(row[0]) for row in values if row[0] is not None} - listed.keys()):
                yield Finding(
                    where=where,
                    found=f"the column {column!r} of the dataset {table.dataset!r} holds {', '.join(unknown)}",
                    expected=f"the codes that the table lists: {', '.join(listed)}",
                    todo="Add them to own with their labels, or turn them into one of these in the SQL.",
                )
    except (DashboardError, duckdb.Error):
        return  # sql_runs says why
    if rows != distinct_cases:
        yield Finding(
            where=where,
            found=f"the dataset {table.dataset!r} has {rows} rows for {distinct_cases} invented cases",
            expected="at most one row a case: one case, one cell",
            todo="Number the rows with row_number() OVER (PARTITION BY case_key ORDER BY ...) and keep the first.",
        )


def _never(subject: Subject, table: Released, where: str) -> Iterator[Finding]:
    """Look for invented cases in cells of which the table says that no case is ever there."""
    otherwise = table.otherwise.replace("'", "''")
    columns = ", ".join(
        f"coalesce(CAST(d.\"{dim}\" AS VARCHAR), '{otherwise}')" if dim in table.own else f'c."{dim}"'
        for dim in table.by
    )
    try:
        rows = asking.ask(
            subject,
            subject.dataset(table.dataset),
            subject.workspace.cases,
            f"SELECT DISTINCT {columns} FROM core.cases c LEFT JOIN ({{sql}}) d USING (case_key)",
        )
    except (DashboardError, duckdb.Error):
        return  # sql_runs says why
    for cell in sorted({tuple(map(str, row)) for row in rows} & set(table.never)):
        yield Finding(
            where=where,
            found=f"an invented case is in {' x '.join(cell)}, of which the table says that no case ever is",
            expected="never: cells in which no case can be by definition; their numbers are not published",
            todo="Take the cell out of never.",
        )


@rule()
def release_is_read(subject: Subject) -> Iterator[Finding]:
    """An area with released tables puts a number first on its page for the task force, and says how to read them."""
    if subject.plugin.released and not any(table.headline for table in subject.plugin.released):
        yield Finding(
            where="register_released",
            found="no table has a headline",
            expected="a line of numbers at the top of the area's page",
            todo='Name the codes that matter most in a table of one dimension: headline=("missing",).',
            level="warning",
        )
    if subject.plugin.released and all(page.heading != "figures" for page in subject.plugin.guidance):
        yield Finding(
            where="guidance",
            found="no page is called figures",
            expected="how to read the area's numbers: what a rise may mean, and whom to ask",
            todo="Write guidance/en/figures.md, a few lines.",
            level="warning",
        )


@rule()
def release_survives(subject: Subject) -> Iterator[Finding]:
    """An attacker who reads a whole release with the area's tables proves no small number of cases, whichever menu it has."""
    if not subject.plugin.released or [*release_fits(subject), *release_counts(subject)]:
        return
    try:
        broken = subject.workspace.proved
    except ReleaseError as error:
        yield Finding(
            where="register_released",
            found=str(error),
            expected="a release of invented cases that can be made and attacked",
            todo="Mend what it says, then check again.",
            level="warning" if "scipy" in str(error) else "error",
        )
        return
    tables = ", ".join(table.name for table in subject.plugin.released)
    for proof in broken:
        yield Finding(
            where=f"a release with the tables of {tables}",
            found="proved: " + " x ".join(map(str, proof.cell.values())) + f" has {proof.low} to {proof.high} cases",
            expected="no proof that fewer than 10 cases are there, and no bounds closer than 4",
            todo="Take the table out, and tell the maintainers of the dashboard: no table of a plugin should do this.",
        )
