"""Relations: the core ones, one for each form and one for each repeat in it, with typed columns and no free text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.contract.elements import ELEMENTS
from dashboard.forms import KINDS, Form, KindName, Question

TYPES: Mapping[KindName, str] = {name: kind.column.duckdb for name, kind in KINDS.items() if kind.column}
"""Kinds that become columns. Text and notes never do: free text can name people, and figures are counted from here."""

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
EVENTS = {
    "risk": "risk_decisions",
    "item": "checklist_events",
    "consent": "consents",
    "override": "overrides",
    "review": "reviews",
}
"""Kind of change -> the relation of those events."""
FIXED: dict[str, str] = {
    "submission_id": "VARCHAR",
    "case_key": "VARCHAR",
    "agency": "VARCHAR",
    "at": "TIMESTAMP",
    "form_version": "VARCHAR",
    "superseded": "BOOLEAN",
}


@dataclass
class FormRelation:
    """The relation of a form over all its versions: `columns` by name, `sources` (question, kind) by column.

    That of a `repeat` in it has a row for each of its rows, `position` counting from 1.
    """

    area: str
    form: str
    repeat: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    sources: dict[str, tuple[str, KindName]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The quoted name, such as "safety"."risk_assessment"."""
        return f'"{self.area}"."{self.key}"'

    @property
    def key(self) -> str:
        """The bare name: that of the form, or "form__repeat"."""
        return f"{self.form}__{self.repeat}" if self.repeat else self.form

    @property
    def fixed(self) -> dict[str, str]:
        """The columns that every such relation has."""
        return FIXED | ({"position": "BIGINT"} if self.repeat else {})

    @property
    def now(self) -> str:
        """The bare name of the view with the newest standing entry of each case: "form__now"; "" for a repeat."""
        return "" if self.repeat else f"{self.form}__now"

    def take(self, questions: Iterable[Question]) -> None:
        """Add a version's questions; a name that comes back with another kind gets a column of its own."""
        for question in questions:
            if question.kind in TYPES:
                column = self._column(question.name, question.kind)
                self.columns[column] = TYPES[question.kind]
                self.sources[column] = (question.name, question.kind)

    def _column(self, name: str, kind: KindName) -> str:
        """Return a free column, or the one that this question has already; DuckDB's names ignore upper case."""
        taken = {column.lower(): source for column, source in self.sources.items()}
        taken |= {fixed: ("", kind) for fixed in self.fixed}
        column = name
        while taken.get(column.lower(), (name, kind)) != (name, kind):
            column = f"{column}__{kind}"
        return column

    def moved(self) -> dict[str, str]:
        """Return the columns that are not named like their question, with the question."""
        return {column: source[0] for column, source in self.sources.items() if column != source[0]}


NOW = """
CREATE VIEW "{area}"."{view}" AS SELECT * FROM {table} WHERE NOT superseded
QUALIFY row_number() OVER (PARTITION BY case_key ORDER BY "at" DESC, submission_id DESC) = 1
"""
REACHED = """
CREATE VIEW core.follow_up__reached AS SELECT * FROM core.follow_up
WHERE NOT superseded AND coalesce(mode, '') <> 'not_reached'
"""
"""The talks in which she was reached: the same rule as `dashboard.contract.record.was_reached`."""


def views(relations: Mapping[tuple[str, str], FormRelation]) -> dict[tuple[str, str], str]:
    """Return the statements that make the views over relations, by (area, name); a repeat called "now" has its name already."""
    made = {
        (relation.area, relation.now): NOW.format(area=relation.area, view=relation.now, table=relation.name)
        for relation in relations.values()
        if relation.now and (relation.area, relation.now) not in relations
    }
    return made | ({("core", "follow_up__reached"): REACHED} if ("core", "follow_up") in relations else {})


def relations(versions: Iterable[tuple[str, Form]]) -> dict[tuple[str, str], FormRelation]:
    """Return the relation of each form, and of each repeat in it, from all its versions, oldest first."""
    by_name: dict[tuple[str, str], FormRelation] = {}

    def take(blank: FormRelation, questions: Iterable[Question]) -> None:
        by_name.setdefault((blank.area, blank.key), blank).take(questions)

    for area, form in versions:
        take(FormRelation(area, form.name), form.questions)
        for question in form.questions:
            if question.row is not None:
                take(FormRelation(area, form.name, question.name), question.row.questions)
    return by_name
