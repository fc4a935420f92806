"""XLSForm out: a form as a workbook that pyxform accepts and that asks the same in Kobo or ODK."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from dashboard.forms.form import Form
from dashboard.forms.kinds import KINDS
from dashboard.forms.languages import COLUMNS
from dashboard.forms.supported import FILES
from dashboard.forms.values import Choice, Group, Question
from dashboard.languages import ENGLISH, chain
from dashboard.spreadsheets import Sheet, xlsx_file

Say = Callable[[str, str], str]
"""A text of the form in a language: say("Age", "ar")."""
Line = dict[str, str]


def workbook(
    form: Form,
    area: str,
    say: Say,
    choice: Callable[[Question, Choice, str], str],
    named: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return a form as .xlsx: `say` translates its texts, `choice` labels its choices in a language.

    `named` are settings that stand in the place of the form's own, such as another title.
    A language gets columns if at least one label is translated into it, and not only into its fallbacks.
    """
    languages = [code for code in COLUMNS if code == ENGLISH or _speaks(form, say, code)]
    settings = {"form_title": form.label, "form_id": f"{area}_{form.name}", "version": form.version, **named}
    sheets = (
        _sheet("survey", ("type", "name"), _survey(form.questions, form.groups, _Says(say, languages))),
        _sheet("choices", ("list_name", "name"), _choices(form, choice, languages)),
        _sheet("settings", (), [settings | {"default_language": COLUMNS[ENGLISH]}]),
    )
    return xlsx_file(sheets)


def files_of(form: Form) -> set[str]:
    """Return the lists that a form takes from files, which have to be uploaded beside it."""
    return {question.list_name for question in form.all_questions} & set(FILES)


class _Says:
    """Translates a text of the form into each language, for one column a language."""

    def __init__(self, say: Say, languages: Iterable[str]) -> None:
        self._say, self._languages = say, tuple(languages)

    def __call__(self, column: str, message: str) -> Line:
        """Return a message in each language by column, such as "label::Arabic (ar)"; nothing for an empty message."""
        return {f"{column}::{COLUMNS[code]}": self._say(message, code) for code in self._languages if message}


def _speaks(form: Form, say: Say, code: str) -> bool:
    """Return whether a label of a form is translated into this language itself, and not only into its fallbacks."""
    labels = [question.label for question in form.all_questions] + [group.label for group in form.all_groups]
    for label in filter(None, labels):
        fallback_labels = {say(label, fallback) for fallback in chain(code)[1:]}
        if say(label, code) not in {label, *fallback_labels}:
            return True
    return False


def _survey(questions: Iterable[Question], groups: Iterable[Group], says: _Says) -> Iterator[Line]:
    """Yield the lines of the survey sheet; `path` are the groups that are open, from the outermost."""
    by_name = {group.name: group for group in groups}
    path: tuple[str, ...] = ()
    for question in questions:
        yield from _turn(path, question.groups, by_name, says)
        path = question.groups
        yield from _rows(question, says)
    yield from _turn(path, (), by_name, says)


def _turn(
    path: tuple[str, ...], next_path: tuple[str, ...], groups: Mapping[str, Group], says: _Says
) -> Iterator[Line]:
    """Yield the lines between two questions that end the groups around the first and begin those around the second."""
    shared = 0  # how many of the outermost groups are around both questions
    for group_name, next_name in zip(path, next_path, strict=False):
        if group_name != next_name:
            break
        shared += 1
    for _ended in path[shared:]:
        yield {"type": "end_group"}
    for name in next_path[shared:]:
        group = groups[name]
        line = {"type": "begin_group", "name": name, "relevant": group.relevant, "appearance": group.appearance}
        yield line | says("label", group.label)


def _rows(question: Question, says: _Says) -> Iterator[Line]:
    """Yield the line of a question; for a repeat also those of the questions in it, and its end."""
    line = {
        "type": _type(question),
        "name": question.name,
        "required": question.required,
        "relevant": question.relevant,
        "constraint": question.constraint,
        "calculation": question.calculation,
        "default": question.default,
        "choice_filter": question.choice_filter,
        "appearance": question.appearance,
        "read_only": "yes" if question.read_only else "",
    }
    line |= says("label", question.label) | says("hint", question.hint) | says("guidance_hint", question.guidance)
    line |= says("required_message", question.required_message)
    yield line | says("constraint_message", question.constraint_message)
    if question.row is not None:
        yield from _survey(question.row.questions, question.row.groups, says)
        yield {"type": "end_repeat"}


def _type(question: Question) -> str:
    """Return what stands in the column `type`, such as "select_one governorate"."""
    if question.list_name in FILES:
        return f"{question.kind}_from_file {question.list_name}"
    written = KINDS[question.kind].written or question.kind
    return f"{written} {question.list_name}".strip() if question.is_choice else written


def _choices(form: Form, label: Callable[[Question, Choice, str], str], languages: Iterable[str]) -> Iterator[Line]:
    written_lists: set[str] = set()
    for question in form.all_questions:
        if question.list_name in written_lists:
            continue
        written_lists.add(question.list_name)
        for choice in question.choices:
            labels = {f"label::{COLUMNS[code]}": label(question, choice, code) for code in languages}
            columns = {column: cell for column, cell in choice.columns.items() if column not in ("name", "label")}
            yield {"list_name": question.list_name, "name": choice.name} | labels | columns


def _sheet(name: str, first: Iterable[str], lines: Iterable[Line]) -> Sheet:
    """Return lines as a sheet: the columns `first`, then every column that a line fills, as they come up."""
    filled = [{column: text for column, text in line.items() if text} for line in lines]
    columns = list(dict.fromkeys([*first, *(column for line in filled for column in line)]))
    rows = [[line.get(column) for column in columns] for line in filled]
    return Sheet(name=name, rows=[columns, *rows], verbatim=True)
