"""A plugin of ours takes fewer lines than a Datasette plugin that contributes as much, counted as the page says."""

import ast
import subprocess
from pathlib import Path

import pytest

from ovtf_kit.template import render, write
from tests.fresh import ROOT
from tests.template.blocks import blocks, commands, said
from tests.template.blocks import write as put

PAGE = (ROOT / "docs" / "plugins" / "size.md").read_text("utf-8")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """What is typed, what is shown, and what is answered."""
    home = tmp_path_factory.mktemp("size")
    write(render("health", label="Health", owner="Example Agency", reviewed="2026-11"), home / "ovtf-health")
    for block in blocks(PAGE):
        if block.path:
            put(home / block.path, block)
    typed = [each for block in blocks(PAGE) if not block.path for each in commands(block.text)]
    return [(command, shown, answer(command, home)) for command, shown in typed]


def answer(command: str, home: Path) -> str:
    return subprocess.run(command, shell=True, cwd=home, capture_output=True, text=True, check=True).stdout


def test_the_numbers_on_the_page_are_those_of_the_command(answers):
    assert len(answers) == 6
    assert [(shown, found) for _command, shown, found in answers if not said(shown).fullmatch(found)] == []


@pytest.mark.parametrize("counted", ["lines", "characters"])
def test_ours_takes_fewer(answers, counted):
    wanted = "| wc -m" if counted == "characters" else "| grep -c"
    ours, theirs = (int(found) for command, _shown, found in answers if wanted in command)
    assert ours < theirs


def test_the_other_plugin_is_whole():
    (code,) = [block.text for block in blocks(PAGE) if block.path.endswith(".py")]
    names = {node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)}
    assert {"startup", "register_routes", "menu_links", "canned_queries"} <= names
    for template in ("support.html", "case.html"):
        assert template in code and f"/{template}`:" in PAGE
