"""From records to rows of the projection."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from dashboard.contract import Case
from dashboard.forms import KINDS, KindName, rows_of
from dashboard.projection import derive
from dashboard.projection.relations import CORE, FormRelation
from dashboard.records.submissions import Submission

Row = dict[str, Any]


def naive(moment: datetime | None) -> datetime | None:
    """Return a time as DuckDB keeps it: UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None


def case_row(case: Case) -> Row:
    """Return the row of a case in core.cases."""
    # Not dataclasses.asdict: it copies each value deeply, which took two thirds of the time of making a projection anew.
    row = vars(case) | {
        "case_key": case.key,
        "opened_at": naive(case.opened_at),
        "risk_decided_at": naive(case.risk_decided_at),
        "first_action_at": naive(case.first_action_at),
        "due_at": naive(case.due_at),
        "in_time": case.in_time,
        "quarter": derive.quarter(case.opened_at),
        "age_sex": derive.age_sex(case),
        "violence_group": derive.violence_group(case),
        "platform_group": derive.platform_group(case),
        "left_out": derive.left_out(case),
        "reportable": derive.reportable(case),
        "risk_level": case.risk_level or "not_assessed",
    }
    return {column: _listed(row[column]) for column in CORE["cases"]}


def event_row(name: str, event: Any, agency: str) -> Row:
    """Return the row of an event in the core relation `name`, such as a risk decision, a consent or a review."""
    row = vars(event) | {"agency": agency, "at": naive(event.at)}
    return {column: _listed(row[column]) for column in CORE[name]}


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def submission_rows(submission: Submission, agency: str, relation: FormRelation, superseded: bool) -> list[Row]:
    """Return the rows of a submission in a relation: one for its form, or one for each row of a repeat.

    An answer that does not fit its column is left out.
    """
    fixed: Row = {
        "submission_id": submission.id,
        "case_key": submission.case_key,
        "agency": agency,
        "at": naive(submission.at),
        "form_version": submission.form_version,
        "superseded": superseded,
    }
    if not relation.repeat:
        return [fixed | _columns(relation, submission.answers)]
    rows_answers = rows_of(submission.answers.get(relation.repeat))
    return [
        fixed | {"position": position} | _columns(relation, row_answers)
        for position, row_answers in enumerate(rows_answers, start=1)
    ]


def _columns(relation: FormRelation, answers: Mapping[str, Any]) -> Row:
    """Return the cells of the columns that come from questions."""
    return {column: _typed(kind, answers.get(question)) for column, (question, kind) in relation.sources.items()}


def _typed(kind: KindName, answer: Any) -> Any:
    """Return an answer, a JSON value, as a cell of a column for this kind of question; None where it does not fit."""
    column = KINDS[kind].column
    # The answer to an older version can be of another kind: it stands in that kind's column, and this one is empty.
    if column is None or answer is None or not isinstance(answer, column.stored):
        return None
    try:
        cell = column.make(answer)
    except (ValueError, TypeError):
        return None
    return naive(cell) if isinstance(cell, datetime) else cell
