"""rxeval, an engine that others wrote, must agree with ours on relevance, calculations and constraints."""

from datetime import UTC, datetime

import rxeval
from hypothesis import given
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from dashboard.forms import Form
from tests.tries import tries

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SOURCE = """
| survey |
| | type | name | label | relevant | constraint | calculation | required |
| | integer | n | N | | . < 50 | | yes |
| | integer | m | M | ${n} > 10 | . != ${n} | | |
| | select_multiple l | s | S | ${m} = '' or ${m} mod 2 = 0 | count-selected(.) < 3 | | |
| | select_one l | o | O | selected(${s}, 'a') and not(selected(${s}, 'c')) | | | yes |
| | text | t | T | string-length(${o}) > 0 or ${n} = 7 | regex(., '[a-z]+') | | |
| | calculate | c1 | | | | if(${n} > 20, ${n} * 2, ${n} + 1) | |
| | calculate | c2 | | | | concat(coalesce(${o}, 'none'), '-', count-selected(${s})) | |
| | calculate | c3 | | | | round(${n} div 3) + int(${n} div 2) | |
| choices |
| | list_name | name | label |
| | l | a | A |
| | l | b | B |
| | l | c | C |
"""
FORM = Form.from_markdown(SOURCE, name="oracle")
XFORM = convert(SOURCE, file_type=".md", validate=False).xform
PATH = "/data/"


@tries(150)
@given(
    n=st.none() | st.integers(0, 60),
    m=st.none() | st.integers(0, 60),
    s=st.lists(st.sampled_from("abc"), unique=True),
    o=st.none() | st.sampled_from("abc"),
    t=st.none() | st.sampled_from(["abc", "ABC", "a1"]),
)
def test_ours_agrees_with_rxeval(n, m, s, o, t):
    answers = {"n": n, "m": m, "s": tuple(sorted(s)), "o": o, "t": t}
    ours = FORM.examine(answers, now=NOW)
    theirs = _theirs(answers)
    asked = {q.name for q in FORM.questions if q.is_asked}
    assert ours.relevant & asked == theirs["relevant"] & asked
    kept = {name for name in asked & ours.relevant if name in ours.answers}
    broken = {name for name in ours.problems if name in kept}
    assert broken == theirs["invalid"] & kept
    for name in ("c1", "c2", "c3"):
        if n is not None:
            assert _number(ours.answers.get(name, "")) == _number(theirs["calculated"][name]), name


def _theirs(answers):
    """Open a session and answer, pruning what turns irrelevant, as ours does."""
    session = rxeval.Session(XFORM)
    root = session.recompute()["relevant"]
    prefix = next(iter(root)).rsplit("/", 1)[0] + "/"
    given_answers = dict(answers)
    for _round in range(6):
        for name, value in given_answers.items():
            session.set(
                prefix + name,
                "" if value in (None, ()) else " ".join(value) if isinstance(value, tuple) else str(value),
            )
        state = session.recompute()
        relevant = {path.rsplit("/", 1)[1] for path, shown in state["relevant"].items() if shown}
        relevant |= {name for name in answers if prefix + name not in state["relevant"]}
        given_answers = {name: value if name in relevant else None for name, value in answers.items()}
    invalid = {path.rsplit("/", 1)[1] for path, *_why in state["invalid"]}
    calculated = {name: session.get(prefix + name) for name in ("c1", "c2", "c3")}
    return {"relevant": relevant, "invalid": invalid, "calculated": calculated}


def _number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return text
