"""ovtf plugin new: a whole package or nothing, and a clear sentence for a name that cannot be taken."""

import ast
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from typer.testing import CliRunner

from dashboard.cli.main import app
from dashboard.errors import ContractError
from dashboard.registry import Registry
from ovtf_kit import collecting
from ovtf_kit.template import check_words, render, writing

NAME = "rendered_area"


def new(into: Path, area: str, *options: str):
    return CliRunner().invoke(app, ["plugin", "new", area, "--into", str(into), *options])


def load(folder: Path, area: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(folder))
    (plugin,) = Registry.load([EntryPoint(area, f"ovtf_{area}", "ovtf_dashboard.plugins")]).plugins
    return plugin


@pytest.fixture
def package(tmp_path: Path) -> Path:
    assert new(tmp_path, NAME, "--label", "Health", "--owner", "Example Agency").exit_code == 0
    return tmp_path / "ovtf-rendered-area"


def test_the_package_has_one_of_everything_and_loads(package, monkeypatch):
    plugin = load(package, NAME, monkeypatch)
    assert plugin.status == "active", plugin.problem
    parts = ("forms", "checklists", "services", "datasets", "views", "indicators", "released")
    assert {part: len(getattr(plugin, part)) for part in parts} == dict.fromkeys(parts, 1) | {"datasets": 2}
    assert {page.heading for page in plugin.guidance} == {"issue", "actions", "tools", "actors", "figures"}
    assert all(page.source == "Example Agency" and page.reviewed for page in plugin.guidance)
    assert plugin.forms[0].warnings == () and plugin.unknown_hooks == ()


def test_its_hooks_take_20_to_40_lines(package):
    text = (package / f"ovtf_{NAME}" / "__init__.py").read_text("utf-8")
    code = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert 20 <= len(code) <= 40
    assert ast.parse(text)


def test_its_catalogs_hold_every_text_that_people_read(package, monkeypatch):
    plugin = load(package, NAME, monkeypatch)
    wanted = {message.id for message in collecting.plugin(plugin) if message.id}
    for language in ("ar", "ckb"):
        with (package / f"ovtf_{NAME}" / "locales" / f"{language}.po").open("rb") as file:
            catalog = read_po(file, locale=language)
        assert {message.id for message in catalog if message.id} == wanted
        left = {message.id for message in catalog if message.id and not message.string}
        assert left == {"Health", "Coordination group for Health"}  # the author's own words


def test_nothing_of_the_template_is_left_in_it(package):
    for file in package.rglob("*.*"):
        if file.is_file():
            text = file.read_text("utf-8")
            assert "~{" not in text and "AREA" not in text.replace("--area", ""), file
    project = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] == "ovtf-rendered-area" and project["dependencies"] == ["ovtf-dashboard>=0.1,<0.2"]


def test_its_readme_has_the_next_five_steps(package):
    text = (package / "README.md").read_text("utf-8").partition("## The next five steps")[2]
    assert [line[0] for line in text.splitlines() if line[:1].isdigit()] == list("12345")


@pytest.mark.parametrize(
    ("area", "part"),
    [
        ("Health", "lower_snake_case"),
        ("1st", "lower_snake_case"),
        ("../health", "lower_snake_case"),
        ("x" * 41, "lower_snake_case"),
        ("safety", "already"),
        ("data", "belongs to the dashboard"),
        ("core", "belongs to the dashboard"),
        ("order", "a word of SQL"),
    ],
)
def test_a_name_that_cannot_be_taken_is_refused_and_nothing_written(tmp_path, area, part):
    done = new(tmp_path, area)
    assert isinstance(done.exception, ContractError) and part in str(done.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--label", "--owner"])
@pytest.mark.parametrize(
    "words", ['a "quoted" one', "a\\b", "a|b", "two\nlines", "~{area}", "<b>bold</b>", "x" * 81, " "]
)
def test_words_that_would_break_a_file_are_refused(tmp_path, option, words):
    done = new(tmp_path, "health", option, words)
    assert isinstance(done.exception, ContractError) and "cannot be taken" in str(done.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", ["Health", "الصحة", "تەندروستی", "Mother's & child's health, 24/7"])
def test_words_of_any_language_are_taken(words):
    check_words("label", words)


def test_a_folder_with_something_in_it_is_left_as_it_is(package):
    mine = package / "ovtf_rendered_area" / "__init__.py"
    mine.write_text("# my work")
    done = new(package.parent, NAME)
    assert isinstance(done.exception, ContractError) and "not empty" in str(done.exception)
    assert mine.read_text() == "# my work"


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "ovtf-health").mkdir()
    assert new(tmp_path, "health").exit_code == 0
    assert (tmp_path / "ovtf-health" / "pyproject.toml").is_file()


def test_a_failure_in_between_leaves_nothing(tmp_path):
    texts = render("health", label="Health", owner="Example Agency", reviewed="2026-11")
    texts["x" * 300] = "a name that no disk takes"
    with pytest.raises(ContractError, match="Nothing was left there"):
        writing.write(texts, tmp_path / "ovtf-health")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_so(tmp_path):
    done = new(tmp_path / "nowhere", "health")
    assert done.exit_code != 0 and list(tmp_path.iterdir()) == []


def test_its_help_says_what_to_type():
    text = CliRunner().invoke(app, ["plugin", "new", "--help"]).stdout
    assert "AREA" in text and all(option in text for option in ("--label", "--owner", "--into"))
