"""Relations: the core ones, one for each form and one for each repeat in it, with typed columns and no free text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.contract.elements import ELEMENTS
from dashboard.forms import KINDS, Form, KindName, Question

TYPES: Mapping[KindName, str] = {name: kind.column.duckdb for name, kind in KINDS.items() if kind.column}
"""DuckDB types by the kind of question. Text and notes get no column: free text can name people, and figures are
counted from here."""

_ELEMENT_TYPES = {"code": "VARCHAR", "codes": "VARCHAR[]", "date": "DATE", "consent": "BOOLEAN"}

CORE: Mapping[str, Mapping[str, str]] = {
    "cases": {
        "case_key": "VARCHAR",
        "agency": "VARCHAR",
        "case_manager": "VARCHAR",
        "opened_at": "TIMESTAMP",
        "quarter": "VARCHAR",
        **{element.name: _ELEMENT_TYPES[element.kind] for element in ELEMENTS if element.counted},
        "age_sex": "VARCHAR",
        "violence_group": "VARCHAR",
        "platform_group": "VARCHAR",
        "status": "VARCHAR",
        "risk_level": "VARCHAR",
        "risk_decided_at": "TIMESTAMP",
        "first_action_at": "TIMESTAMP",
        "due_at": "TIMESTAMP",
        "in_time": "BOOLEAN",
        "left_out": "VARCHAR",
        "reportable": "BOOLEAN",
    },
    "risk_decisions": {
        "id": "VARCHAR",
        "case_key": "VARCHAR",
        "agency": "VARCHAR",
        "level": "VARCHAR",
        "suggested": "VARCHAR",
        "override_reason": "VARCHAR",
        "at": "TIMESTAMP",
    },
    "checklist_events": {
        "id": "VARCHAR",
        "case_key": "VARCHAR",
        "agency": "VARCHAR",
        "area": "VARCHAR",
        "checklist": "VARCHAR",
        "item": "VARCHAR",
        "state": "VARCHAR",
        "at": "TIMESTAMP",
    },
    "consents": {
        "id": "VARCHAR",
        "case_key": "VARCHAR",
        "agency": "VARCHAR",
        "scope": "VARCHAR",
        "value": "VARCHAR",
        "given_by": "VARCHAR",
        "assent": "VARCHAR",
        "guardian": "VARCHAR",
        "best_interest_by": "VARCHAR",
        "manner": "VARCHAR",
        "withheld_reason": "VARCHAR",
        "at": "TIMESTAMP",
    },
    "overrides": {
        "id": "VARCHAR",
        "case_key": "VARCHAR",
        "agency": "VARCHAR",
        "step": "VARCHAR",
        "missing": "VARCHAR[]",
        "reason": "VARCHAR",
        "at": "TIMESTAMP",
    },
    "reviews": {
        "id": "VARCHAR",
        "case_key": "VARCHAR",
        "agency": "VARCHAR",
        "submission_id": "VARCHAR",
        "area": "VARCHAR",
        "form": "VARCHAR",
        "state": "VARCHAR",
        "reason": "VARCHAR",
        "at": "TIMESTAMP",
    },
}
KEYS = {name: "case_key" if name == "cases" else "id" for name in CORE}
"""The column that identifies a row, by core relation."""
EVENTS = {
    "risk": "risk_decisions",
    "item": "checklist_events",
    "consent": "consents",
    "override": "overrides",
    "review": "reviews",
}
"""The core relation that holds the events, by kind of change in the record."""
FIXED: dict[str, str] = {
    "submission_id": "VARCHAR",
    "case_key": "VARCHAR",
    "agency": "VARCHAR",
    "at": "TIMESTAMP",
    "form_version": "VARCHAR",
    "superseded": "BOOLEAN",
}
"""Columns that the relation of every form has before those of its questions, with their types."""


@dataclass
class FormRelation:
    """The relation of a form over all its versions.

    `columns` are the DuckDB types and `sources` the questions with their kinds, both by column. With `repeat` it is
    the relation of that repeat in the form: it has one row for each row that people filled in there, and `position`
    numbers these from 1.
    """

    area: str
    form: str
    repeat: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    sources: dict[str, tuple[str, KindName]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name as SQL needs it, quoted and with its schema, such as "safety"."risk_assessment"."""
        return f'"{self.area}"."{self.key}"'

    @property
    def key(self) -> str:
        """The name without its schema: that of the form, or "form__repeat"."""
        return f"{self.form}__{self.repeat}" if self.repeat else self.form

    @property
    def fixed(self) -> dict[str, str]:
        """The columns that do not come from questions, with their types."""
        return FIXED | ({"position": "BIGINT"} if self.repeat else {})

    @property
    def now(self) -> str:
        """The name of the view with the newest valid entry of each case, such as "form__now"; "" for a repeat."""
        return "" if self.repeat else f"{self.form}__now"

    def take(self, questions: Iterable[Question]) -> None:
        """Add columns for the questions of one version; a question whose kind has changed gets a second column."""
        for question in questions:
            if question.kind in TYPES:
                column = self._column(question.name, question.kind)
                self.columns[column] = TYPES[question.kind]
                self.sources[column] = (question.name, question.kind)

    def _column(self, question: str, kind: KindName) -> str:
        """Return the column of a question of a kind: the one that it has already, or one whose name is free."""
        # In lower case, as DuckDB does not tell "Age" from "age".
        source_of = {column.lower(): source for column, source in self.sources.items()}
        source_of |= {fixed: ("", kind) for fixed in self.fixed}  # no question may have these
        column = question
        while column.lower() in source_of and source_of[column.lower()] != (question, kind):
            column = f"{column}__{kind}"
        return column

    def moved(self) -> dict[str, str]:
        """Return the question of each column that has another name than its question, by column."""
        return {column: question for column, (question, _kind) in self.sources.items() if column != question}


NOW = """
CREATE VIEW "{area}"."{view}" AS SELECT * FROM {table} WHERE NOT superseded
QUALIFY row_number() OVER (PARTITION BY case_key ORDER BY "at" DESC, submission_id DESC) = 1
"""
REACHED = """
CREATE VIEW core.follow_up__reached AS SELECT * FROM core.follow_up
WHERE NOT superseded AND coalesce(mode, '') <> 'not_reached'
"""
"""The follow-ups in which the survivor was reached: the same rule as `dashboard.contract.record.was_reached`."""


def views(relations: Mapping[tuple[str, str], FormRelation]) -> dict[tuple[str, str], str]:
    """Return the statements that make the views over relations, by (area, name of the view).

    A form with a repeat called "now" gets no view: the repeat's relation has that name already.
    """
    statements = {
        (relation.area, relation.now): NOW.format(area=relation.area, view=relation.now, table=relation.name)
        for relation in relations.values()
        if relation.now and (relation.area, relation.now) not in relations
    }
    if ("core", "follow_up") in relations:
        statements["core", "follow_up__reached"] = REACHED
    return statements


def relations(versions: Iterable[tuple[str, Form]]) -> dict[tuple[str, str], FormRelation]:
    """Return the relations of forms and of their repeats, by (area, key of the relation).

    `versions` are all versions of all forms, each with its area; those of one form are oldest first.
    """
    by_key: dict[tuple[str, str], FormRelation] = {}

    def add_version(empty: FormRelation, questions: Iterable[Question]) -> None:
        relation = by_key.setdefault((empty.area, empty.key), empty)  # the one of earlier versions, if there is one
        relation.take(questions)

    for area, form in versions:
        add_version(FormRelation(area, form.name), form.questions)
        for question in form.questions:
            if question.row is not None:
                add_version(FormRelation(area, form.name, question.name), question.row.questions)
    return by_key
