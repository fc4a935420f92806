"""How many identifying sentences are found, and how many harmless ones raise a false alarm: as docs/identifying.md says."""

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest

from dashboard.privacy import find
from tests.privacy.sentences import (
    FRESH_HARMLESS,
    FRESH_IDENTIFYING,
    HARMLESS,
    IDENTIFYING,
    UNTIDY_HARMLESS,
    UNTIDY_IDENTIFYING,
)

DOC = Path(__file__).parents[2] / "docs" / "identifying.md"
LISTS = {
    "tidy": (IDENTIFYING, HARMLESS),
    "untidy": (UNTIDY_IDENTIFYING, UNTIDY_HARMLESS),
    "fresh": (FRESH_IDENTIFYING, FRESH_HARMLESS),
}


@dataclass(frozen=True)
class Figures:
    """Of one language and part: sentences that identify and how many are found, harmless ones and false alarms."""

    identifying: int
    found: int
    harmless: int
    false_alarms: int


def covers(text: str, word: str) -> bool:
    """Whether a finding covers the word that gives somebody away."""
    start = text.index(word)
    return any(finding.start <= start and start + len(word) <= finding.end for finding in find(text))


def figures(language: str, part: str) -> Figures:
    identifying, harmless = (sentences[language] for sentences in LISTS[part])
    found = sum(covers(text, word) for text, word in identifying)
    return Figures(len(identifying), found, len(harmless), sum(bool(find(text)) for text in harmless))


def every(kind: int) -> list[str]:
    """Every sentence of a kind: 0 identifying, 1 harmless."""
    chosen = [each for lists in LISTS.values() for sentences in lists[kind].values() for each in sentences]
    return [each if isinstance(each, str) else each[0] for each in chosen]


def test_the_lists_are_long_enough_and_no_sentence_is_in_both():
    identifying, harmless = every(0), every(1)
    assert len(set(identifying)) == len(identifying) >= 60 and len(set(harmless)) == len(harmless) >= 60
    assert not set(identifying) & set(harmless)
    assert f"in {len(identifying)} of them" in DOC.read_text(
        "utf-8"
    ) and f"{len(harmless)} are harmless" in DOC.read_text("utf-8")


@pytest.mark.parametrize(
    ("part", "language"), [(part, language) for part, lists in LISTS.items() for language in lists[0]]
)
def test_hits_and_false_alarms_are_those_that_the_document_states(part: str, language: str):
    count = figures(language, part)
    line = f"| {language} | {part} | {count.found} of {count.identifying} | {count.false_alarms} of {count.harmless} |"
    assert line in DOC.read_text("utf-8"), f"docs/identifying.md should say: {line}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("my supervisor Sara", ["Sara"]),
        ("near Sana hospital", ["near Sana hospital"]),
        ("Dream City house 12", ["Dream City", "house 12"]),
        ("برایەکەی ڕێبوار", ["ڕێبوار"]),
        ("her brother karwan", ["karwan"]),
        ("Hawre is her brother", ["Hawre"]),
        ("نزیک نەخۆشخانەی سنا", ["نەخۆشخانەی سنا"]),
        ("قرب مستشفى سنا", ["مستشفى سنا"]),
    ],
)
def test_what_is_found_is_what_has_to_be_taken_out(text: str, words: list[str]):
    assert [text[finding.start : finding.end] for finding in find(text)] == words


@pytest.mark.parametrize(
    "piece", ["her ", "Camp Camp ", "a's ", "sister (", "house 1 ", "Xy, her ", "أختها ", "بەڕێوەبەری کەیس ", "  "]
)
def test_a_long_text_takes_no_longer_than_its_length(piece: str):
    def seconds(text: str) -> float:
        begun = perf_counter()
        find(text)
        return perf_counter() - begun

    text = piece * (8000 // len(piece))
    # Linear is 8 times as long; a pattern that backtracks would be 64 times. The shortest of three, as others work here too.
    assert min(seconds(text * 8) for _try in range(3)) < 24 * min(seconds(text) for _try in range(3)) + 0.2


def test_words_alone_warn_and_never_refuse():
    assert [text for text in every(0) + every(1) if any(finding.certain for finding in find(text))] == []
