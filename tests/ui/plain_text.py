"""Finds where a page shows text that people typed without quoting it: read from the syntax of the pages, not from a run."""

import ast
from collections.abc import Iterator
from pathlib import Path

import dashboard.ui

UI = Path(dashboard.ui.__file__).parent
SHOWS = frozenset(
    [
        "markdown",
        "caption",
        "write",
        "info",
        "warning",
        "error",
        "success",
        "toast",
        "title",
        "header",
        "subheader",
        "badge",
        "metric",
        "button",
        "download_button",
        "link_button",
        "page_link",
        "link",
        "radio",
        "checkbox",
        "toggle",
        "pills",
        "segmented_control",
        "selectbox",
        "multiselect",
        "text_input",
        "text_area",
        "number_input",
        "date_input",
        "datetime_input",
        "file_uploader",
        "expander",
        "popover",
        "tabs",
        "progress",
        "table",
        "html",
    ]
)
"""What Streamlit reads as Markdown, in a text or in a label; and HTML."""
PLAIN_OPTIONS = frozenset({"selectbox", "multiselect"})
"""Their options are shown as they are; those of a radio button are Markdown."""
UNSEEN = frozenset(
    ["key", "args", "on_click", "on_change", "file_name", "data", "mime", "icon", "color", "type", "index", "options"]
)
"""Arguments that are no text on the screen."""
TYPED = frozenset(
    [
        "name",
        "username",
        "asked_by",
        "reported_by",
        "approver",
        "distribution",
        "version",
        "problem",
        "place",
        "unknown_hooks",
        "obstacle",
    ]
)
"""Attributes that hold what somebody typed: people, agencies, files, plugins."""
BY_NAME = frozenset({"names", "people", "agencies"})
"""Where such texts are looked up."""
QUOTES = frozenset({"quoted", "quoted_lines", "safe", "escape"})
"""What makes text harmless, or leaves nothing of it."""
PASSES = frozenset(
    [
        "format",
        "join",
        "str",
        "repr",
        "replace",
        "strip",
        "title",
        "upper",
        "lower",
        "DataFrame",
        "list",
        "sorted",
        "map",
    ]
)
"""What returns the text that it is given."""


def findings() -> list[str]:
    """Return "file:line: what" for each place of a page that shows typed text unquoted."""
    return [finding for path in sorted(UI.rglob("*.py")) for finding in in_source(path.read_text("utf-8"), path)]


def in_source(source: str, path: Path = Path("x.py")) -> list[str]:
    """Return the findings in one module."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    found = [
        f"{path.relative_to(UI) if path.is_relative_to(UI) else path}:{shown.lineno}: {ast.unparse(shown)[:90]}"
        for function in functions
        for shown in _shown(function)
    ]
    return list(dict.fromkeys(found))


def _shown(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """Yield each expression that a function shows, and that holds typed text."""
    tainted = _tainted(function)
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and (name := _name(call.func)) in SHOWS and _is_streamlit(call, name):
            for argument in _arguments(call, name):
                if _holds(argument, tainted):
                    yield argument


def _is_streamlit(call: ast.Call, name: str) -> bool:
    """Whether a call draws: `st.` or a place on the page before it, or our own link()."""
    if isinstance(call.func, ast.Attribute):
        return name not in ("table", "html") or _name(call.func.value) == "st"
    return name == "link" or isinstance(call.func, ast.IfExp)


def _arguments(call: ast.Call, name: str) -> Iterator[ast.expr]:
    first = 1 if name == "link" else 0
    options = name in ("radio", "pills", "segmented_control", *PLAIN_OPTIONS)
    yield from (arg for at, arg in enumerate(call.args) if at >= first and not (options and at == 1))
    for keyword in call.keywords:
        plain = name in PLAIN_OPTIONS and keyword.arg == "format_func"
        if keyword.arg and keyword.arg not in UNSEEN and not plain:
            yield keyword.value


def _tainted(function: ast.FunctionDef) -> frozenset[str]:
    """Return the variables of a function that hold typed text."""
    pairs = [pair for node in ast.walk(function) for pair in _assigned(node)]
    names: frozenset[str] = frozenset()
    while True:
        grown = names | {name for name, value in pairs if _holds(value, names)}
        if grown == names:
            return names
        names = grown


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield each variable that a statement assigns, with its value."""
    if not isinstance(node, ast.Assign | ast.NamedExpr):
        return
    for place in node.targets if isinstance(node, ast.Assign) else [node.target]:
        both = isinstance(place, ast.Tuple) and isinstance(node.value, ast.Tuple)
        parts = zip(place.elts, node.value.elts, strict=True) if both else [(place, node.value)]
        for part, value in parts:
            yield from ((target.id, value) for target in ast.walk(part) if isinstance(target, ast.Name))


def _holds(node: ast.AST, tainted: frozenset[str]) -> bool:
    """Whether an expression holds typed text that nothing has made harmless."""
    if isinstance(node, ast.Call):
        return _call_holds(node, tainted)
    if isinstance(node, ast.Compare | ast.expr_context):
        return False
    if isinstance(node, ast.Attribute) and node.attr in TYPED:
        return True
    if isinstance(node, ast.Subscript | ast.Attribute) and _name(node.value) in BY_NAME:
        return True
    if isinstance(node, ast.Name) and node.id in tainted:
        return True
    return any(_holds(child, tainted) for child in _parts(node))


def _parts(node: ast.AST) -> list[ast.AST]:
    """Return what the text of an expression comes from: not what it is looked up by, and not a condition."""
    if isinstance(node, ast.Subscript | ast.DictComp):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    return list(ast.iter_child_nodes(node))


def _call_holds(call: ast.Call, tainted: frozenset[str]) -> bool:
    """Whether what a call returns holds typed text: of calls of our own only those that pass a text on."""
    name = _name(call.func)
    if name in ("pop", "get") and isinstance(call.func, ast.Attribute):
        owner = _name(call.func.value)
        if owner in BY_NAME or (owner == "session_state" and _says(call)):
            return True
    if name in ("str", "repr") and call.args and _name(call.args[0]) == "error":
        return True
    if name not in PASSES or (name == "map" and _name(call.args[0]) in QUOTES):
        return False
    parts = [*call.args, *(keyword.value for keyword in call.keywords)]
    if isinstance(call.func, ast.Attribute):
        parts.append(call.func.value)
    return any(_holds(part, tainted) for part in parts)


def _says(call: ast.Call) -> bool:
    """Whether a call reads a message that another run of the page has left."""
    return any(word in ast.unparse(call) for word in ("message", "failure"))


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
