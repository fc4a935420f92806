"""What a column of a file may mean: the elements of a case, and the questions of what came with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dashboard import codes
from dashboard.casework.core_forms import core_form
from dashboard.casework.intake import intake_form
from dashboard.contract.elements import ELEMENTS, CaseElement
from dashboard.forms.labels import choice_label
from dashboard.forms.values import Choice, Question
from dashboard.languages import LANGUAGES

Kind = Literal["reference", "code", "codes", "date", "age"]
_KINDS: dict[str, Kind] = {"code": "code", "consent": "code", "codes": "codes", "date": "date", "age": "age"}
_ANSWERS: dict[str, Kind] = {"select_one": "code", "select_multiple": "codes", "date": "date"}


@dataclass(frozen=True)
class Target:
    """What a column may mean: an element of a case or a question of a form, and the words of its codes.

    `words` are (code, its labels) of a list of the form's own; other codes are in the code list `list_name`.
    A `needed` one has to come from a column or a constant; `other_names` are headers that agencies use for it.
    """

    name: str
    kind: Kind
    list_name: str = ""
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    needed: bool = False
    other_names: tuple[str, ...] = ()
    main_of: str = ""

    def choices(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the codes that it can have, each with its labels in all languages."""
        if self.words:
            return self.words
        return tuple((code.code, tuple(code.labels.values())) for code in codes.codes(self.list_name))


def _of_element(element: CaseElement) -> Target:
    """Return the target for an element of a case; consent that the source does not know is never asked of it."""
    if element.kind == "consent":
        return _of_question(_question("intake", element.name), names=element.imported_names)
    needed = not element.optional
    names = element.imported_names
    return Target(
        element.name, _KINDS[element.kind], element.code_list, needed=needed, other_names=names, main_of=element.main_of
    )


def _question(form: str, name: str) -> Question:
    questions = intake_form().questions if form == "intake" else core_form(form).questions
    return next(question for question in questions if question.name == name)


def _of_question(question: Question, names: Iterable[str] = ()) -> Target:
    """Return the target for a question of one of our forms."""
    own = question.list_name not in codes.lists()
    words = tuple((choice.name, _labels(question, choice)) for choice in question.choices) if own else ()
    return Target(
        question.name, _ANSWERS[question.kind], "" if own else question.list_name, words, other_names=tuple(names)
    )


def _labels(question: Question, choice: Choice) -> tuple[str, ...]:
    """Return what a choice of one of our forms is called in each language: people fill in a file in theirs."""
    return tuple(choice_label("dashboard", question, choice, language) for language in LANGUAGES)


@cache
def case_targets() -> dict[str, Target]:
    """Return what a column may mean of a case, by name."""
    targets = [
        Target(
            "record_ref",
            "reference",
            needed=True,
            other_names=("reference", "row reference", "رقم السجل", "مرجع السجل"),
        ),
        *(_of_element(element) for element in ELEMENTS if element.imported),
        *(_of_question(_question("intake", name)) for name in ("assent", "guardian_consent", "best_interest_by")),
        Target("opened_on", "date", other_names=("registration date", "date of registration", "تاريخ التسجيل")),
        Target("status", "code", "status", other_names=("case status", "حالة الملف")),
        Target("closed_on", "date", other_names=("date closure", "date of closure", "closing date", "تاريخ الإغلاق")),
        Target("closure_reasons", "codes", "closure_reason", other_names=("closure reason", "سبب الإغلاق")),
    ]
    return {target.name: target for target in targets}


@cache
def entry_targets() -> dict[str, dict[str, Target]]:
    """Return what a column may mean of what came with a case, by form and question."""
    risk = (Target("level", "code", "risk_level"), Target("day", "date"))
    forms = {"risk": {target.name: target for target in risk}}
    for form in ("need", "referral"):
        asked = (question for question in core_form(form).questions if question.kind in _ANSWERS)
        forms[form] = {question.name: _of_question(question) for question in asked}
    return forms


RISK_NAMES = ("risk_level", "risk", "risk level", "مستوى الخطورة", "ئاستی مەترسی")
"""Headers of a column with the level of risk, which is an assessment and no element of a case."""
