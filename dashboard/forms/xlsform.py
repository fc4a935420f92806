"""XLSForm in: the only module that touches pyxform's inner structures (pinned to 4.5)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import md_to_dict
from pyxform.xls2xform import convert

from dashboard import codes
from dashboard.errors import DashboardError, FormError
from dashboard.forms.refusals import KINDS, refuse_kind
from dashboard.forms.values import Choice, Group, Kind, Question

Row = Mapping[str, Any]
FILES = ("services.csv",)
"""Lists that are filled in while a form is shown: services.csv is the service directory."""


def read(markdown: str) -> tuple[dict[str, Any], list[str]]:
    """Return pyxform's tree of a form and its warnings; raise FormError with the row that is wrong."""
    warnings: list[str] = []
    try:
        book = _with_code_lists(md_to_dict(markdown))
        _refuse_unknown_types(book)
        result = convert(book, validate=False, warnings=warnings)
    except PyXFormError as error:
        raise FormError(f"The form cannot be read. {error}") from None
    return dict(result._pyxform), warnings


def _with_code_lists(book: dict[str, Any]) -> dict[str, Any]:
    """Write out the choices of code lists that the form names and does not bring itself."""
    choices = list(book.get("choices", []))
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


def _list_names(book: Row) -> Iterator[str]:
    for row in book.get("survey", []):
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


def _refuse_unknown_types(book: Row) -> None:
    for number, row in enumerate(book.get("survey", []), start=2):
        refuse_kind(str(row.get("type", "")), str(row.get("name", "")), number)


def walk(tree: Row) -> tuple[list[Question], list[Group]]:
    """Return the questions and groups of pyxform's tree, in the order of the form."""
    questions: list[Question] = []
    groups: list[Group] = []
    _descend(tree["children"], (), questions, groups)
    return questions, groups


def _descend(children: Iterable[Row], path: tuple[str, ...], questions: list[Question], groups: list[Group]) -> None:
    for node in children:
        if node["name"] == "meta" and not path:
            continue
        if node["type"] == "group":
            groups.append(_group(node, path))
            _descend(node.get("children", []), (*path, node["name"]), questions, groups)
        else:
            questions.append(_question(node, path))


def _group(node: Row, path: tuple[str, ...]) -> Group:
    bind, control = node.get("bind", {}), node.get("control", {})
    return Group(
        name=node["name"],
        label=_text(node, "label"),
        relevant=bind.get("relevant", ""),
        appearance=control.get("appearance", ""),
        groups=path,
    )


def _question(node: Row, path: tuple[str, ...]) -> Question:
    bind, control = node.get("bind", {}), node.get("control", {})
    required = str(bind.get("required", ""))
    return Question(
        name=node["name"],
        kind=cast(Kind, KINDS[node["type"]]),
        label=_text(node, "label"),
        hint=_text(node, "hint"),
        guidance=_text(node, "guidance_hint"),
        required=_truth(required),
        required_message=_plain(bind.get("jr:requiredMsg", "")),
        relevant=bind.get("relevant", ""),
        constraint=bind.get("constraint", ""),
        constraint_message=_plain(bind.get("jr:constraintMsg", "")),
        calculation=bind.get("calculate", ""),
        default=str(node.get("default", "")),
        choices=tuple(_choice(each) for each in node.get("choices", [])),
        list_name=_list_name(node),
        choice_filter=node.get("choice_filter", ""),
        appearance=control.get("appearance", ""),
        read_only=_truth(str(bind.get("readonly", ""))) == "true()",
        groups=path,
    )


def _list_name(node: Row) -> str:
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


def _choice(row: Row) -> Choice:
    columns = {key: str(value) for key, value in row.items() if isinstance(value, str | int | float)}
    return Choice(name=str(row["name"]), label=_text(row, "label"), columns=columns)


def _text(node: Row, key: str) -> str:
    return _plain(node.get(key, ""))


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):  # one text a language; ours are English, translated by catalogs
        return str(value.get("default") or next(iter(value.values()), ""))
    return str(value)
