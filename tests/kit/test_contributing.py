"""What the documents for newcomers name is there: files, folders and make targets."""

import re

import pytest

from tools.house_rules import ROOT

DOCUMENTS = ("CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "docs/glossary.md", "docs/architecture.md")
PATH = re.compile(r"`([\w.<>*-]+/[\w./<>*-]*)`")
"""A file or a folder in backticks; <area> stands for any name."""
WRITTEN_LATER = (".venv/", "demo-workspace/")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_is_named_is_there(name):
    paths = set(PATH.findall((ROOT / name).read_text("utf-8")))
    patterns = {path: re.sub(r"<[^>]*>", "*", path.rstrip("/")) for path in paths if not path.startswith(WRITTEN_LATER)}
    assert [path for path, pattern in patterns.items() if not any(ROOT.glob(pattern))] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name):
    document = ROOT / name
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_make_target_that_is_named_is_there():
    rules = (ROOT / "Makefile").read_text("utf-8").replace("$(VENV)", ".venv")
    named = set(re.findall(r"(?:^|`)make ([\w./-]+)", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE))
    assert {"fast", "test", ".venv/.test"} <= named
    assert [target for target in named if not re.search(rf"^{re.escape(target)}:", rules, re.MULTILINE)] == []
