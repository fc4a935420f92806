"""python -m tools.reference: write the tables of docs/plugins/reference.md from the code.

Between <!-- written: NAME --> and <!-- end --> the page is written; the prose around stays as it is.
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
    """Return what reference.toml says; of an element of the case that it does not explain, the code list."""
    said = tomllib.loads(Path(__file__).with_name("reference.toml").read_text("utf-8"))
    listed = {element.name: f"List `{element.code_list}`." for element in ELEMENTS}
    explained = listed | said["Case"]
    return said | {"Case": {field.name: explained[field.name] for field in fields(Case)}}


def write(page: str) -> str:
    """Return the page with every written part anew."""
    return _PLACE.sub(lambda found: f"{found[1]}{part(found[2])}\n{found[3]}", page)


def part(name: str) -> str:
    """Return one written part: a declaration's tables, or one of `PARTS`."""
    return PARTS[name]() if name in PARTS else declaration(name)


def hooks() -> str:
    """Return every hook with its exact signature."""
    return "\n".join(_hook(name) for name in SPECS)


def signature(name: str) -> str:
    """Return a hook's signature as an author writes it."""
    found = inspect.signature(getattr(hookspecs, name))
    return f"def {name}{_short(str(found))}: ..."


def _hook(name: str) -> str:
    said = inspect.getdoc(getattr(hookspecs, name))
    return f"### {name}\n\n```python\n@hookimpl\n{signature(name)}\n```\n\n{said} {meanings()['hooks'][name]}\n"


def declaration(name: str) -> str:
    """Return a declaration's fields, and what is refused of it."""
    rows = "\n".join(_field(each, meanings()[name][each.name]) for each in fields(DECLARATIONS[name]))
    return f"| field | type | default | means |\n|---|---|---|---|\n{rows}\n{_errors(name)}"


def _field(each: Field[Any], means: str) -> str:
    return f"| `{each.name}` | `{_cell(_type(each.type))}` | {_default(each)} | {_cell(means)} |"


def _type(kind: Any) -> str:
    return _short(kind if isinstance(kind, str) else inspect.formatannotation(kind))


def _short(text: str) -> str:
    return re.sub(r"\b(?:dashboard|collections|typing|datetime)(?:\.\w+)*\.(?=[A-Za-z])", "", text)


def _default(each: Field[Any]) -> str:
    if each.default is not MISSING:
        return f"`{_cell(repr(each.default))}`"
    return "required" if each.default_factory is MISSING else f"`{each.default_factory()!r}`"


def _errors(name: str) -> str:
    found = [each for each in meanings()["errors"] if each["of"] == name]
    rows = "\n".join(f"| {each['found']} | {_cell(message_of(each['try']))} |" for each in found)
    return f"\n| refused | what is said |\n|---|---|\n{rows}\n" if found else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def relations() -> str:
    """Return the columns of every relation of the shell's own record."""
    rows = "\n".join(f"| `core.{name}` | {_columns(columns.items())} |" for name, columns in CORE.items())
    rest = f"| every form | {_columns(FIXED.items())} |"
    return f"| relation | columns |\n|---|---|\n{rows}\n{rest}"


def _columns(columns: Any) -> str:
    return ", ".join(f"`{name}` {kind}" for name, kind in columns)


def case_elements() -> str:
    """Return what is asked of a case at intake, and where it goes."""
    head = "| element | kind | code list | in an import | can be corrected | in `core.cases` |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(_element(element) for element in ELEMENTS)


def _element(element: CaseElement) -> str:
    imported = ("optional" if element.optional else "required") if element.imported else "no"
    code_list = f"`{element.code_list}`" if element.code_list else ""
    corrected, counted = ("yes" if each else "no" for each in (element.correctable, element.counted))
    return f"| `{element.name}` | {element.kind} | {code_list} | {imported} | {corrected} | {counted} |"


def kinds() -> str:
    """Return which column a question becomes."""
    rows = "\n".join(f"| {kind} | {column} |" for kind, column in TYPES.items())
    return f"| question | column |\n|---|---|\n{rows}\n| text, note | none: free text is never counted |"


def functions() -> str:
    """Return the functions that a dataset may use."""
    return ", ".join(f"`{name}`" for name in sorted(allowed.FUNCTIONS))


def code_lists() -> str:
    """Return the code lists with their codes."""
    return "| list | codes |\n|---|---|\n" + "\n".join(_list(name) for name in sorted(lists()))


def _list(name: str) -> str:
    every = [each.code for each in codes(name)]
    more = f" and {len(every) - 8} more" if len(every) > 8 else ""
    return f"| `{name}` | {', '.join(f'`{code}`' for code in every[:8])}{more} |"


def names() -> Iterator[str]:
    """Yield the name of every part that can be written."""
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
