"""No text promises that somebody cannot be found, and what documents say in figures is what the code computes."""

import re
from pathlib import Path

import pytest

from dashboard.actions.looks import SAME_LOOK
from dashboard.registry import Registry
from dashboard.release import Offer, menu
from dashboard.release.limits import DELTA, FALSE_ALARMS, Limits, at_most, epsilon, limits, power, registered, together
from dashboard.release.policy import MU_MAX, Policy

ROOT = Path(__file__).parents[2]
PLACES = ("dashboard", "plugins", "kit", "data", "demo", "docs", "tools")
KINDS = {".py", ".md", ".po", ".pot", ".toml", ".csv", ".html", ".svg"}
ABSOLUTE = re.compile(
    r"(nobody|no one|no survivor) (can|could|will) (ever )?be (found|identified|traced|recogni[sz]ed)"
    r"|no (attacker|one|insider) (can |could |will )?(ever )?(finds?|identif\w+|traces?) (a |any |the )?(survivor|her|person)"
    r"|(she|survivors?|people|person|cases?|they) (can ?not|can't|can never|will never) be (found|identified|traced)"
    r"|impossible to (identify|trace|re-identify|find (her|a survivor|anybody|anyone))"
    r"|(fully|completely|totally|truly|absolutely) anonym|(is|are|stays?|remains?) anonymous\b|guarantees? (anonym|privacy)"
    r"|untraceable|100 ?% (safe|secure|anonym)|safe to read whole|gives nothing away"
    r"|كي لا يُعرف أحد|لا يمكن (التعرف على|العثور على|تحديد هوية)|يستحيل|السجل بلا هوية|مجهولة? (تمامًا|كليًا)",
    re.IGNORECASE,
)
"""Words that promise what no release and no record can keep; in Arabic, too, which Sorani falls back to."""
PAGE = (ROOT / "docs" / "releases.md").read_text("utf-8")


def texts() -> list[Path]:
    every = [path for place in PLACES for path in (ROOT / place).rglob("*") if path.suffix in KINDS]
    decisions = ROOT / "docs" / "decisions"  # they quote what was said before
    return [*ROOT.glob("*.md"), *(path for path in every if decisions not in path.parents)]


@pytest.fixture(scope="module")
def shipped() -> Policy:
    areas = [area for area in Registry.load().active if area.source == "shipped"]
    return menu(Offer(area.name, area.released, area.datasets, area.module) for area in areas)


def test_no_text_promises_that_nobody_is_found():
    said = []
    for path in texts():
        # A sentence of a catalog or a string of the code goes on in the next line, after quotation marks.
        text = re.sub(r"[\s\"]+", " ", path.read_text("utf-8"))
        said += [f"{path.relative_to(ROOT)}: {found[0]}" for found in ABSOLUTE.finditer(text)]
    assert not said


@pytest.mark.parametrize(
    "promise",
    [
        "so that nobody can be found in it",
        "in which no attacker finds a survivor",
        "The record is anonymous",
        "she cannot be identified",
        "fully anonymised",
        "بعد تغيير عشوائي صغير كي لا يُعرف أحد",
    ],
)
def test_the_words_that_were_there_are_found(promise):
    assert ABSOLUTE.search(promise)


def test_the_table_of_limits_is_what_the_menu_gives(shipped):
    mu = shipped.mu()
    for case, told in (
        ("in one release", mu),
        ("after one decision to wait", shipped.mu(holds=1)),
        ("at the most that is allowed", MU_MAX),
        ("in a release and its correction", together((mu, mu))),
        ("of a survivor who was registered twice in one period", registered(mu, 2)),
    ):
        assert f"| {case} | {told:.3f} | {at_most(100 * power(told), 1)} % | {at_most(epsilon(told), 2)} |" in PAGE
    assert f"with {100 * FALSE_ALARMS:.0f} % false alarms" in PAGE and f"delta {DELTA:.5f} |" in PAGE


def test_the_other_figures_of_the_page_are_those_of_the_menu(shipped):
    found: Limits = limits(shipped.tables, shipped.mu())
    least, most = found.guesses
    tries = f"in {at_most(100 * least, 1)} to {at_most(100 * most, 1)} % of the tries"
    assert f"{tries} in place of {100 * FALSE_ALARMS:.0f} %" in PAGE
    assert f"at most {MU_MAX:.2f}. The shipped menu takes {shipped.mu():.2f}." in PAGE


def test_what_a_correction_tells_is_computed_and_rounded_up(shipped):
    one, both = shipped.mu(), together((shipped.mu(), shipped.mu()))
    tries = f"in at most {at_most(100 * power(both))} of 100 tries instead of {at_most(100 * power(one))}"
    assert f"that is {both:.2f}, and the best test finds her {tries}" in PAGE


def test_the_figures_that_other_texts_give_are_those_of_the_menu(shipped):
    tries, most = at_most(100 * power(shipped.mu()), 1), at_most(100 * power(MU_MAX), 1)
    alarms = f"at {100 * FALSE_ALARMS:.0f} false alarms"
    for place, told in (
        ("docs/security.md", f"{tries} tries of 100 {alarms}"),
        ("docs/decisions/0041-limits-and-who-looked.md", f"in {tries} % of the tries"),
        ("dashboard/release/policy.py", f"third of the tries ({most} %)"),
    ):
        assert told in re.sub(r"\s+", " ", (ROOT / place).read_text("utf-8")), place


def test_what_one_line_of_a_look_stands_for_is_what_the_code_does():
    minutes = f"One line stands for {SAME_LOOK.total_seconds() / 60:.0f} minutes of looks at the same thing"
    for page in ("README.md", "docs/glossary.md"):
        assert minutes in (ROOT / page).read_text("utf-8")


def test_the_readme_promises_what_is_shown():
    assert "No number under 10 is shown" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", ["docs/security.md", "README.md", "SECURITY.md"])
def test_every_test_that_a_promise_names_is_there(page):
    named = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", (ROOT / page).read_text("utf-8"))
    assert named
    missing = [
        f"{place}::{name}"
        for place, name in named
        if not (ROOT / place).exists() or (name and f"def {name}(" not in (ROOT / place).read_text("utf-8"))
    ]
    assert missing == []
