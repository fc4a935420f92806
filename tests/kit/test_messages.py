"""Catalogs for translators: written, and checked before a commit without being written."""

import os
import subprocess
import sys

import pytest

LABEL = 'label="Shelter"'


@pytest.fixture
def collect(copy):
    """A function that runs the command on a copy of the good plugin."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ovtf_kit.messages", *words, "shelter"]
        env = os.environ | {"PYTHONPATH": str(copy.path)}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    return run


def test_catalogs_that_were_just_written_are_up_to_date(collect):
    assert collect("--check").returncode == 1, "the good plugin has no template yet"
    assert collect().returncode == 0
    done = collect("--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_text_that_changed_is_noticed_and_nothing_is_written(collect, copy):
    collect()
    copy.change("__init__.py", LABEL, 'label="A roof"')
    template = copy.path / "ovtf_shelter" / "locales" / "messages.pot"
    before = template.read_bytes()
    done = collect("--check")
    assert done.returncode == 1 and "run python -m ovtf_kit.messages shelter" in done.stderr
    assert "messages.pot" in done.stderr and "Traceback" not in done.stderr
    assert template.read_bytes() == before


def test_an_area_that_is_not_installed_is_named(collect):
    done = collect("nowhere")
    assert done.returncode == 1 and "'nowhere'" in done.stderr
