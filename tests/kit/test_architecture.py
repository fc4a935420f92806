"""What docs/architecture.md names is there, and its picture is drawn from today's rooms."""

import ast
import re

import pytest

from tools import rooms

STEP = re.compile(r"^\| (\d+) \|.*\| `([\w/]+\.py)` \| `([\w.]+)` \|$", re.MULTILINE)
"""A line of a walk: its number, file and function."""


@pytest.fixture(scope="module")
def text():
    return (rooms.ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_every_step_of_a_walk_names_a_function_that_is_there(text):
    steps = STEP.findall(text)
    assert len(steps) == len(re.findall(r"^\| \d+ \|", text, re.MULTILINE)), "a step names no file or no function"
    assert [(file, function) for _number, file, function in steps if not _defines(file, function)] == []


def test_the_steps_of_each_walk_are_numbered_from_one(text):
    walks = [[int(number) for number, *_place in STEP.findall(part)] for part in text.split("\n## ")]
    assert [walk == list(range(1, len(walk) + 1)) for walk in walks if walk] == [True] * 4


def test_every_room_says_what_lives_there():
    packages = [*rooms.ROOT.glob("dashboard/**/__init__.py"), *rooms.ROOT.glob("*/ovtf_*/**/__init__.py")]
    packages = [path for path in packages if "files" not in path.parts] + [rooms.ROOT / "tools" / "__init__.py"]
    assert [path for path in packages if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []
    assert [room for layer in rooms.layers() for room in layer if not rooms.sentence(room)] == []


def test_the_picture_is_drawn_from_the_layers_and_the_docstrings():
    assert rooms.PICTURE.read_text("utf-8") == rooms.picture(), "run: make documents"


def test_the_picture_says_which_rooms_hold_a_library():
    assert rooms.libraries("dashboard.records") == ["SQLAlchemy"]
    assert rooms.libraries("dashboard.projection") == ["DuckDB"]
    assert rooms.libraries("dashboard.actions") == []


def _defines(file, function):
    """Whether a file defines a function, a class, or a method written as Class.method."""
    path = rooms.ROOT / file
    nodes = [ast.parse(path.read_text("utf-8"))] if path.is_file() else []
    for name in function.split("."):
        inside = [node for outer in nodes for node in outer.body]
        nodes = [node for node in inside if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name]
    return bool(nodes)
