"""Identifying data in notes are found in three languages; ordinary notes are left alone."""

import re
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.i18n import use
from dashboard.privacy import Finding, Kind, explain, find
from tests.privacy.notes import FOUND, ORDINARY


@pytest.mark.parametrize(("text", "kind", "certain", "covered"), FOUND)
def test_identifying_data_are_found_where_they_stand(text: str, kind: Kind, certain: bool, covered: str) -> None:
    assert [(finding.kind, finding.certain, text[finding.start : finding.end]) for finding in find(text)] == [
        (kind, certain, covered)
    ]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_note_is_left_alone(text: str) -> None:
    assert [(finding, text[finding.start : finding.end]) for finding in find(text)] == []


def test_several_findings_come_in_reading_order() -> None:
    text = "Dr Karim, 0770 000 0000 or 0780 000 0000, some.one@example.org: facebook.com/x. Her name is Layla."
    assert [finding.kind for finding in find(text)] == ["name", "phone", "phone", "email", "link", "name"]


def test_what_is_certain_wins_over_what_is_only_possible() -> None:
    assert [finding.kind for finding in find("street 07700000000")] == ["phone"]
    assert [finding.kind for finding in find("wa.me/9647700000000")] == ["link"]


DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
SEPARATORS = ("", " ", "-", ".", "/", " - ", "\u200b", "\u200e", "\u200f", "\u2067", "\u2069", "\u00a0", "\u2011", "ـ")
LETTERS = st.text(st.characters(categories=["L"]), max_size=12)
PREFIXES = ("0", "+964", "00964", "964")


@st.composite
def mobile_numbers(draw: st.DrawFn) -> str:
    """An Iraqi mobile number in any script, or in all of them, and with anything between its digits."""
    subscriber = draw(st.text("0123456789", min_size=8, max_size=8))
    digits = draw(st.sampled_from(PREFIXES)) + "7" + draw(st.sampled_from("5789")) + subscriber
    scripts = draw(st.lists(st.sampled_from(DIGITS), min_size=1, max_size=3))
    gaps = draw(st.lists(st.sampled_from(SEPARATORS), min_size=len(digits) - 1, max_size=len(digits) - 1))
    shown = [scripts[place % len(scripts)][int(char)] if char.isdigit() else char for place, char in enumerate(digits)]
    return "".join(char + gap for char, gap in zip(shown, [*gaps, ""], strict=True))


def _is_appointment(number: str) -> bool:
    """Some few numbers could be spaced to read "07.9.2026 15.30" or "07.50-12.30 9.00"; those are left alone."""
    plain = re.sub(r"[^\d ./-]", "", number.replace("\u00a0", " ").replace("\u2011", "-"))
    return bool(re.match(r"07 ?[./ -] ?\d ?[./ -] ?(19|20)\d\d ", plain) or re.fullmatch(r"(\d\d?\.\d\d\W*)+", plain))


@given(before=LETTERS, number=mobile_numbers(), after=LETTERS)
def test_a_mobile_number_is_found_however_it_is_written(before: str, number: str, after: str) -> None:
    assume(not _is_appointment(number))
    text = before + number + after
    first, last = len(before) + number.startswith("+"), len(before + number)
    assert any(
        finding.kind == "phone" and finding.certain and finding.start <= first and finding.end >= last
        for finding in find(text)
    )


@given(st.text() | st.text("07 .-/+@:٧۷أمshttp\u200f\n", max_size=60) | st.text(st.characters(categories=["Cs", "Cf"])))
def test_any_text_can_be_looked_at(text: str) -> None:
    findings = find(text)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)
    assert all(earlier.end <= later.start for earlier, later in pairwise(findings))


@pytest.mark.parametrize(("text", "kind", "_certain", "covered"), FOUND)
def test_nothing_of_the_text_is_repeated(text: str, kind: Kind, _certain: bool, covered: str) -> None:
    (finding,) = find(text)
    assert covered not in repr(finding) + str(finding) + explain(kind)
    assert repr(finding) == (
        f"Finding(kind={kind!r}, certain={finding.certain}, start={finding.start}, end={finding.end})"
    )


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_is_explained_calmly(kind: Kind, language: str) -> None:
    use(language)
    try:
        assert len(explain(kind)) > 40 and "!" not in explain(kind)
    finally:
        use("en")


def test_a_finding_is_a_plain_value() -> None:
    assert find("07700000000") == [Finding("phone", True, 0, 11)]
