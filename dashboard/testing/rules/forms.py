"""Do the forms convert, and do their rules speak of things that are there?"""

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from dashboard.errors import FormError, did_you_mean
from dashboard.forms import Choice, Form, Question
from dashboard.testing import sheets
from dashboard.testing.finding import Finding
from dashboard.testing.rules.rule import rule
from dashboard.testing.subject import Subject

COLUMNS = (
    *("type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint"),
    *("constraint_message", "calculation", "default", "choice_filter", "appearance", "readonly", "read_only"),
    *("parameters", "trigger", "repeat_count", "note", "notes", "comment"),
)
"""Columns of a survey sheet that mean something, and those that people use for remarks."""
_UNKNOWN = re.compile(r"Could not find the name '([^']+)'")
_LITERAL = r"('[^']*'|\"[^\"]*\")"
_ANSWER = r"(?:\$\{\s*(\w+)\s*\}|(?<![\w)])(\.))"
_SAID = (
    re.compile(rf"{_ANSWER}\s*!?=\s*{_LITERAL}"),
    re.compile(rf"\bselected\(\s*{_ANSWER}\s*,\s*{_LITERAL}"),
)
_WORD = re.compile(r"(?<![\w${.-])[A-Za-z_][\w.-]*(?![\w.-]*\s*\()(?!\s*\})")


@rule(working=False)
def forms_convert(subject: Subject) -> Iterator[Finding]:
    """Every form converts: types that are taken, no media, expressions that parse and ask for known questions."""
    said = [str(each.error) for each in subject.problems if isinstance(each.error, FormError)]
    texts = {path.name: path.read_text("utf-8") for path in _files(subject)}
    said += [error for name in texts if (error := _error(subject, f"forms/{name}"))]
    for text in dict.fromkeys(said):
        yield _unconverted(text, texts)
    for form in subject.plugin.forms:
        for warning in form.warnings:
            yield Finding(
                where=f"form {form.name}",
                found=warning,
                expected="a form that converts without a warning",
                todo="Correct the form, so that it also works in Kobo and ODK.",
                level="warning",
            )


def _files(subject: Subject) -> list[Traversable]:
    folder = subject.folder / "forms" if subject.folder is not None else None
    found = folder.iterdir() if folder is not None and folder.is_dir() else ()
    return sorted((each for each in found if each.name.endswith(".md")), key=lambda each: each.name)


def _error(subject: Subject, path: str) -> str:
    try:
        Form.read(subject.plugin.module, path)
    except FormError as error:
        return str(error)
    return ""


def _unconverted(text: str, files: dict[str, str]) -> Finding:
    file, _, found = text.partition(": ") if text.startswith("forms/") else ("forms", "", text)
    unknown = _UNKNOWN.search(text)
    names = [row.get("name", "") for row in sheets.survey(files.get(file.removeprefix("forms/"), ""))]
    hint = did_you_mean(unknown[1], filter(None, names)) if unknown else ""
    return Finding(
        where=file,
        found=found.strip(),
        expected="an XLSForm of types that are taken, without media or places, whose expressions ask for its own questions",
        todo=hint.strip() or "Correct that row, then check again.",
    )


@rule(working=False)
def forms_columns(subject: Subject) -> Iterator[Finding]:
    """Every column of a survey sheet means something: one that is misspelt would be left out in silence."""
    for form in subject.plugin.forms:
        for name in sheets.survey(form.source)[0]:
            plain = name.strip().lower().replace(" ", "_")
            if plain and plain not in COLUMNS and ":" not in name:
                yield Finding(
                    where=f"form {form.name}, survey",
                    found=f"the column {name!r} is none of XLSForm's, so everything in it is ignored",
                    expected=f"one of {', '.join(sorted(COLUMNS))}",
                    todo=did_you_mean(plain, COLUMNS).strip() or "Take the column out.",
                )


@rule(working=False)
def forms_choices(subject: Subject) -> Iterator[Finding]:
    """An expression compares an answer with choices that exist, and a choice_filter looks at columns that exist."""
    for form in subject.plugin.forms:
        for owner, column, text in _expressions(form):
            yield from _choices_in(form, owner, column, text)
        for question in form.questions:
            yield from _filter_of(form, question)


def _expressions(form: Form) -> Iterator[tuple[str, str, str]]:
    for group in form.groups:
        yield group.name, "relevant", group.relevant
    for question in form.questions:
        for column in ("relevant", "required", "constraint", "calculation", "choice_filter"):
            yield question.name, column, getattr(question, column)


def _choices_in(form: Form, owner: str, column: str, text: str) -> Iterator[Finding]:
    questions = {each.name: each for each in form.questions}
    for name, dot, literal in (found for pattern in _SAID for found in pattern.findall(text)):
        asked = questions.get(owner if dot else name)
        known = [each.name for each in asked.choices] if asked else []
        word = literal[1:-1]
        if known and word and word not in known:
            yield Finding(
                where=f"form {form.name}, question {owner}, {column}",
                found=f"{text!r} asks for {word!r}, which is no choice of {asked.name if asked else name!r}: it never holds",
                expected=f"one of {', '.join(known)}",
                todo=did_you_mean(word, known).strip() or "Correct the choice, or add it to the list.",
            )


def _filter_of(form: Form, question: Question) -> Iterator[Finding]:
    columns = {column for choice in question.choices for column in _columns(choice)}
    plain = re.sub(_LITERAL, "", question.choice_filter)
    for word in _WORD.findall(plain) if columns else ():
        if word not in columns | {"and", "or", "div", "mod"}:
            yield Finding(
                where=f"form {form.name}, question {question.name}, choice_filter",
                found=f"{question.choice_filter!r} looks at {word!r}, which no choice of {question.list_name!r} has",
                expected=f"a column of the choices sheet: {', '.join(sorted(columns))}",
                todo=did_you_mean(word, columns).strip() or "Correct the name, or add the column.",
            )


def _columns(choice: Choice) -> set[str]:
    return {*choice.columns, "name", "label"}
