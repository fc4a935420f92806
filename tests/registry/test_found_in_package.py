"""Guidance and services lie in the package; a plugin needs a hook only where it decides something about them."""

from pathlib import Path

import pytest

AREA = """
from dashboard import *
@hookimpl
def register_area():
    return Area(name="shelter", label="S", summary="S", guidance_source="Example Agency", guidance_reviewed="2026-10")
"""
GUIDANCE = """
@hookimpl
def register_guidance(): return [Guidance(heading="tools", text="T", source="Own", reviewed="2026-09")]
"""
SERVICES = """
@hookimpl
def register_services(): return []
"""
SERVICE = '[[service]]\nname = "line"\nlabel = "Line"\nkind = "hotline"\nsummary = "Answers."\n'


@pytest.fixture
def shelter(install, tmp_path: Path):
    """Return a maker of the plugin: its code, and its files by path."""

    def made(code: str, **written: str):
        install("shelter", code)
        folder = tmp_path / "fake_shelter"
        for path, text in written.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        if folder.exists():
            (tmp_path / "fake_shelter.py").rename(folder / "__init__.py")
        return install.load().plugins[0]

    return made


FILES = {"guidance/en/issue.md": "Know.", "guidance/ar/actions_child.md": "X", "services.toml": SERVICE}


def test_what_lies_in_the_package_is_taken_without_a_hook(shelter):
    plugin = shelter(AREA, **FILES)
    assert plugin.status == "active", plugin.problem
    assert [(page.language, page.heading, page.audience) for page in plugin.guidance] == [
        ("ar", "actions", "child"),
        ("en", "issue", "both"),
    ]
    assert {(page.source, page.reviewed) for page in plugin.guidance} == {("Example Agency", "2026-10")}
    assert [service.name for service in plugin.services] == ["line"]


def test_a_hook_wins_over_the_files(shelter):
    plugin = shelter(AREA + GUIDANCE + SERVICES, **FILES)
    assert [page.source for page in plugin.guidance] == ["Own"]
    assert plugin.services == ()


def test_a_package_without_them_and_a_plugin_of_one_module_have_none(shelter, tmp_path):
    (tmp_path / "services.toml").write_text(SERVICE, "utf-8")
    plugin = shelter(AREA)
    assert (plugin.status, plugin.guidance, plugin.services) == ("active", (), ())


def test_an_empty_package_has_none(shelter):
    plugin = shelter(AREA, **{"other.txt": "x"})
    assert (plugin.status, plugin.guidance, plugin.services) == ("active", (), ())


def test_a_file_beside_the_folders_of_languages_is_no_language(shelter):
    assert len(shelter(AREA, **FILES, **{"guidance/README.md": "How we write."}).guidance) == 2


@pytest.mark.parametrize(
    ("path", "text", "problem"),
    [
        ("guidance/en/advice.md", "x", "guidance heading 'advice' is not one of"),
        ("services.toml", '[[service]]\nname = "a"\nlable = "A"\n', "unknown key 'lable'. Did you mean 'label'?"),
        ("services.toml", "[[service", "TOMLDecodeError"),
    ],
)
def test_a_file_that_cannot_be_used_is_said(shelter, path, text, problem):
    plugin = shelter(AREA, **{path: text})
    assert plugin.status == "failed" and problem in plugin.problem
