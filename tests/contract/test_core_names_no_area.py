"""The core asks what areas declare; it names no area, no form of one and no step of one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dashboard
from dashboard.registry import Registry

ROOM = Path(dashboard.__file__).parent
PLUGINS = Registry.load().active
AREAS = {plugin.name for plugin in PLUGINS}
OWN = {form.name for plugin in PLUGINS for form in plugin.forms}
OWN |= {
    f"{checklist.name}.{item.name}" for plugin in PLUGINS for checklist in plugin.checklists for item in checklist.items
}
WHOLE = {f"{plugin.name}.{form.name}" for plugin in PLUGINS for form in plugin.forms}
WHY = {
    "registry/loading.py": "the distributions that are shipped: a shipped area wins over a newcomer of the same name",
    "release/supply.py": "groups of services, a dimension of a release; they are not areas, though two are called alike",
    "analysis/core/quality.py": "goals of a follow-up, codes of a form of the shell",
}
"""Files in which such a word means something else."""


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every string of a module that is no docstring, with its line."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOM)))
def test_no_module_of_the_core_names_an_area(path: Path) -> None:
    named = [(line, text) for line, text in texts(path) if text in AREAS | OWN | WHOLE]
    assert not named or str(path.relative_to(ROOM)) in WHY, f"ask for it in the contract instead: {named}"


def test_the_exceptions_are_needed() -> None:
    for name in WHY:
        assert any(
            text in AREAS | OWN | WHOLE or text.removeprefix("ovtf-") in AREAS for _line, text in texts(ROOM / name)
        )
