"""The rules of the repository: no registry host, no machine path, no giant module, no sentence of the guide."""

import subprocess
from pathlib import Path

import pytest

from tools.house_rules import GUIDE, MOST_LINES, ROOT, findings, main

SENTENCE = "Seven calm geese walk over the old stone bridge before the town wakes up, and nobody counts them."


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """An empty repository in a folder of its own."""
    root = tmp_path / "checkout"
    root.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    return root


def add(root: Path, name: str, text: str) -> None:
    """Write a file and make it known to git."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")
    subprocess.run(["git", "add", name], cwd=root, check=True)


def test_this_repository_keeps_its_rules():
    assert findings(ROOT) == []


def test_no_file_of_this_repository_has_a_sentence_of_the_guide(guide):
    assert findings(ROOT, guide) == []


@pytest.mark.parametrize(
    "host", ["https://py" + "pi.org/simple", "files.python" + "hosted.org", "registry.npm" + "js.org", "PY" + "PI.ORG"]
)
def test_the_host_of_a_registry_is_found_with_its_line(checkout, host):
    add(checkout, "docs/install.md", f"# Install\n\nfrom {host}\n")
    (found,) = findings(checkout)
    assert found.startswith("docs/install.md:3: the host of a package registry")


@pytest.mark.parametrize(
    "path", ["/wor" + "k/main/a.py", "'/roo" + "t/.cache'", "see /hom" + "e/nadia/x", "/User" + "s/nadia"]
)
def test_a_path_of_a_machine_is_found(checkout, path):
    add(checkout, "a.toml", f"place = {path}\n")
    (found,) = findings(checkout)
    assert found.startswith("a.toml:1: a path of somebody's machine")


@pytest.mark.parametrize(
    "path", ["dashboard/actions/work/tasks.py", "{folder}/work/x", "https://example.org/home/page"]
)
def test_a_folder_of_ours_and_an_address_are_no_path_of_a_machine(checkout, path):
    add(checkout, "a.md", f"in {path}\n")
    assert findings(checkout) == []


def test_a_module_that_is_too_long_is_found_but_no_test_and_no_migration(checkout):
    long = "x = 1\n" * (MOST_LINES + 1)
    for name in ("dashboard/big.py", "tests/test_big.py", "dashboard/migrations/0001.py", "docs/big.md"):
        add(checkout, name, long)
    add(checkout, "dashboard/just.py", "x = 1\n" * MOST_LINES)
    (found,) = findings(checkout)
    assert found.startswith("dashboard/big.py:") and f"{MOST_LINES + 1} lines" in found


def test_twelve_words_of_the_guide_are_found_whatever_their_signs_and_lines(checkout):
    add(checkout, "a.md", "# A page\n\n" + SENTENCE.upper().replace(" ", "\n").replace(",", " --"))
    (found,) = findings(checkout, f"A guide.\n\n{SENTENCE}\n")
    assert found.startswith("a.md:3: words of the guide") and "seven calm geese" in found


def test_eleven_words_are_no_sentence(checkout):
    add(checkout, "a.md", " ".join(SENTENCE.split()[:11]))
    assert findings(checkout, SENTENCE) == []


def test_a_file_that_git_does_not_know_and_one_that_was_deleted_are_not_looked_at(checkout):
    (checkout / "mine.md").write_text("/roo" + "t/x", "utf-8")
    add(checkout, "gone.md", "/roo" + "t/x")
    (checkout / "gone.md").unlink()
    assert findings(checkout) == []


def test_a_binary_file_is_read_without_a_fault(checkout):
    (checkout / "a.png").write_bytes(bytes(range(256)))
    subprocess.run(["git", "add", "a.png"], cwd=checkout, check=True)
    assert findings(checkout) == []


def test_the_command_says_what_it_found_and_what_it_could_not_look_at(checkout, capsys):
    add(checkout, "a.md", SENTENCE)
    assert main(checkout) == 0
    assert "was not looked at" in capsys.readouterr().out
    guide = checkout.parent / GUIDE
    guide.parent.mkdir(parents=True)
    guide.write_text(SENTENCE, "utf-8")
    assert main(checkout) == 1
    printed = capsys.readouterr().out
    assert "a.md:1: words of the guide" in printed and "1 findings" in printed and "not looked at" not in printed
