"""Each element of the practitioner's guide has a home in the product, and each step of the product a place in the guide."""

import re
from collections import Counter

import pytest

from tools import guide_coverage
from tools.guide_coverage import (
    DOCUMENT,
    Row,
    document,
    fingerprint,
    is_section,
    lines_of,
    main,
    problems,
    rows,
)
from tools.guide_places import ROOT, NowhereError, Product

ROWS = rows()
PRODUCT = Product.load()
AREAS = sorted(PRODUCT.plugins.values(), key=lambda plugin: plugin.name)
BROKEN = [
    "item:safety.protection.nobody",
    "item:safety.protection",
    "form:safety.nothing",
    "question:core.intake.shoe_size",
    "choice:safety.risk_assessment.restrictions.nothing",
    "guidance:safety.issue.both",
    "guidance:safety.issue.adult#a_word_that_is_not_there",
    "service:safety.dcvaw_119#555",
    "service:shelter.none",
    "code:violence_type.kindness",
    "code:no_list.code",
    "meaning:adult.csam",
    "meaning:child.kindness",
    "rule:dashboard.casework.clock:tomorrow",
    "rule:dashboard.casework.hourglass:deadline",
    "page:safety.issue",
    "",
]


def test_the_document_is_up_to_date():
    assert document(ROWS, PRODUCT) == DOCUMENT.read_text("utf-8"), "make documents"


def test_every_element_has_a_home_that_is_there():
    assert problems(ROWS, PRODUCT) == []


def test_the_documents_links_lead_to_files():
    links = set(re.findall(r"\]\(([^)]+)\)", DOCUMENT.read_text("utf-8")))
    assert links and not [link for link in links if not (DOCUMENT.parent / link).exists()]


@pytest.mark.parametrize("reference", BROKEN)
def test_a_broken_reference_is_reported(reference):
    row = Row(id="x", section="X", kind="bullet", summary="A row", print="0" * 12, where=(reference,))
    with pytest.raises(NowhereError):
        PRODUCT.resolve(reference)
    assert any("points at nothing" in problem for problem in problems([row], PRODUCT))


def test_rows_without_a_home_twice_too_long_or_of_no_kind_are_reported():
    row = Row(id="x", section="X", kind="odd", summary="word " * 13, print="0" * 12, where=())
    said = "\n".join(problems([row, row], PRODUCT))
    assert all(part in said for part in ("twice", "no such kind", "12 words", "lives nowhere"))


def test_check_says_when_the_document_is_old(tmp_path, monkeypatch, capsys):
    old = tmp_path / "guide-coverage.md"
    old.write_text("old", "utf-8")
    monkeypatch.setattr(guide_coverage, "DOCUMENT", old)
    assert main(["--check"]) == 1 and "make documents" in capsys.readouterr().out
    assert main([]) == 0 and main(["--check"]) == 0


@pytest.mark.parametrize("plugin", AREAS, ids=lambda plugin: plugin.name)
def test_every_step_and_page_names_a_section_of_the_guide(plugin):
    steps = {f"{each.name}.{item.name}": item.source for each in plugin.checklists for item in each.items}
    pages = {f"{page.heading}.{page.audience}.{page.language}": page.source for page in plugin.guidance}
    services = {each.name: each.source for each in plugin.services}
    assert {name: source for name, source in (steps | pages | services).items() if not is_section(source, ROWS)} == {}


def test_a_source_is_the_name_of_a_section_or_a_chapter():
    assert is_section("Safety, Issue (children)", ROWS) and is_section(
        "Guide: Physical Safety/Protection, Actors", ROWS
    )
    assert not is_section("", ROWS) and not is_section("Safety, Weather", ROWS)


def test_there_are_as_many_as_the_guide_has():
    counts = Counter(row.kind for row in ROWS)
    assert (counts["risk_kind"], counts["level"], counts["source"], counts["hotline"]) == (5, 3, 3, 9)
    headings = [row for row in ROWS if row.kind == "type" and row.section in ("Types, TFGBV", "Types, TF-CSEA")]
    assert len([row for row in headings if row.id != "type.image_based_sexual_abuse"]) == 7 + 6


def test_every_line_of_the_guide_has_its_row(guide):
    carried = Counter(row.print for row in ROWS)
    wanted = Counter(map(fingerprint, lines_of(guide)))
    assert [line for line in lines_of(guide) if carried[fingerprint(line)] < wanted[fingerprint(line)]] == []


def test_every_row_stands_for_a_line_of_the_guide(guide):
    theirs = {fingerprint(line) for line in guide.splitlines()}
    assert [row.id for row in ROWS if row.print not in theirs] == []


def test_the_extractor_sees_bullets_steps_actions_headings_and_hotlines(guide):
    body = guide.partition("\n## Types of")[2].replace("\n", "\n\n")
    shapes = [r"- .+", r"Step \d+:.+", r"\*\*[^*]+:\*\*.+", r"### \d\.\).+", r"[^\t\n]+\t[+\d].+"]
    found = [line.strip() for shape in shapes for line in re.findall(rf"^ *{shape}$", body, re.MULTILINE)]
    assert len(found) > 120 and set(found) <= set(lines_of(guide))
    assert {"### Doxing", "### Deepfakes", "Limit contact or block the perpetrator if safe to do so."} <= set(
        lines_of(guide)
    )


def test_the_extractor_leaves_out_contents_footnotes_and_furniture(guide):
    odd = ("<sup>", "[", "---", "## ", "<b>", "Types of Technology-Facilitated Gender-Based Violence .....")
    assert not [line for line in lines_of(guide) if line.startswith(odd)]


def test_nothing_is_copied_from_the_guide(guide):
    theirs = _runs(guide)
    for path in (ROOT / "data" / "ovtf_data" / "guide.csv", DOCUMENT):
        assert not theirs & _runs(path.read_text("utf-8"))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 12]) for at in range(len(words) - 11)}
