"""XLSForm in: text to questions. The only module that touches pyxform's inner structures (pinned to 4.5)."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from dashboard.errors import DashboardError, FormError
from dashboard.forms.kinds import BY_PYXFORM
from dashboard.forms.languages import plain, texts
from dashboard.forms.supported import COUNT_COLUMNS, FILES, code_list_rows, why_not
from dashboard.forms.values import Choice, Group, Question, Row
from dashboard.forms.workbook import Book, text_book

Node = Mapping[str, Any]
KEPT_TEXTS = 500
"""How many forms stay in memory once they are read, of all areas and versions: pyxform takes 40 ms to read one."""
_SIBLING = re.compile(r"\.\./(\w+)")


@dataclass(frozen=True, kw_only=True)
class ParsedForm:
    """What the text of a form says, without what its plugin declares; `texts` are by language, by English message."""

    title: str
    version: str
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    warnings: tuple[str, ...]
    texts: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=KEPT_TEXTS)
def parse(text: str) -> ParsedForm:
    """Read Markdown tables or CSV; raise FormError with the row that is wrong."""
    tree, warnings = _tree(text_book(text))
    questions, groups = _walk(node for node in tree["children"] if node["name"] != "meta")
    return ParsedForm(
        title=str(tree.get("title") or ""),
        version=str(tree.get("version") or version_of(text)),
        questions=questions,
        groups=groups,
        warnings=tuple(warnings),
        texts=texts(tree),
    )


def version_of(text: str) -> str:
    """Return a version for a form that names none: a hash of its text, so that every change makes another version."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _tree(book: Book) -> tuple[dict[str, Any], list[str]]:
    """Return pyxform's tree of a form and its warnings; raise FormError with the row that is wrong."""
    warnings: list[str] = []
    # Types are refused before pyxform sees them: it takes pictures and places on a map.
    for number, row in enumerate(book.get("survey") or [], start=2):
        if row and (reason := why_not(str(row.get("type", "")))):
            raise FormError(f"Row {number} of the survey, question {str(row.get('name', ''))!r}: {reason}")
    try:
        result = convert(_without_counts(_with_code_lists(book)), validate=False, warnings=warnings)
    except PyXFormError as error:
        raise FormError(f"The form cannot be read. {error}") from None
    return dict(result._pyxform), warnings


def _without_counts(book: Book) -> Book:
    """Leave out the columns that fix how many rows a repeat has."""
    survey = book.get("survey") or []
    rows = [{column: cell for column, cell in row.items() if column not in COUNT_COLUMNS} for row in survey]
    return book | {"survey": rows} if rows else book


def _with_code_lists(book: Book) -> Book:
    """Write out the choices of code lists that the form names and does not bring itself."""
    choices = list(book.get("choices") or [])
    own_lists = {row.get("list_name") for row in choices}
    for list_name in dict.fromkeys(_list_names(book)):
        if list_name in own_lists:
            continue
        try:
            choices += code_list_rows(list_name)
        except DashboardError as error:
            raise FormError(
                f"The form uses the list {list_name!r}, which is neither on its choices sheet nor a code list. {error}"
            ) from None
    if not choices:
        return book
    return book | {
        "choices": choices,
        "choices_header": [{column: None for row in choices for column in row}],
        "sheet_names": [*dict.fromkeys([*book.get("sheet_names", []), "choices"])],
    }


def _list_names(book: Book) -> Iterator[str]:
    """Yield the lists that questions take their choices from: "governorate" of "select_one governorate"."""
    for row in book.get("survey") or []:
        words = str(row.get("type", "")).split()
        if len(words) >= 2 and words[0] in ("select_one", "select_multiple"):
            yield words[1]


def _walk(children: Iterable[Node]) -> tuple[tuple[Question, ...], tuple[Group, ...]]:
    """Return the questions and groups under a node of pyxform's tree, in the order of the form."""
    questions: list[Question] = []
    groups: list[Group] = []

    def descend(nodes: Iterable[Node], path: tuple[str, ...]) -> None:
        for node in nodes:
            if node["type"] == "group":
                groups.append(_group(node, path))
                descend(node.get("children", []), (*path, node["name"]))
            else:
                questions.append(_question(node, path))

    descend(children, ())
    return tuple(questions), tuple(groups)


def _row(node: Node) -> Row | None:
    """Return what is asked in each row of a repeat, None for any other question."""
    if node["type"] != "repeat":
        return None
    questions, groups = _walk(node.get("children", []))
    if nested := next((question.name for question in questions if question.row), None):
        raise FormError(
            f"The repeat {nested!r} stands inside the repeat {node['name']!r}. Repeats inside repeats are not taken: "
            "make the inner one a form of its own with occurs='many', or ask for its number only."
        )
    return Row(questions=questions, groups=groups)


def _group(node: Node, path: tuple[str, ...]) -> Group:
    bind, control = node.get("bind", {}), node.get("control", {})
    return Group(
        name=node["name"],
        label=_text(node, "label"),
        relevant=bind.get("relevant", ""),
        appearance=control.get("appearance", ""),
        groups=path,
    )


def _question(node: Node, path: tuple[str, ...]) -> Question:
    bind, control = node.get("bind", {}), node.get("control", {})
    return Question(
        name=node["name"],
        kind=BY_PYXFORM[node["type"]],
        label=_text(node, "label"),
        hint=_text(node, "hint"),
        guidance=_text(node, "guidance_hint"),
        required=_truth(str(bind.get("required", ""))),
        required_message=plain(bind.get("jr:requiredMsg", "")),
        relevant=_SIBLING.sub(r"${\1}", bind.get("relevant", "")),  # or_other is written with a path
        constraint=bind.get("constraint", ""),
        constraint_message=plain(bind.get("jr:constraintMsg", "")),
        calculation=bind.get("calculate", ""),
        default=str(node.get("default", "")),
        choices=tuple(_choice(choice) for choice in node.get("choices", [])),
        list_name=_list_name(node),
        choice_filter=node.get("choice_filter", ""),
        appearance=control.get("appearance", ""),
        read_only=_truth(str(bind.get("readonly", ""))) == "true()",
        groups=path,
        row=_row(node),
    )


def _list_name(node: Node) -> str:
    """Return the list that a question's choices come from; raise FormError for a file that we do not have."""
    name = str(node.get("list_name") or node.get("itemset") or "")
    if name.endswith((".csv", ".xml", ".geojson")) and name not in FILES:
        raise FormError(
            f"Question {node['name']!r} takes its choices from {name!r}. Only {', '.join(FILES)} is known here: "
            "write the choices into the form."
        )
    return name


def _truth(text: str) -> str:
    """Return a cell as an expression: "true()" for yes, "" for no, anything else as it is."""
    word = text.strip().lower()
    if word in ("yes", "true", "true()"):
        return "true()"
    return "" if word in ("no", "false", "false()", "") else text


def _choice(node: Node) -> Choice:
    label = _text(node, "label")
    columns = {column: str(cell) for column, cell in node.items() if isinstance(cell, str | int | float)}
    if label:
        columns["label"] = label
    return Choice(name=str(node["name"]), label=label, columns=columns)


def _text(node: Node, key: str) -> str:
    return plain(node.get(key, ""))
