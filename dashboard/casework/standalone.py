"""A form that is filled in without a line: it asks what the case's page would have known, so that no part stays hidden."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from dashboard.casework.facts_asked import FIRST, OWN_LIST, SETTLED, asked
from dashboard.casework.intake import AREA, FORM
from dashboard.forms import Choice, Form, Question
from dashboard.forms.compiled import CompiledForm
from dashboard.i18n import noted

REFERENCE, MADE_AT, VERSION, TITLE = "case_reference", "filled_in_at", "form_version", "form_name"
"""Questions that a form of its own has besides its own ones; `own_name` says how they are called in a certain form."""


def number(area: str, form: str) -> int:
    """Return the number of a form: on a telephone's list it stands in the place of its name, which would tell of violence."""
    return int.from_bytes(sha256(f"{area}.{form}".encode()).digest()[:4]) % 9000 + 1000


def own_name(form: Form, name: str) -> str:
    """Return what a question that is added is called: its name, with "_" behind it where the form has one of this name."""
    taken = {question.name for question in form.all_questions} | {group.name for group in form.all_groups}
    while name in taken:
        name += "_"
    return name


def standalone(form: Form, area: str) -> Form:
    """Return a form that can be filled in by itself.

    It begins with the reference of the case, what is known of the case, and when the form was filled in.
    """
    read = _read(form.compiled)
    facts = [question for question in form.questions if question.kind == "hidden" and question.name in read]
    names = {fact.name for fact in facts}
    about_her = [_asked(fact, form, area, names) for fact in facts]
    rest = [part for question in form.questions if question.name not in names for part in _askable(form, question)]
    return replace(form, questions=(*_first(form, area), *sorted(about_her, key=_place), *rest))


def facts_asked(form: Form, area: str) -> dict[str, Question]:
    """Return, by name, what the standalone form asks of the case and the case's page would know."""
    hidden = {question.name for question in form.questions if question.kind == "hidden"}
    return {each.name: each for each in standalone(form, area).questions if each.is_asked and each.name in hidden}


def _read(form: CompiledForm) -> set[str]:
    """Return the names of the questions that expressions of a form look at, those in rows of repeats included."""
    names: set[str] = set()
    for part in form.parts.values():
        names = names.union(*(expression.names for expression in (*part.expressions, *part.around)))
        if part.row is not None:
            names |= _read(part.row)
    return names


def asks_for_rows(form: Form, repeat: str) -> str:
    """Return the name of the question whether a repeat has rows."""
    return own_name(form, f"any_{repeat}")


def _askable(form: Form, question: Question) -> Iterator[Question]:
    """Yield a question; before one with rows whether there is a row: Enketo shows a first one that nobody can take away."""
    if question.row is None:
        yield question
        return
    asks = Question(
        name=asks_for_rows(form, question.name),
        kind="select_one",
        label=noted("Is there something to write down under the next heading?"),
        hint=question.label,
        required="true()",
        relevant=question.relevant,
        list_name=f"{OWN_LIST}rows",
        choices=(Choice(name="yes", label=noted("Yes")), Choice(name="no", label=noted("No"))),
        groups=question.groups,
    )
    yield asks
    yield replace(question, relevant=f"${{{asks.name}}} = 'yes'")


def _place(question: Question) -> int:
    """Return where a fact stands: whether she is a child comes first, because others are asked of children only."""
    return next((place for place, name in enumerate(FIRST) if name == question.name), len(FIRST))


def _first(form: Form, area: str) -> Iterable[Question]:
    """Return what stands before all else: what the form is called, whose case it is about, and when it was filled in."""
    is_new = (area, form.name) == (AREA, FORM)
    hint = (
        noted("The number that your agency gives it. The later forms about this case need the same. Never a name.")
        if is_new
        else noted("The number that your agency gave it, or the key that it has here (OV-…). Never a name.")
    )
    no_names = noted("Never write a name, a telephone number or a link: nobody stops you here, and the file travels.")
    yield Question(name=own_name(form, TITLE), kind="note", label=form.label, hint=no_names)
    yield Question(
        name=own_name(form, VERSION), kind="calculate", calculation=f"'{number(area, form.name)}.{form.version}'"
    )
    yield Question(
        name=own_name(form, REFERENCE),
        kind="text",
        label=noted("Reference of the case"),
        hint=hint,
        required="true()",
        constraint="string-length(.) <= 60",
    )
    yield Question(
        name=own_name(form, MADE_AT),
        kind="datetime",
        label=noted("When do you fill this in with her?"),
        hint=noted("Day and time of your talk. Deadlines run from then, also when the file comes later."),
        required="true()",
        constraint=". <= now()",
        constraint_message=noted("It cannot lie in the future."),
        default="now()",
    )


def _asked(fact: Question, form: Form, area: str, others: set[str]) -> Question:
    """Return what stands in the place of a question that the case's page answers: a question, or what follows from one."""
    if fact.name in SETTLED and (area, form.name) != (AREA, FORM):
        return Question(name=fact.name, kind="calculate", calculation=SETTLED[fact.name])
    # A name of a partner's own is left as it is: it has its default, as on the page.
    return asked(fact.name, others) or fact
