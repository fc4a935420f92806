"""What stylesheets must go on to do; how it looks is seen in a browser."""

import re
from pathlib import Path

import dashboard.ui

THEME = Path(dashboard.ui.__file__).parent / "theme"


def test_words_of_a_change_run_as_their_language_does() -> None:
    rule = re.search(
        r'\[data-testid="stMetricDelta"\] :is\(div, p, span\) {([^}]*)}', (THEME / "rtl.css").read_text("utf-8")
    )
    assert rule and "unicode-bidi: plaintext" in rule[1]


def test_the_note_of_the_demo_leaves_the_flow_on_a_screen_only() -> None:
    css = (THEME / "shell.css").read_text("utf-8")
    before = css[: css.index(":has(.ovtf-band) { position: absolute")]
    assert before[before.rindex("\n@media") :].startswith("\n@media screen and")
