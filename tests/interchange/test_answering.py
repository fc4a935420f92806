"""Invented answers: found for any form that can be answered at all."""

import random
from datetime import UTC, datetime

from dashboard.forms import Form
from ovtf_demo.answering import pool

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HANGS = Form.from_markdown(
    """
    | survey |
    | | type | name | label | required | constraint | calculation |
    | | begin repeat | talks | Contact | | | |
    | | select_one yes_no | answered | Was there an answer? | yes | | |
    | | end repeat | | | | | |
    | | calculate | count | | | | count(${talks}) |
    | | select_one yes_no | back | Is she back? | yes | ${count} > 0 | |
    """,
    name="hangs",
)


def test_a_rule_that_hangs_on_a_question_without_a_must_is_met():
    found = pool(HANGS, {}, random.Random(7), 40, NOW)
    assert len(found) > 15
    assert all(each["talks"] and HANGS.examine(each, now=NOW).problems == {} for each in found)
