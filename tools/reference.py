"""python -m tools.reference: write the tables of docs/plugins/reference.md from the code.

What stands between <!-- written: NAME --> and <!-- end --> is replaced; the prose around it stays as it is.
"""

import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.codes import codes, lists
from dashboard.contract import Case, hookspecs
from dashboard.contract.elements import ELEMENTS, CaseElement
from dashboard.projection import allowed
from dashboard.projection.relations import CORE, FIXED, TYPES
from dashboard.registry.loading import SPECS
from ovtf_kit.refused import DECLARATIONS, message_of

DOC = Path(__file__).parents[1] / "docs" / "plugins" / "reference.md"
_PLACE = re.compile(r"(<!-- written: (\w+) -->\n).*?(<!-- end -->)", re.S)


@cache
def meanings() -> dict[str, Any]:
    """Return the explanations in reference.toml; a fact of a case without one is explained by its code list."""
    explanations = tomllib.loads(Path(__file__).with_name("reference.toml").read_text("utf-8"))
    by_code_list = {element.name: f"List `{element.code_list}`." for element in ELEMENTS}
    facts = by_code_list | explanations["Case"]
    return explanations | {"Case": {field.name: facts[field.name] for field in fields(Case)}}


def write(page: str) -> str:
    """Return the page with each of its written parts made anew from the code."""
    return _PLACE.sub(lambda match: f"{match[1]}{part(match[2])}\n{match[3]}", page)


def part(name: str) -> str:
    """Return one part of the page by its name: one of `PARTS`, or the tables of a declaration such as "View"."""
    return PARTS[name]() if name in PARTS else declaration(name)


def hooks() -> str:
    """Return every hook with its exact signature."""
    return "\n".join(_hook(name) for name in SPECS)


def signature(name: str) -> str:
    """Return a hook's signature as an author writes it."""
    arguments = inspect.signature(getattr(hookspecs, name))
    return f"def {name}{_short(str(arguments))}: ..."


def _hook(name: str) -> str:
    docstring = inspect.getdoc(getattr(hookspecs, name))
    return f"### {name}\n\n```python\n@hookimpl\n{signature(name)}\n```\n\n{docstring} {meanings()['hooks'][name]}\n"


def declaration(name: str) -> str:
    """Return a table of a declaration's fields, and a table of wrong values with the messages that refuse them."""
    rows = "\n".join(_field(field, meanings()[name][field.name]) for field in fields(DECLARATIONS[name]))
    return f"| field | type | default | means |\n|---|---|---|---|\n{rows}\n{_errors(name)}"


def _field(field: Field[Any], explanation: str) -> str:
    return f"| `{field.name}` | `{_cell(_type(field.type))}` | {_default(field)} | {_cell(explanation)} |"


def _type(annotation: Any) -> str:
    return _short(annotation if isinstance(annotation, str) else inspect.formatannotation(annotation))


def _short(text: str) -> str:
    """Return a type without the names of modules: `Mapping`, not `collections.abc.Mapping`."""
    return re.sub(r"\b(?:dashboard|collections|typing|datetime)(?:\.\w+)*\.(?=[A-Za-z])", "", text)


def _default(field: Field[Any]) -> str:
    if field.default is not MISSING:
        return f"`{_cell(repr(field.default))}`"
    return "required" if field.default_factory is MISSING else f"`{field.default_factory()!r}`"


def _errors(name: str) -> str:
    errors = [error for error in meanings()["errors"] if error["of"] == name]
    rows = "\n".join(f"| {error['found']} | {_cell(message_of(error['try']))} |" for error in errors)
    return f"\n| refused | what is said |\n|---|---|\n{rows}\n" if errors else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def relations() -> str:
    """Return a table of the columns that SQL can read in the dashboard's own tables, and those that every form has."""
    rows = "\n".join(f"| `core.{name}` | {_columns(columns.items())} |" for name, columns in CORE.items())
    every_form = f"| every form | {_columns(FIXED.items())} |"
    return f"| relation | columns |\n|---|---|\n{rows}\n{every_form}"


def _columns(columns: Any) -> str:
    return ", ".join(f"`{name}` {column_type}" for name, column_type in columns)


def case_elements() -> str:
    """Return a table of what is asked about a case at intake, and where each answer is used."""
    head = "| element | kind | code list | in an import | can be corrected | in `core.cases` |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(_element(element) for element in ELEMENTS)


def _element(element: CaseElement) -> str:
    imported = ("optional" if element.optional else "required") if element.imported else "no"
    code_list = f"`{element.code_list}`" if element.code_list else ""
    corrected, counted = ("yes" if is_so else "no" for is_so in (element.correctable, element.counted))
    return f"| `{element.name}` | {element.kind} | {code_list} | {imported} | {corrected} | {counted} |"


def kinds() -> str:
    """Return a table with the type of the database column for each kind of question."""
    rows = "\n".join(f"| {kind} | {column_type} |" for kind, column_type in TYPES.items())
    return f"| question | column |\n|---|---|\n{rows}\n| text, note | none: free text is never counted |"


def functions() -> str:
    """Return the SQL functions that a dataset may use."""
    return ", ".join(f"`{name}`" for name in sorted(allowed.FUNCTIONS))


def code_lists() -> str:
    """Return a table of the code lists with the first eight codes of each."""
    return "| list | codes |\n|---|---|\n" + "\n".join(_list(name) for name in sorted(lists()))


def _list(name: str) -> str:
    listed = [code.code for code in codes(name)]
    more = f" and {len(listed) - 8} more" if len(listed) > 8 else ""
    return f"| `{name}` | {', '.join(f'`{code}`' for code in listed[:8])}{more} |"


def names() -> Iterator[str]:
    """Yield the name of every part that the page may have: see `part`."""
    yield from (*PARTS, *DECLARATIONS)


PARTS: dict[str, Callable[[], str]] = {
    "hooks": hooks,
    "relations": relations,
    "case_elements": case_elements,
    "kinds": kinds,
    "functions": functions,
    "code_lists": code_lists,
}


def main() -> None:
    """Write the page anew."""
    DOC.write_text(write(DOC.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
