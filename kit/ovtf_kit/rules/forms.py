"""Do the forms convert, and do their rules speak of things that are there?"""

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from dashboard.errors import FormError, did_you_mean
from dashboard.forms import Form
from dashboard.forms.findings import Finding as Proof
from dashboard.forms.findings import errors
from dashboard.forms.proof import proof_file
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject

FILES = (".md", ".xlsx", ".xls", ".csv")
_COLUMN = "column"
"""The proofreader's rule (dashboard.forms.proof) about a column that is not read."""
_ANSWER = r"(?:\$\{\s*(\w+)\s*\}|(?<![\w)])(\.))"
_LITERAL = r"('[^']*'|\"[^\"]*\")"
_COMPARED = (
    re.compile(rf"{_ANSWER}\s*!?=\s*{_LITERAL}"),
    re.compile(rf"\bselected\(\s*{_ANSWER}\s*,\s*{_LITERAL}"),
)


@rule(working=False)
def forms_convert(subject: Subject) -> Iterator[Finding]:
    """Every form converts: types that are taken, no media, expressions that parse and ask for known questions."""
    refused: set[str] = set()
    for name, proof in _proofs(subject):
        if proof.rule != _COLUMN:
            if errors([proof]):
                refused.add(name)
            yield _as_finding(name, proof)
    for problem in subject.problems:
        text = str(problem.error)
        is_known = any(text.startswith(f"forms/{name}: ") for name in refused)  # the proofreader said it already
        if isinstance(problem.error, FormError) and not is_known:
            yield Finding(
                where=f"{problem.step}",
                found=text,
                expected="an XLSForm that can be filled in",
                todo="Correct it, then check again. One file by itself: ovtf plugin form check FILE.",
            )


@rule(working=False)
def forms_columns(subject: Subject) -> Iterator[Finding]:
    """Every column of a form is read: what stands in a column that is misspelt is left out in silence."""
    for name, proof in _proofs(subject):
        if proof.rule == _COLUMN:
            yield _as_finding(name, proof, error="Did you mean" in proof.todo)


def _proofs(subject: Subject) -> Iterator[tuple[str, Proof]]:
    """Yield all that the proofreader finds, with the name of the form's file."""
    for file in _files(subject):
        yield from ((file.name, proof) for proof in proof_file(file.read_bytes(), file.name))


def _files(subject: Subject) -> list[Traversable]:
    folder = subject.folder / "forms" if subject.folder is not None else None
    files = folder.iterdir() if folder is not None and folder.is_dir() else ()
    return sorted((file for file in files if file.name.endswith(FILES)), key=lambda file: file.name)


def _as_finding(name: str, proof: Proof, *, error: bool = False) -> Finding:
    """Return what the proofreader found in a file as a finding of a rule; with `error` it must be mended."""
    return Finding(
        where=f"forms/{name}, {proof.where}",
        found=proof.found,
        expected=proof.expected,
        todo=proof.todo,
        level="error" if error else proof.level,
    )


@rule(working=False)
def forms_choices(subject: Subject) -> Iterator[Finding]:
    """An expression compares an answer with choices that exist: with any other it never holds."""
    for form in subject.plugin.forms:
        for owner, column, text in _expressions(form):
            yield from _choices_in(form, owner, column, text)


def _expressions(form: Form) -> Iterator[tuple[str, str, str]]:
    """Yield every expression of a form as (group or question, column, text)."""
    for group in form.all_groups:
        yield group.name, "relevant", group.relevant
    for question in form.all_questions:
        for column in ("relevant", "required", "constraint", "calculation", "choice_filter"):
            yield question.name, column, getattr(question, column)


def _choices_in(form: Form, owner: str, column: str, text: str) -> Iterator[Finding]:
    """Yield each comparison in the expression of the question `owner` with a choice that is not there."""
    questions = {question.name: question for question in form.all_questions}
    comparisons = [match for pattern in _COMPARED for match in pattern.findall(text)]
    for name, dot, literal in comparisons:  # ${name} = 'literal', or . = 'literal' where the dot is the question itself
        question = questions.get(owner if dot else name)
        known = [choice.name for choice in question.choices] if question else []
        word = literal[1:-1]
        if question and known and word and word not in known:
            yield Finding(
                where=f"form {form.name}, question {owner}, {column}",
                found=f"{text!r} asks for {word!r}, which is no choice of {question.name!r}: it never holds",
                expected=f"one of {', '.join(known)}",
                todo=did_you_mean(word, known).strip() or "Correct the choice, or add it to the list.",
            )
