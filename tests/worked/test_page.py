"""The page "How it works a case" and its pictures: each is there, small enough to load, and has words for who cannot see it."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "worked-cases.md").read_text("utf-8")
PLACES = ("Erbil", "Basra", "Duhok", "Baghdad", "Mosul", "Sulaymaniyah")
MOST = 120_000
"""Bytes of a picture: a page with eight of them is read over a slow line, too."""


def test_each_case_has_a_part_and_a_picture_of_its_own():
    for number, place in enumerate(PLACES, 1):
        assert f"## {number}. {place}: " in PAGE and f"pictures/case-{place.lower()}.png" in PAGE


def test_pictures_are_there_small_and_described():
    pictures = re.findall(r"!\[(.*)\]\((pictures/.+?)\)", PAGE)
    assert len(pictures) == len(PLACES) + 2, "one on a telephone, one from right to left"
    for words, picture in pictures:
        assert words and (DOCS / picture).stat().st_size <= MOST
