"""Every kind of a question: what is read, stored, seen by expressions and kept in a column."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.forms import KINDS, KindName
from dashboard.forms.kinds import BY_PYXFORM, LONGEST, NotAnAnswer
from dashboard.forms.xvalues import number

OFFERED = ("food", "shelter", "school")
TEXT = st.text(max_size=LONGEST)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=timezone(timedelta(hours=3)))
)
GIVEN = {
    "text": TEXT,
    "integer": st.integers(-(2**53), 2**53),
    "decimal": NUMBERS,
    "date": st.dates(),
    "datetime": MOMENTS,
    "select_one": st.sampled_from(OFFERED),
    "select_multiple": st.sets(st.sampled_from(OFFERED)).map(list),
    "acknowledge": st.booleans(),
    "note": TEXT,
    "calculate": TEXT,
    "hidden": TEXT,
}
"""What a person may give for each kind but a repeat, whose rows are answers to its own questions."""


def test_the_table_holds_every_kind_once():
    assert tuple(KINDS) == get_args(KindName) and len(set(BY_PYXFORM.values())) == len(KINDS)
    assert set(GIVEN) == set(KINDS) - {"repeat"}


@pytest.mark.parametrize("name", GIVEN)
@given(data=st.data())
def test_an_answer_comes_back_from_storage_as_it_was_read(name, data):
    kind = KINDS[name]
    answer = kind.typed(data.draw(GIVEN[name]), OFFERED)
    stored = json.loads(json.dumps(None if answer is None else kind.to_json(answer)))
    assert kind.typed(stored, OFFERED) == answer
    if answer is not None:
        assert kind.typed(answer, OFFERED) == answer, "reading twice changes nothing"
        assert isinstance(kind.xpath(answer), str | float | date)
        if kind.column:
            assert isinstance(stored, kind.column.stored) and kind.column.make(stored) == _in_column(answer)


def _in_column(answer):
    return list(answer) if isinstance(answer, tuple) else answer


@pytest.mark.parametrize("name", GIVEN)
@given(data=st.data())
def test_what_is_typed_as_text_is_read_like_the_value(name, data):
    kind = KINDS[name]
    answer = kind.typed(data.draw(GIVEN[name]), OFFERED)
    if answer is not None:
        written = " ".join(answer) if isinstance(answer, tuple) else str(answer)
        assert kind.typed(written, OFFERED) == answer


@pytest.mark.parametrize("name", GIVEN)
@given(text=st.text(max_size=40))
def test_any_text_is_an_answer_or_refused_with_a_sentence(name, text):
    try:
        KINDS[name].typed(text, OFFERED)
    except NotAnAnswer as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize("name", ["date", "datetime"])
def test_a_time_is_a_day_number_in_expressions(name):
    given = {"date": date(1970, 1, 11), "datetime": datetime(1970, 1, 11, 12, tzinfo=UTC)}[name]
    assert number(KINDS[name].xpath(given)) == 10.0


def test_free_text_has_no_column():
    assert [name for name, kind in KINDS.items() if kind.column is None] == ["text", "note", "repeat"]
