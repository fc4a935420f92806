"""The guide's facts are ours, its sentences are not: no seven words in a row of a form or a page stand in the guide."""

import re
from collections.abc import Iterator

import pytest

from tools.guide_places import ROOT

WORDS = 7
NAMES = (
    "Digital Risk Management and Safe Removal of Harmful Content",
    "Directorate of Combating Violence Against Women and Families",
    "Facebook, Instagram, Snapchat, TikTok, WhatsApp, and X",
    "Online Violence Task Force, GBV sector coordination",
)
"""What cannot be said in other words: names and headings."""
TEXTS = sorted(
    path
    for pattern in (
        "plugins/*/src/*/forms/*.md",
        "plugins/*/src/*/guidance/en/*.md",
        "plugins/*/src/*/*.toml",
        "dashboard/**/forms/*.md",
    )
    for path in ROOT.glob(pattern)
    if path.name != "pyproject.toml"
)
TEXTS += sorted(
    [
        ROOT / "data" / "ovtf_data" / "violence_types.toml",
        *ROOT.glob("plugins/*/src/*/*.py"),
        *ROOT.glob("dashboard/casework/*.py"),
    ]
)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(WORDS)), strict=False)


@pytest.fixture(scope="module")
def theirs(guide: str) -> set[tuple[str, ...]]:
    return set(_runs(_words(guide))) - {run for name in NAMES for run in _runs(_words(name))}


def test_there_is_something_to_compare():
    assert len(TEXTS) > 60


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_text_has_words_of_its_own(path, theirs):
    parts = re.split(r"[|\n]", path.read_text("utf-8"))
    assert [" ".join(run) for part in parts for run in _runs(_words(part)) if run in theirs] == []
