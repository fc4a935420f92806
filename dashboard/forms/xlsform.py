"""XLSForm in: the only module that touches pyxform's inner structures (pinned to 4.5)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from dashboard import codes
from dashboard.errors import DashboardError, FormError
from dashboard.forms.languages import plain
from dashboard.forms.proof_lists import FILES
from dashboard.forms.refusals import KINDS, refuse_kind
from dashboard.forms.values import Choice, Group, Kind, Question, Row
from dashboard.forms.workbook import Book

Node = Mapping[str, Any]
COUNTS = ("repeat_count", "count", "jr:count")
"""Columns that fix how many rows a repeat has; here people add as many as there are."""
_SIBLING = re.compile(r"\.\./(\w+)")


def read(book: Book) -> tuple[dict[str, Any], list[str]]:
    """Return pyxform's tree of a form and its warnings; raise FormError with the row that is wrong."""
    warnings: list[str] = []
    _refuse_unknown_types(book)
    try:
        result = convert(_uncounted(with_code_lists(book)), validate=False, warnings=warnings)
    except PyXFormError as error:
        raise FormError(f"The form cannot be read. {error}") from None
    return dict(result._pyxform), warnings


def _uncounted(book: Book) -> Book:
    rows = [{name: cell for name, cell in row.items() if name not in COUNTS} for row in book.get("survey") or []]
    return book | {"survey": rows} if rows else book


def with_code_lists(book: Book) -> Book:
    """Write out the choices of code lists that the form names and does not bring itself."""
    choices = list(book.get("choices") or [])
    own = {row.get("list_name") for row in choices}
    for name in dict.fromkeys(_list_names(book)):
        if name not in own:
            choices += _code_rows(name)
    if not choices:
        return book
    header = {column: None for row in choices for column in row}
    return book | {
        "choices": choices,
        "choices_header": [header],
        "sheet_names": [*dict.fromkeys([*book.get("sheet_names", []), "choices"])],
    }


def _list_names(book: Node) -> Iterator[str]:
    for row in book.get("survey") or []:
        words = str(row.get("type", "")).split()
        if len(words) >= 2 and words[0] in ("select_one", "select_multiple"):
            yield words[1]


def _code_rows(name: str) -> list[dict[str, str]]:
    try:
        every = codes.codes(name)
    except DashboardError as error:
        raise FormError(
            f"The form uses the list {name!r}, which is neither on its choices sheet nor a code list. {error}"
        ) from None
    return [
        {
            "list_name": name,
            "name": code.code,
            "label": code.labels["en"],
            "group": code.group or "none",
            "audience": code.audience or "both",
        }
        for code in every
    ]


def _refuse_unknown_types(book: Node) -> None:
    for number, row in enumerate(book.get("survey") or [], start=2):
        if row:
            refuse_kind(str(row.get("type", "")), str(row.get("name", "")), number)


def walk(tree: Node) -> tuple[list[Question], list[Group]]:
    """Return the questions and groups of pyxform's tree, in the order of the form."""
    questions: list[Question] = []
    groups: list[Group] = []
    _descend([each for each in tree["children"] if each["name"] != "meta"], (), questions, groups)
    return questions, groups


def _descend(children: Iterable[Node], path: tuple[str, ...], questions: list[Question], groups: list[Group]) -> None:
    for node in children:
        if node["type"] == "group":
            groups.append(_group(node, path))
            _descend(node.get("children", []), (*path, node["name"]), questions, groups)
        else:
            questions.append(_question(node, path))


def _row(node: Node) -> Row | None:
    """Return what is asked in each row of a repeat, None for any other question."""
    if node["type"] != "repeat":
        return None
    questions: list[Question] = []
    groups: list[Group] = []
    _descend(node.get("children", []), (), questions, groups)
    if nested := next((each.name for each in questions if each.row), None):
        raise FormError(
            f"The repeat {nested!r} stands inside the repeat {node['name']!r}. Repeats inside repeats are not taken: "
            "make the inner one a form of its own with occurs='many', or ask for its number only."
        )
    return Row(questions=tuple(questions), groups=tuple(groups))


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
    required = str(bind.get("required", ""))
    return Question(
        name=node["name"],
        kind=cast(Kind, KINDS[node["type"]]),
        label=_text(node, "label"),
        hint=_text(node, "hint"),
        guidance=_text(node, "guidance_hint"),
        required=_truth(required),
        required_message=plain(bind.get("jr:requiredMsg", "")),
        relevant=_SIBLING.sub(r"${\1}", bind.get("relevant", "")),  # or_other is written with a path
        constraint=bind.get("constraint", ""),
        constraint_message=plain(bind.get("jr:constraintMsg", "")),
        calculation=bind.get("calculate", ""),
        default=str(node.get("default", "")),
        choices=tuple(_choice(each) for each in node.get("choices", [])),
        list_name=_list_name(node),
        choice_filter=node.get("choice_filter", ""),
        appearance=control.get("appearance", ""),
        read_only=_truth(str(bind.get("readonly", ""))) == "true()",
        groups=path,
        row=_row(node),
    )


def _list_name(node: Node) -> str:
    """Return the list of a question's choices; one from a file is filled in by whoever shows the form."""
    name = str(node.get("list_name") or node.get("itemset") or "")
    if name.endswith((".csv", ".xml", ".geojson")) and name not in FILES:
        raise FormError(
            f"Question {node['name']!r} takes its choices from {name!r}. Only {', '.join(FILES)} is known here: "
            "write the choices into the form."
        )
    return name


def _truth(text: str) -> str:
    word = text.strip().lower()
    if word in ("yes", "true", "true()"):
        return "true()"
    return "" if word in ("no", "false", "false()", "") else text


def _choice(row: Node) -> Choice:
    label = _text(row, "label")
    columns = {key: str(value) for key, value in row.items() if isinstance(value, str | int | float)}
    return Choice(name=str(row["name"]), label=label, columns=columns | ({"label": label} if label else {}))


def _text(node: Node, key: str) -> str:
    return plain(node.get(key, ""))
