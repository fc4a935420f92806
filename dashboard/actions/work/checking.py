"""Checks of a form that need more than its own answers: the rest of the case, consent, personal data, the plugin."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from dashboard import privacy
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import as_choices
from dashboard.actions.work import closing
from dashboard.actions.work.case_file import CaseFile
from dashboard.actions.work.persons import nothing_to_take_back, unsafe_people
from dashboard.casework import consent, guardians, permitted
from dashboard.casework.closing import FORM as CLOSURE
from dashboard.casework.core_forms import core_form
from dashboard.casework.intake import AREA, form_context
from dashboard.casework.unsafe import TAKEN_BACK, told
from dashboard.contract import Case
from dashboard.forms import KINDS, Choice, Form, FormState, Question, rows_of
from dashboard.i18n import gettext as _
from dashboard.records.submissions import Submission


def lists(context: Context, form: Form) -> dict[str, tuple[Choice, ...]]:
    """Return the choices of the lists that a form takes from files."""
    asks_for_service = any(question.list_name == "services.csv" for question in form.all_questions)
    return {"services.csv": as_choices(context)} if asks_for_service else {}


def examine(
    context: Context,
    form: Form,
    case: Case | None,
    case_file: CaseFile | None,
    answers: Mapping[str, Any],
    at: datetime | None = None,
) -> FormState:
    """Return the result of examining answers: visible questions, calculated values and problems; the case gives context.

    `at` is when the form was filled in, where that was not now: its rules speak of that day.
    """
    facts = known(context, form, case, case_file)
    return form.examine(answers, context=facts, now=at or context.now(), lists=lists(context, form))


def known(context: Context, form: Form, case: Case | None, case_file: CaseFile | None) -> dict[str, str]:
    """Return what hidden questions may read: facts of the case, and what its record says."""
    if case is None or case_file is None:
        return form_context(case)
    material, unsafe = case_file.has_child_material(context, case), unsafe_people(context, case, case_file)
    record = case_file.of_area(AREA, has_child_material=material, unsafe=unsafe)
    facts = form_context(
        case,
        has_child_material=material,
        has_unsafe_guardian=case.is_child and "guardian" in unsafe,
        guardian_harms=case.is_child and record.is_perpetrator("guardian"),
    )
    # Compared as a whole: an area may have a form of its own that is called closure.
    return facts | (closing.facts(context, case, case_file) if form == core_form(CLOSURE) else {})


def problems(
    context: Context,
    area: str,
    form: Form,
    case: Case | None,
    case_file: CaseFile | None,
    state: FormState,
    before: Submission | None = None,
) -> dict[str, str]:
    """Return every problem by question, from the form's rules, the core and the plugin; "" is the form as a whole.

    `before` is the entry that this one would replace.
    """
    by_question = dict(state.problems)
    by_question |= identifying(
        form, state.answers | {repeat: [row.answers for row in rows] for repeat, rows in state.rows.items()}
    )
    if case and case_file:
        people = {*unsafe_people(context, case, case_file), *told(form, state.answers)}
        package = context.registry.module(area)
        by_question |= guardians.refused(form, package, state.answers, people, before.answers if before else None)
    if area == AREA:
        return by_question | (_beside(context, form.name, case_file, state, before) if case_file else {})
    return by_question | context.registry.check_answers(area, form.name, state.answers)


def identifying(form: Form, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return, for each text that surely holds identifying data, what it is and what to write instead.

    A text in a repeat is named "repeat.number.question", the first row being 1.
    """
    # Only what is certain refuses a form. What may be a name is shown as a warning: a false alarm would block the work.
    explained: dict[str, str] = {}
    for question, text in _texts(form.questions, answers):
        certain = [finding for finding in privacy.find(text) if finding.certain]
        if certain:
            explained[question] = privacy.explain(certain[0].kind)
    return explained


def without(answers: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return the answers without those to the questions in `names`.

    A question in a repeat is named "repeat.number.question", the first row being 1. No row is taken away, so that the
    other rows keep their numbers.
    """
    kept = {question: answer for question, answer in answers.items() if question not in names}
    names_in_repeats = [name.split(".") for name in names if name.count(".") == 2]
    for repeat, row_number, left_out in names_in_repeats:
        kept[repeat] = [
            {question: answer for question, answer in row.items() if number != int(row_number) or question != left_out}
            for number, row in enumerate(rows_of(kept.get(repeat)), 1)
        ]
    return kept


def _texts(questions: Iterable[Question], answers: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name of the question, text) for every text that was typed, in rows of repeats too.

    In a row, `prefix` ("repeat.number.") stands before the name of the question.
    """
    for question in questions:
        answer = answers.get(question.name)
        # A draft may hold words in the place of a number: they identify as any text does.
        if KINDS[question.kind].typed_in and isinstance(answer, str) and answer:
            yield prefix + question.name, answer
        elif question.row is not None:
            for number, row in enumerate(rows_of(answer), 1):
                yield from _texts(question.row.questions, row, f"{prefix}{question.name}.{number}.")


def _beside(
    context: Context, form: str, case_file: CaseFile, state: FormState, before: Submission | None
) -> dict[str, str]:
    """Return the problems, by question, where a form of the core contradicts what else is on record for the case."""
    if form == "referral":
        return _referral(case_file, state, before)
    if form == "consent":
        return consent.unsaid(state.answers, case_file.consents)
    if form == TAKEN_BACK:
        return nothing_to_take_back(context, case_file, state.answers)
    contradictions = _turn(form, case_file, state) if form in TURNS else {}
    return contradictions | (closing.undecided(case_file, state.answers) if form == CLOSURE else {})


TURNS = {
    "reopening": ("reopened_on", "closure", "closed_on"),
    "closure": ("closed_on", "reopening", "reopened_on"),
}
"""Closing and reopening alternate. Per form: its question for the day, the form before it, and that form's day."""


def _turn(form: str, case_file: CaseFile, state: FormState) -> dict[str, str]:
    """Return a problem when a case would be closed before it was opened again, or opened again before it was closed."""
    question, form_before, question_before = TURNS[form]
    entries_before = case_file.entries(AREA, form_before)
    day_before = str(entries_before[0].answers.get(question_before)) if entries_before else ""
    if question in state.problems or str(state.answers.get(question)) >= day_before:
        return {}
    if form == "reopening":
        return {question: _("She cannot come back before the case was closed. Choose that day or a later one.")}
    return {question: _("The case was opened again later than this. Choose that day or a later one.")}


SAME_REFERRAL = ("service_type", "service", "consent_basis", "sent_on")
"""A revised entry with these answers unchanged is the same referral, with news about it."""


def _is_same_referral(answers: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    return all(str(answers.get(question)) == str(earlier.get(question)) for question in SAME_REFERRAL)


def _referral(case_file: CaseFile, state: FormState, before: Submission | None) -> dict[str, str]:
    """Return a problem when consent is the ground of a referral but is not on record, or was taken back."""
    if state.answers.get("consent_basis") in (None, *consent.UNASKED):
        return {}
    if case_file.consents.get("services") == "withdrawn" and (
        before is None or state.answers.get("status") != "revoked"
    ):
        return {
            "status": _("She took back her consent to services. Only that the referral was taken back is recorded.")
        }
    scope = consent.REFERRAL + str(state.answers.get("service_type"))
    if consent.given(case_file.consents, scope):
        return {}
    if before and _is_same_referral(state.answers, before.answers):
        return {}  # it was sent while she agreed: what came of it, or that it was taken back, is still written down
    return {
        "consent_basis": _("Her consent to this referral is not on record. Record it under Consent, then send this in.")
    }


def shut(case: Case | None, case_file: CaseFile | None, area: str, form: Form, *, standing: bool = False) -> str:
    """Return why a form cannot be filled in on this case now, "" when it can.

    `standing` says that it revises an entry which is on record already.
    """
    if case is None or case_file is None:
        return ""
    closed = permitted.why_closed(case, case_file.consents, form.name if area == AREA else "", urgent=form.urgent)
    if area == AREA and form.name == "referral":
        return closed  # a life in danger, or a law, can stand in for consent: the form asks
    if standing and form.revisable:
        return closed  # it was begun while she agreed: what came of it, or that she stopped it, is still written down
    return closed or permitted.lacking(form.needs_consent, case_file.consents)
